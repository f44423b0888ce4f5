// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string>
#include <vector>

#include "core/corpus/corpus.h"
#include "core/inference/options.h"
#include "core/store/score_store.h"

namespace auspex {

/// The target texts of the first `count` sentences of a split, as they were given or else as its
/// tokens read.
Result<std::vector<SentencePair>> firstTexts(const Corpus &corpus, const std::string &split,
                                             std::size_t count);

/// The best hypothesis of each sentence as text, segmentation undone; empty where there is none.
Result<std::vector<std::string>> hypothesisTexts(const TextCodec &codec,
                                                 std::span<const Hypotheses> sentences);

/// Both conventions of core/metrics on the same texts; the score's value is fairseq's.
Result<StoredScore> bleuScore(std::span<const std::string> hypotheses,
                              std::span<const std::string> references);

} // namespace auspex
