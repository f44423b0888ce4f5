// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/inference/output_loss.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace auspex {

namespace {

// A block of logits is 1 MB: it fits the second level cache beside the weights that make it.
constexpr std::int64_t blockRows = 256;
constexpr std::int64_t blockColumns = 1024;

/// Of a small vocabulary few tokens are unlikely enough, and there is little to save.
constexpr std::int64_t leastRoundedVocabulary = 8192;

/// The most probable tokens of a row, which are put right.
constexpr int likelyTokens = 8;

/// The output projection of a large vocabulary for two widths, in bfloat16.
constexpr std::size_t mostRoundedBytes = std::size_t{256} << 20U;

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
    , m_isRounded(options.fusesOutput && options.roundsUnlikelyTokens && !forward.roundsToHalf()
                  && isFast(Kernel::OneDnnBFloat16)
                  && forward.weights().output.rows >= leastRoundedVocabulary)
{
    if (m_isRounded)
        m_rounded.emplace(Kernel::OneDnnBFloat16, true, mostRoundedBytes);
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
            pickTargets(
                targets.subspan(static_cast<std::size_t>(row), static_cast<std::size_t>(rows)),
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

void OutputLoss::addRoundedBlocks(const Rows &states)
{
    const MatrixView &output = m_forward.weights().output;
    m_logits.resize(blockRows, blockColumns);
    m_states.resize(states.rows, states.width);
    rowFunctions().roundToHalf(states.values.data(), states.rows * states.width, m_states.data());
    const auto kept = static_cast<std::size_t>(states.rows * likelyTokens);
    m_largest.assign(kept, -std::numeric_limits<float>::infinity());
    m_likely.assign(kept, -1);
    for (std::int64_t first = 0; first < output.rows; first += blockColumns) {
        const std::int64_t columns = std::min(blockColumns, output.rows - first);
        const PackedMatrix &block = m_rounded->find(blockOf(output, first, columns, states.width),
                                                    Activation::None, true);
        for (std::int64_t row = 0; row < states.rows; row += blockRows) {
            const std::int64_t rows = std::min(blockRows, states.rows - row);
            block.apply(m_states.data() + row * states.width, rows, m_logits.data());
            rowFunctions().addLogits(m_logits.data(), rows, static_cast<int>(columns),
                                     m_sums.data() + row);
            rowFunctions().addLargest(m_logits.data(), rows, static_cast<int>(columns),
                                      static_cast<std::int32_t>(first), likelyTokens,
                                      m_largest.data() + row * likelyTokens,
                                      m_likely.data() + row * likelyTokens);
        }
    }
}

const std::vector<double> &OutputLoss::summedOutput()
{
    const MatrixView &output = m_forward.weights().output;
    if (m_summedOutput.empty()) {
        m_summedOutput.assign(static_cast<std::size_t>(output.columns), 0.0);
        for (std::int64_t row = 0; row < output.rows; ++row) {
            for (std::int64_t c = 0; c < output.columns; ++c)
                m_summedOutput[static_cast<std::size_t>(c)] += static_cast<double>(
                    output.data[row * output.stride + c]);
        }
    }
    return m_summedOutput;
}

void OutputLoss::putRight(const Rows &states, std::span<const std::int32_t> targets)
{
    const MatrixView &output = m_forward.weights().output;
    const std::vector<double> &summed = summedOutput();
#pragma omp parallel for schedule(static)
    for (std::int64_t row = 0; row < states.rows; ++row) {
        const float *state = states.values.data() + row * states.width;
        const auto exact = [&](std::int32_t token) {
            return rowFunctions().dot(state, output.data + token * output.stride, states.width);
        };
        LogitSums &sums = m_sums[static_cast<std::size_t>(row)];
        const float *largest = m_largest.data() + row * likelyTokens;
        const std::int32_t *likely = m_likely.data() + row * likelyTokens;
        double rounded = 0.0;
        double right = 0.0;
        for (int i = 0; i < likelyTokens && likely[i] >= 0; ++i) {
            const auto top = static_cast<double>(sums.maximum);
            rounded += std::exp(static_cast<double>(largest[i]) - top);
            right += std::exp(static_cast<double>(exact(likely[i])) - top);
        }
        sums.exponentials = std::max(0.0, sums.exponentials - rounded) + right;
        double logits = 0.0;
        for (int c = 0; c < states.width; ++c)
            logits += static_cast<double>(state[c]) * summed[static_cast<std::size_t>(c)];
        sums.logits = logits;
        if (const std::int32_t target = targets[static_cast<std::size_t>(row)]; target >= 0)
            m_targetLogits.data()[row] = exact(target);
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
