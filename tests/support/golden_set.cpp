// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/golden_set.h"

#include <algorithm>
#include <cstdlib>
#include <stdexcept>

#include "core/arch/architecture_codecs.h"
#include "core/base/files.h"
#include "tests/support/data_folder.h"

namespace auspex::test {

namespace {

template<typename T>
T orThrow(Result<T> result)
{
    if (!result)
        throw std::runtime_error(result.error().message);
    return std::move(*result);
}

/// Sentences as the json of a beam search lists them, padded with 1 on either side.
std::vector<TokenPair> listedPairs(const nlohmann::json &lines)
{
    std::vector<TokenPair> pairs;
    for (const nlohmann::json &line : lines) {
        TokenPair &pair = pairs.emplace_back();
        for (const std::int32_t token : line.get<std::vector<std::int32_t>>()) {
            if (token != padToken)
                pair.source.push_back(token);
        }
    }
    return pairs;
}

GoldenSet readSet(const std::filesystem::path &file)
{
    GoldenSet set;
    set.name = file.stem().string();
    set.json = nlohmann::json::parse(orThrow(readFile(file)));
    set.shape = orThrow(supernetShapeOfJson(set.json, file.string()));
    const std::filesystem::path stem = file.parent_path() / file.stem();
    set.weights = stem.string() + ".weights.safetensors";
    if (set.json.contains("src_tokens")) {
        set.pairs = listedPairs(set.json["src_tokens"]);
    } else {
        set.batch = stem.string() + ".io.safetensors";
        set.pairs = orThrow(readTokenPairs(set.batch));
    }
    for (const ArchitectureRecord &record : orThrow(readArchitectures(file)).records)
        set.architectures.push_back(record.record.architecture);
    if (set.architectures.size() != set.cases().size())
        throw std::runtime_error(file.string() + ": not all cases hold an architecture");
    return set;
}

void addFolder(const std::filesystem::path &folder, std::vector<GoldenSet> &sets)
{
    std::vector<std::filesystem::path> files;
    for (const auto &entry : std::filesystem::directory_iterator(folder)) {
        if (entry.path().extension() == ".json")
            files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    for (const std::filesystem::path &file : files)
        sets.push_back(readSet(file));
}

} // namespace

std::vector<GoldenSet> goldenSets()
{
    std::vector<GoldenSet> sets;
    if (const auto data = dataFolder(); data && std::filesystem::is_directory(*data / "golden"))
        addFolder(*data / "golden", sets);
    if (const char *folder = std::getenv("AUSPEX_GOLDEN"); folder && *folder)
        addFolder(folder, sets);
    return sets;
}

} // namespace auspex::test
