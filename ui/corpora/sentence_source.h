// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <QString>

#include "core/base/job.h"
#include "core/corpus/corpus.h"

namespace auspex {

using CorpusPtr = std::shared_ptr<const Corpus>;

/// One file of token pairs of a split, with the number of its first pair.
struct SentenceChunk {
    std::size_t file = 0;
    std::size_t first = 0;
    std::vector<TokenPair> pairs;
};
using SentenceChunkPtr = std::shared_ptr<const SentenceChunk>;

/// A split as it is browsed: where its files begin, and the texts where they were kept.
struct SplitContent {
    CorpusPtr corpus;
    CorpusSplit split;
    std::vector<std::size_t> firsts; ///< of each token file
    std::vector<SentencePair> texts; ///< empty: texts are made of the tokens
};
using SplitContentPtr = std::shared_ptr<const SplitContent>;

/// Reads no tokens. Fails where a file is missing or damaged. Any thread.
Result<SplitContentPtr> readSplit(const CorpusPtr &corpus, const std::string &split);

Result<SentenceChunkPtr> readChunk(const SplitContent &split, std::size_t file);

/// The texts of a pair; with `asTokens` the symbols that the model reads, with spaces between.
struct ShownPair {
    QString source;
    QString target;
};
ShownPair shownPair(const SplitContent &split, std::size_t number, const TokenPair &pair,
                    bool asTokens);

struct SentenceMatches {
    std::vector<std::uint32_t> numbers; ///< of the pairs, in order
    bool areAll = true;                 ///< or the first ones of more than can be shown
};

/// The pairs of which one side, as it is shown, contains the text in whatever case.
Result<SentenceMatches> findSentences(const SplitContent &split, const QString &text, bool asTokens,
                                      Job &job);

/// More than that are not looked for.
inline constexpr std::size_t mostMatches = 100000;

} // namespace auspex
