// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/supernets/split_data.h"

namespace auspex {

/// What a score's texts are.
struct SplitTexts {
    std::vector<std::string> sources;
    std::vector<std::string> references;
    std::string referencesHash;
};

/// Corpora and splits that scores were asked about lately, so that a search does not read and hash
/// them for every population. One thread at a time.
class ScoreMaterials {
public:
    /// By its name or folder; read again where its manifest has changed.
    Result<std::shared_ptr<const Corpus>> corpus(Workspace *workspace,
                                                 const std::string &nameOrFolder);

    Result<std::shared_ptr<const SplitData>> data(const std::shared_ptr<const Corpus> &corpus,
                                                  const std::string &split, int sentences);

    /// Of the first `sentences` of the split.
    Result<std::shared_ptr<const SplitTexts>> texts(const std::shared_ptr<const Corpus> &corpus,
                                                    const std::string &split,
                                                    std::size_t sentences);

private:
    struct Opened {
        std::shared_ptr<const Corpus> corpus;
        std::filesystem::file_time_type changed;
    };
    struct Split {
        std::shared_ptr<const Corpus> corpus; ///< keeps the address, which is part of the key
        std::shared_ptr<const SplitData> data;
        std::shared_ptr<const SplitTexts> texts;
    };
    Split &splitOf(const std::shared_ptr<const Corpus> &corpus, const std::string &split,
                   std::size_t sentences);

    std::optional<TemporaryFolder> m_folder; ///< made when the first file is written
    std::map<std::string, Opened> m_corpora;
    std::map<std::string, Split> m_splits;
};

} // namespace auspex
