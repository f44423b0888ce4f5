// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/made_data.h"

#include <fstream>
#include <unordered_set>

#include "core/arch/search_space.h"
#include "core/arch/tfs_eval.h"

namespace auspex::test {

MadeData writeMadeData(const std::filesystem::path &folder, std::size_t recordsPerFile)
{
    MadeData data{{"made0", "made1"}, 6, recordsPerFile};
    const SearchSpace space = *builtInSpace("wmt14ende");
    for (const std::string &task : data.tasks) {
        Random random(1, task);
        std::unordered_set<Architecture> seen;
        for (const char *split : {"1", "2", "3"}) {
            std::filesystem::create_directories(folder / split / task);
            for (const char *file : {"train.jsonl", "test.jsonl"}) {
                std::ofstream stream(folder / split / task / file);
                for (std::size_t i = 0; i < recordsPerFile;) {
                    TfsRecord record;
                    record.architecture = sampleArchitecture(space, random);
                    if (!seen.insert(record.architecture).second)
                        continue;
                    record.tfs = {{"valid_bleu", 20 + 10 * random.unit()}};
                    record.recorded["HAT"] = {{"valid_bleu", 20 + 10 * random.unit()}};
                    stream << tfsLine(record) << '\n';
                    ++i;
                }
            }
        }
    }
    return data;
}

} // namespace auspex::test
