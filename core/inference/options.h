// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

// What scoring and generation can be told and what they give: plain values that the engine's
// protocol carries as they are.

namespace auspex {

/// Which matrix product runs below.
enum class Kernel {
    Automatic,      ///< the fastest one in float32 on this machine, measured once
    Blas,           ///< the system's BLAS, float32
    OneDnn,         ///< oneDNN, float32
    OneDnnBFloat16, ///< oneDNN with weights and activations rounded to bfloat16
};

struct ScoringOptions {
    double labelSmoothing = 0.1;
    Kernel kernel = Kernel::Automatic;
    /// Most tokens of the validation set that are in work at once, longer of source and target. It
    /// bounds memory; it is part of a score's last bits, so that it stays the same in a search.
    int maxTokens = 8192;

    // Each can be turned off to measure what it brings; scores stay within rounding.
    bool sharesPrefixes = true; ///< encoder layers that candidates have in common, computed once
    bool fusesOutput = true;    ///< output projection and log-sum-exp in blocks that stay in cache
    /// Where the processor multiplies bfloat16 faster, the vocabulary is large and the output is
    /// fused: the sum over the
    /// vocabulary is taken in bfloat16, and the target and the most probable tokens of each row, on
    /// which a loss depends, are put right in float32. Losses agree to about 1e-6.
    bool roundsUnlikelyTokens = true;
    bool packsWeights = true; ///< once a candidate, in the kernel's own layout
    bool leavesOutPadding = true;

    bool operator==(const ScoringOptions &) const = default;
};

/// Sums over all target tokens of the validation set, padding left out; natural logarithms.
struct SubnetScore {
    double nllSum = 0.0;
    double labelSmoothedLossSum = 0.0; ///< (1 - e) nll + e / V sum over the vocabulary of -log p
    std::int64_t tokens = 0;

    bool operator==(const SubnetScore &) const = default;
};

/// Beam search as HAT's generator does it (spec section 7).
struct BeamOptions {
    int beam = 4;
    double lengthPenalty = 0.6; ///< exponent of the length that a score is divided by
    /// Longest hypothesis: A times the source length (its end counted) plus B tokens, then the end.
    double maxLengthA = 0.0;
    int maxLengthB = 200;
    int minLength = 1; ///< tokens before the end may come
    Kernel kernel = Kernel::Automatic;
    int maxSentences = 64; ///< decoded at once
    /// As in scoring: the tokens that may continue a hypothesis and the log sum are put right, and
    /// a row where that does not suffice is computed in float32.
    bool roundsUnlikelyTokens = true;

    bool operator==(const BeamOptions &) const = default;
};

struct Hypothesis {
    std::vector<std::int32_t> tokens; ///< with the end token
    double score = 0.0;               ///< sum of log probabilities / length ^ lengthPenalty
};

/// Of one sentence, the best first.
using Hypotheses = std::vector<Hypothesis>;

} // namespace auspex
