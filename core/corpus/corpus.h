// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/corpus/parallel_text.h"
#include "core/corpus/text_codec.h"
#include "core/tensors/token_batch.h"

// A corpus is a folder that holds all that training and evaluation need of a translation task:
//
//   corpus.json                  the manifest (Corpus::manifest())
//   SPLIT.safetensors            token pairs in the form of core/tensors/token_batch.h; a large
//                                split is in several files, SPLIT-2.safetensors and so on
//   SPLIT.LANGUAGE               the texts, one sentence a line, of splits that BLEU is measured on
//   dict.LANGUAGE.txt            the dictionaries; two equal ones where the languages share theirs
//   bpe.LANGUAGE.codes           where the texts are segmented by BPE codes
//   sentencepiece.LANGUAGE.model where they are segmented by SentencePiece
//
// It appears under its name all at once, complete, and is never changed.

namespace auspex {

struct CorpusSplit {
    std::string name; ///< "train", "valid", "test"
    std::size_t sentences = 0;
    std::size_t leftOut = 0;             ///< pairs with an empty line that were not taken in
    std::vector<std::string> tokenFiles; ///< names in the folder, in order
    bool hasTexts = false;

    bool operator==(const CorpusSplit &) const = default;
};

/// A corpus without its sentences, which are read split by split.
struct Corpus {
    std::string name;
    std::string sourceLanguage;
    std::string targetLanguage;
    std::string origin; ///< "moses", "data-bin" or "demo"
    TextCodec source;
    TextCodec target;
    bool joined = false; ///< one dictionary for both languages, so that embeddings can be shared
    std::vector<CorpusSplit> splits;
    std::filesystem::path folder; ///< where it was read from

    /// Null where there is no split of that name.
    const CorpusSplit *split(std::string_view splitName) const;

    /// What corpus.json holds.
    nlohmann::ordered_json manifest() const;

    std::filesystem::path textFile(const CorpusSplit &split, const std::string &language) const;
};

/// The name of the manifest in a corpus's folder.
inline constexpr const char *corpusManifestName = "corpus.json";

/// Reads manifest, dictionaries and models. Fails with a sentence that names the file which is
/// missing or does not fit the others.
Result<Corpus> openCorpus(const std::filesystem::path &folder);

/// Reads the token pairs of a split. Fails where there is no such split, where a file does not hold
/// what the manifest states, and on tokens that the dictionaries do not have.
Result<std::vector<TokenPair>> readCorpusTokens(const Corpus &corpus, std::string_view split);

/// The same, one file after another, for splits that need not be in memory as a whole.
Result<void> forEachTokenFile(
    const Corpus &corpus, std::string_view split,
    const std::function<Result<void>(const std::vector<TokenPair> &)> &use);

/// The texts of a split: as they were given, or else as its tokens read.
Result<std::vector<SentencePair>> readCorpusTexts(const Corpus &corpus, std::string_view split);

} // namespace auspex
