// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/base/job.h"
#include "core/corpus/corpus.h"
#include "core/corpus/demo_task.h"
#include "core/corpus/sentence_piece.h"

// Makes corpora. Each call writes a folder, all or nothing (core/corpus/corpus_writer.h), and fails
// where there is one of that name.

namespace auspex {

/// How texts become tokens. At most one of codes, models and training is given; without any, words
/// are tokens. Lists have one entry for both languages, or two: the source's and the target's.
struct VocabularyOptions {
    std::vector<std::filesystem::path> bpeCodes;
    std::vector<std::filesystem::path> sentencePieceModels;
    std::optional<SentencePieceOptions> trainSentencePiece;
    /// dict.txt files; without any, of the models' pieces or of the training texts' symbols.
    std::vector<std::filesystem::path> dictionaries;

    bool joined = true;         ///< one dictionary, and one trained model, for both languages
    std::int64_t threshold = 1; ///< rarer symbols are unknown; of dictionaries made of texts
    std::size_t most = 0;       ///< symbols of such a dictionary in all; 0: no limit
    std::size_t multiple = 8; ///< such a dictionary is padded to a multiple of it, as fairseq does
};

struct MosesImport {
    std::string name; ///< empty: the folder's
    std::string sourceLanguage;
    std::string targetLanguage;

    struct Split {
        std::string name;             ///< "train", "valid", "test"
        std::filesystem::path prefix; ///< of the two files PREFIX.LANGUAGE
    };
    std::vector<Split> splits; ///< one of them train, unless dictionaries are given

    EmptyLines emptyLines = EmptyLines::Refuse;
    VocabularyOptions vocabulary;
};

/// The texts of splits other than train are kept beside their tokens.
Result<Corpus> importMoses(const MosesImport &options, const std::filesystem::path &folder,
                           Job &job);

struct DataBinImport {
    std::string name;
    std::filesystem::path dataBin;
    std::string sourceLanguage; ///< empty: as the folder has it
    std::string targetLanguage;
    /// What segmented the texts, so that new ones can be encoded. Without, the symbols tell how a
    /// text is put together again ("@@" or the space mark of SentencePiece).
    std::vector<std::filesystem::path> bpeCodes;
    std::vector<std::filesystem::path> sentencePieceModels;
};

/// Texts of splits other than train are made of their tokens.
Result<Corpus> importDataBin(const DataBinImport &options, const std::filesystem::path &folder,
                             Job &job);

struct DemoImport {
    std::string name;
    DemoTaskOptions task;
    VocabularyOptions vocabulary;
};

Result<Corpus> importDemo(const DemoImport &options, const std::filesystem::path &folder, Job &job);

} // namespace auspex
