// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "app/cli/context.h"

namespace auspex::cli {

struct CorpusVocabularyOptions {
    std::vector<std::string> bpeCodes;
    std::vector<std::string> sentencePieceModels;
    std::vector<std::string> dictionaries;
    int trainPieces = 0; ///< 0: no training
    std::string pieceModel = "unigram";
    double characterCoverage = 1.0;
    bool separate = false;
    std::int64_t threshold = 1;
    std::size_t most = 0;
};

struct CorpusImportOptions {
    std::string folder; ///< empty: -o
    std::string name;
    std::string source;
    std::string target;
    std::string train;
    std::string valid;
    std::string test;
    std::string dataBin;
    bool skipEmpty = false;
    CorpusVocabularyOptions vocabulary;
};

/// Makes the corpus, registers it where there is a workspace, and tells its statistics.
Outcome importCorpus(Context &context, const CorpusImportOptions &options);

struct CorpusDemoOptions {
    std::string folder; ///< empty: -o
    std::string name;
    std::size_t train = 20000;
    std::size_t valid = 500;
    std::size_t test = 500;
    CorpusVocabularyOptions vocabulary;
};

Outcome makeDemoCorpus(Context &context, const CorpusDemoOptions &options);

} // namespace auspex::cli
