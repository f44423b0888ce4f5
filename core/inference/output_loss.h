// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <vector>

#include "core/inference/output_blocks.h"

namespace auspex {

/// The loss of decoder states [rows, width] against the target tokens of the rows (-1 for a row
/// that counts for nothing), through the output projection. Blocks of the vocabulary are projected
/// into a buffer that stays in cache and taken into the running log-sum-exp of their rows.
///
/// Rounded (ScoringOptions::roundsUnlikelyTokens): the blocks come from a bfloat16 product. An
/// error of 0.3 % in the logit of a token of probability p moves the log-sum-exp by p times that,
/// so it matters for probable tokens alone; the largest logits of a row, its target's, and the sum
/// of all (the product with the summed output rows) are then computed in float32.
class OutputLoss {
public:
    OutputLoss(Forward &forward, const ScoringOptions &options);

    SubnetScore of(const Rows &states, std::span<const std::int32_t> targets);

private:
    void addBlocks(const Rows &states, std::span<const std::int32_t> targets);
    void addRoundedBlocks(const Rows &states);
    void putRight(const Rows &states, std::span<const std::int32_t> targets);
    void addWhole(const Rows &states, std::span<const std::int32_t> targets);
    void take(const OutputBlocks::Block &block, std::span<const std::int32_t> targets);

    Forward &m_forward;
    double m_labelSmoothing;
    OutputBlocks m_blocks;
    bool m_isFused;
    bool m_isRounded;
    FloatBuffer m_logits;
    FloatBuffer m_targetLogits;
    std::vector<LogitSums> m_sums;
    std::vector<float> m_largest;       ///< logits of the most probable tokens of each row
    std::vector<std::int32_t> m_likely; ///< these tokens
};

} // namespace auspex
