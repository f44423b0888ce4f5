// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/metrics/ngrams.h"

namespace auspex {

/// BLEU-4 as fairseq's score.py and libbleu compute it: the metric of HAT and of the LLM-PP paper.
///
/// Segments are already tokenised text, and both sides have had splitCompounds(). One reference,
/// case counts, no smoothing over a corpus. Usually higher than BLEU of detokenised text (bleu.h):
/// the two must never stand in one column. Any thread.
///
/// Peculiarities kept: an empty line counts as one token (fairseq never trims its end-of-sentence
/// mark away entirely), which an empty hypothesis and an empty reference share; "<unk>" in a
/// reference matches nothing; "<pad>" before and "<pad>" or "</s>" behind a segment are trimmed.

/// Every hyphen between two bytes that are no ASCII whitespace becomes " ##AT##-##AT## ", in one
/// pass from left to right in which no byte is used twice: "a-b-c" gives "a ##AT##-##AT## b-c".
std::string splitCompounds(std::string_view segment);

struct FairseqBleuScore {
    double score = 0.0;                         ///< in [0, 100]
    std::array<double, bleuOrder> precisions{}; ///< in percent
    double brevityPenalty = 0.0;
    BleuStatistics statistics;
};

/// What n = 2..4 start from: 0 matches of 0 over a corpus, 1 of 1 for a sentence (fairseq's
/// --sentence-bleu; Lin and Och, 2004).
enum class FairseqSmoothing { None, PlusOne };

/// Each segment's statistics, for resampling. Fails with InvalidInput where there is no segment or
/// the numbers of segments differ.
Result<std::vector<BleuStatistics>> fairseqStatistics(std::span<const std::string> hypotheses,
                                                      std::span<const std::string> references);

FairseqBleuScore fairseqBleuOf(const BleuStatistics &statistics,
                               FairseqSmoothing smoothing = FairseqSmoothing::None);

/// Errors as for fairseqStatistics.
Result<FairseqBleuScore> fairseqCorpusBleu(std::span<const std::string> hypotheses,
                                           std::span<const std::string> references);

FairseqBleuScore fairseqSentenceBleu(std::string_view hypothesis, std::string_view reference);

/// "BLEU4 = 48.89, 85.7/66.7/40.0/25.0 (BP=1.000, ratio=1.000, syslen=7, reflen=7)"
std::string fairseqBleuText(const FairseqBleuScore &score);

} // namespace auspex
