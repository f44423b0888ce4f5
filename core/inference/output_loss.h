// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <vector>

#include "core/inference/forward.h"

namespace auspex {

/// The loss of decoder states [rows, width] against the target tokens of the rows (-1 for a row
/// that counts for nothing), through the output projection. Blocks of the vocabulary are projected
/// into a buffer that stays in cache and taken into the running log-sum-exp of their rows.
class OutputLoss {
public:
    OutputLoss(Forward &forward, const ScoringOptions &options);

    SubnetScore of(const Rows &states, std::span<const std::int32_t> targets);

private:
    void addBlocks(const Rows &states, std::span<const std::int32_t> targets);
    void addWhole(const Rows &states, std::span<const std::int32_t> targets);
    void pickTargets(std::span<const std::int32_t> targets, std::int64_t firstColumn,
                     std::int64_t columns, const float *logits, float *picked) const;

    Forward &m_forward;
    double m_labelSmoothing;
    bool m_isFused;
    FloatBuffer m_logits;
    FloatBuffer m_targetLogits;
    std::vector<LogitSums> m_sums;
};

} // namespace auspex
