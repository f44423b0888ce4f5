// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/inference/output_loss.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace auspex {

namespace {

/// The most probable tokens of a row, which are put right.
constexpr int likelyTokens = 8;

/// Rows whose logits are held at once where the projection is not fused.
constexpr std::int64_t wholeRows = 4096;

} // namespace

OutputLoss::OutputLoss(Forward &forward, const ScoringOptions &options)
    : m_forward(forward)
    , m_labelSmoothing(options.labelSmoothing)
    , m_blocks(forward)
    , m_isFused(options.fusesOutput)
    , m_isRounded(options.fusesOutput && options.roundsUnlikelyTokens && m_blocks.roundingPays())
{
}

void OutputLoss::take(const OutputBlocks::Block &block, std::span<const std::int32_t> targets)
{
    rowFunctions().addLogits(block.logits, block.rows, block.columns,
                             m_sums.data() + block.firstRow);
    for (std::int64_t row = 0; row < block.rows; ++row) {
        const std::int64_t at = block.firstRow + row;
        const std::int64_t column = targets[static_cast<std::size_t>(at)] - block.firstColumn;
        if (column >= 0 && column < block.columns)
            m_targetLogits.data()[at] = block.logits[row * block.columns + column];
    }
}

void OutputLoss::addBlocks(const Rows &states, std::span<const std::int32_t> targets)
{
    m_blocks.forEach(states, [&](const OutputBlocks::Block &block) { take(block, targets); });
}

void OutputLoss::addWhole(const Rows &states, std::span<const std::int32_t> targets)
{
    const MatrixView &output = m_forward.weights().output;
    const PackedMatrix &projection = m_forward.packed().find(
        {{output.data, output.rows, states.width, output.stride}, nullptr}, Activation::None, true);
    m_logits.resize(std::min(wholeRows, states.rows), output.rows);
    for (std::int64_t row = 0; row < states.rows; row += wholeRows) {
        const std::int64_t rows = std::min(wholeRows, states.rows - row);
        projection.apply(states.values.data() + row * states.width, rows, m_logits.data());
        take({m_logits.data(), row, rows, 0, static_cast<int>(output.rows)}, targets);
    }
}

void OutputLoss::addRoundedBlocks(const Rows &states)
{
    const auto kept = static_cast<std::size_t>(states.rows * likelyTokens);
    m_largest.assign(kept, -std::numeric_limits<float>::infinity());
    m_likely.assign(kept, -1);
    m_blocks.forEachRounded(states, [&](const OutputBlocks::Block &block) {
        rowFunctions().addLogits(block.logits, block.rows, block.columns,
                                 m_sums.data() + block.firstRow);
        rowFunctions().addLargest(block.logits, block.rows, block.columns,
                                  static_cast<std::int32_t>(block.firstColumn), likelyTokens,
                                  m_largest.data() + block.firstRow * likelyTokens,
                                  m_likely.data() + block.firstRow * likelyTokens);
    });
}

void OutputLoss::putRight(const Rows &states, std::span<const std::int32_t> targets)
{
    const OutputBlocks::Summary &summary = m_blocks.summary(states.width);
#pragma omp parallel for schedule(static)
    for (std::int64_t row = 0; row < states.rows; ++row) {
        const float *state = states.values.data() + row * states.width;
        LogitSums &sums = m_sums[static_cast<std::size_t>(row)];
        const float *largest = m_largest.data() + row * likelyTokens;
        const std::int32_t *likely = m_likely.data() + row * likelyTokens;
        const auto top = static_cast<double>(sums.maximum);
        double rounded = 0.0;
        double right = 0.0;
        for (int i = 0; i < likelyTokens && likely[i] >= 0; ++i) {
            const float exact = m_blocks.exact(state, states.width, likely[i]);
            rounded += std::exp(static_cast<double>(largest[i]) - top);
            right += std::exp(static_cast<double>(exact) - top);
        }
        sums.exponentials = std::max(0.0, sums.exponentials - rounded) + right;
        sums.logits = summary.sumOfLogits(state);
        if (const std::int32_t target = targets[static_cast<std::size_t>(row)]; target >= 0)
            m_targetLogits.data()[row] = m_blocks.exact(state, states.width, target);
    }
}

SubnetScore OutputLoss::of(const Rows &states, std::span<const std::int32_t> targets)
{
    m_sums.assign(static_cast<std::size_t>(states.rows), LogitSums());
    m_targetLogits.resize(static_cast<std::size_t>(states.rows));
    if (m_isRounded) {
        addRoundedBlocks(states);
        putRight(states, targets);
    } else if (m_isFused)
        addBlocks(states, targets);
    else
        addWhole(states, targets);
    SubnetScore score;
    const auto vocabulary = static_cast<double>(m_forward.weights().output.rows);
    double smooth = 0.0;
    for (std::size_t row = 0; row < targets.size(); ++row) {
        if (targets[row] < 0)
            continue;
        const LogitSums &sums = m_sums[row];
        const double logSum = static_cast<double>(sums.maximum) + std::log(sums.exponentials);
        score.nllSum += logSum - static_cast<double>(m_targetLogits.data()[row]);
        smooth += vocabulary * logSum - sums.logits;
        ++score.tokens;
    }
    score.labelSmoothedLossSum = (1.0 - m_labelSmoothing) * score.nllSum
                                 + m_labelSmoothing / vocabulary * smooth;
    return score;
}

} // namespace auspex
