// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>

#include "core/corpus/corpus.h"
#include "core/store/workspace.h"
#include "core/supernets/temporary_folder.h"

// The sentences that scores are computed on, as the engine and BLEU want them.

namespace auspex {

/// The first sentences of a split of a corpus.
struct SplitData {
    std::size_t sentences = 0;
    std::string pairsHash; ///< SHA-256 of the ids: equal for equal sentences, whatever the corpus
    std::filesystem::path pairsFile; ///< as the engine reads them
};

/// Writes a file into the folder. `sentences`: the first N; 0: all. Fails where the corpus has no
/// such split.
Result<SplitData> splitData(const Corpus &corpus, const std::string &split, int sentences,
                            const TemporaryFolder &folder);

/// The folder of a corpus of the workspace by its name, or else that name where it is a corpus's
/// folder; the workspace may be null. Fails, listing the names that there are.
Result<std::filesystem::path> corpusFolder(Workspace *workspace, const std::string &nameOrFolder);

} // namespace auspex
