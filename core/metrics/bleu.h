// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/metrics/ngrams.h"

namespace auspex {

/// BLEU-4 as sacreBLEU 2.x computes it (Post, 2018), for detokenised text, one segment an entry.
/// A score of this kind and one of fairseq_bleu.h must never stand in one column. Any thread.

enum class BleuTokenizer { None, Mteval13a, International };

/// What becomes of an order without a match (Chen and Cherry, 2014).
enum class BleuSmoothing {
    None,  ///< the score is 0
    Floor, ///< it has this many matches
    AddK,  ///< matches and totals of every order but the first get this much more
    Exp,   ///< 1/2, 1/4, ... of a match, as NIST's mteval
};

struct BleuOptions {
    BleuTokenizer tokenizer = BleuTokenizer::Mteval13a;
    BleuSmoothing smoothing = BleuSmoothing::Exp;
    std::optional<double> smoothingValue = {}; ///< without it 0.1 for Floor and 1 for AddK
    bool lowerCase = false;
    bool effectiveOrder = false; ///< leave out the orders that the hypothesis is too short for
};

struct BleuScore {
    double score = 0.0;                         ///< in [0, 100]
    std::array<double, bleuOrder> precisions{}; ///< in percent, smoothed
    double brevityPenalty = 0.0;
    BleuStatistics statistics; ///< as counted, before smoothing

    /// Hypothesis' length to reference's, 0 without a reference.
    double lengthRatio() const;
};

/// Each segment's statistics, for resampling. `references[r][i]` is reference r of segment i. Fails
/// with InvalidInput where there is no segment, no reference, or a reference of another length.
Result<std::vector<BleuStatistics>> bleuStatistics(
    std::span<const std::string> hypotheses, std::span<const std::vector<std::string>> references,
    const BleuOptions &options = {});

/// The score of added-up statistics; of the options only smoothing and effectiveOrder are used.
BleuScore bleuOf(const BleuStatistics &statistics, const BleuOptions &options = {});

/// As sacrebleu.corpus_bleu; errors as for bleuStatistics.
Result<BleuScore> corpusBleu(std::span<const std::string> hypotheses,
                             std::span<const std::vector<std::string>> references,
                             const BleuOptions &options = {});

/// As sacrebleu.sentence_bleu, which uses the effective order. No reference gives 0.
BleuScore sentenceBleu(std::string_view hypothesis, std::span<const std::string> references,
                       const BleuOptions &options = {.effectiveOrder = true});

enum class SignatureForm { Long, Short };

/// "nrefs:1|case:mixed|eff:no|tok:13a|smooth:exp|version:auspex-0.1.0": sacreBLEU's fields with our
/// own version, since it is our implementation.
std::string bleuSignature(const BleuOptions &options, int references,
                          SignatureForm form = SignatureForm::Long);

/// "85.7/66.7/40.0/25.0 (BP = 1.000 ratio = 1.000 hyp_len = 7 ref_len = 7)"
std::string verboseBleu(const BleuScore &score);

/// "BLEU|<signature> = 48.89 <verbose>"
std::string bleuText(const BleuScore &score, std::string_view signature, int decimals = 2);

} // namespace auspex
