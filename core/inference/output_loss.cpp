// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/inference/output_loss.h"

#include <algorithm>
#include <cmath>

namespace auspex {

namespace {

// A block of logits is 1 MB: it fits the second level cache beside the weights that make it.
constexpr std::int64_t blockRows = 256;
constexpr std::int64_t blockColumns = 1024;

/// Rows whose logits are held at once where the projection is not fused.
constexpr std::int64_t wholeRows = 4096;

LinearView blockOf(const MatrixView &output, std::int64_t first, std::int64_t columns, int width)
{
    return {{output.data + first * output.stride, columns, width, output.stride}, nullptr};
}

} // namespace

OutputLoss::OutputLoss(Forward &forward, const ScoringOptions &options)
    : m_forward(forward)
    , m_labelSmoothing(options.labelSmoothing)
    , m_isFused(options.fusesOutput)
{
}

void OutputLoss::pickTargets(std::span<const std::int32_t> targets, std::int64_t firstColumn,
                             std::int64_t columns, const float *logits, float *picked) const
{
    for (std::size_t row = 0; row < targets.size(); ++row) {
        const std::int64_t column = targets[row] - firstColumn;
        if (column >= 0 && column < columns)
            picked[row] = logits[static_cast<std::int64_t>(row) * columns + column];
    }
}

void OutputLoss::addBlocks(const Rows &states, std::span<const std::int32_t> targets)
{
    const MatrixView &output = m_forward.weights().output;
    m_logits.resize(blockRows, blockColumns);
    // Each block of weights is read once and used for all rows.
    for (std::int64_t first = 0; first < output.rows; first += blockColumns) {
        const std::int64_t columns = std::min(blockColumns, output.rows - first);
        const PackedMatrix &block = m_forward.packed().find(
            blockOf(output, first, columns, states.width), Activation::None, true);
        for (std::int64_t row = 0; row < states.rows; row += blockRows) {
            const std::int64_t rows = std::min(blockRows, states.rows - row);
            const std::int64_t at = row * states.width;
            if (m_forward.roundsToHalf())
                block.apply(states.half.data() + at, rows, m_logits.data());
            else
                block.apply(states.values.data() + at, rows, m_logits.data());
            rowFunctions().addLogits(m_logits.data(), rows, static_cast<int>(columns),
                                     m_sums.data() + row);
            pickTargets(targets.subspan(static_cast<std::size_t>(row),
                                        static_cast<std::size_t>(rows)),
                        first, columns, m_logits.data(), m_targetLogits.data() + row);
        }
    }
}

void OutputLoss::addWhole(const Rows &states, std::span<const std::int32_t> targets)
{
    const MatrixView &output = m_forward.weights().output;
    const PackedMatrix &projection = m_forward.packed().find(
        blockOf(output, 0, output.rows, states.width), Activation::None, true);
    m_logits.resize(std::min(wholeRows, states.rows), output.rows);
    for (std::int64_t row = 0; row < states.rows; row += wholeRows) {
        const std::int64_t rows = std::min(wholeRows, states.rows - row);
        projection.apply(states.values.data() + row * states.width, rows, m_logits.data());
        rowFunctions().addLogits(m_logits.data(), rows, static_cast<int>(output.rows),
                                 m_sums.data() + row);
        pickTargets(targets.subspan(static_cast<std::size_t>(row), static_cast<std::size_t>(rows)),
                    0, output.rows, m_logits.data(), m_targetLogits.data() + row);
    }
}

SubnetScore OutputLoss::of(const Rows &states, std::span<const std::int32_t> targets)
{
    m_sums.assign(static_cast<std::size_t>(states.rows), LogitSums());
    m_targetLogits.resize(static_cast<std::size_t>(states.rows));
    if (m_isFused)
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
    score.labelSmoothedLossSum
        = (1.0 - m_labelSmoothing) * score.nllSum + m_labelSmoothing / vocabulary * smooth;
    return score;
}

} // namespace auspex
