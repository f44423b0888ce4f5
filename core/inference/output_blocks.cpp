// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/inference/output_blocks.h"

#include <algorithm>
#include <cmath>

namespace auspex {

namespace {

// A block of logits is 1 MB: it fits the second level cache beside the weights that make it.
constexpr std::int64_t blockRows = 256;
constexpr std::int64_t blockColumns = 1024;

/// Of a small vocabulary few tokens are unlikely enough, and there is little to save.
constexpr std::int64_t leastRoundedVocabulary = 8192;

/// The output projection of a large vocabulary for two widths, in bfloat16.
constexpr std::size_t mostRoundedBytes = std::size_t{256} << 20U;

} // namespace

OutputBlocks::OutputBlocks(Forward &forward)
    : m_forward(forward)
    , m_output(forward.weights().output)
{
}

bool OutputBlocks::roundingPays() const
{
    return !m_forward.roundsToHalf() && isFast(Kernel::OneDnnBFloat16)
           && m_output.rows >= leastRoundedVocabulary;
}

LinearView OutputBlocks::blockOf(std::int64_t first, std::int64_t columns, int width) const
{
    return {{m_output.data + first * m_output.stride, columns, width, m_output.stride}, nullptr};
}

void OutputBlocks::forEach(const Rows &states, const Visitor &visit)
{
    m_logits.resize(blockRows, blockColumns);
    for (std::int64_t first = 0; first < m_output.rows; first += blockColumns) {
        const std::int64_t columns = std::min(blockColumns, m_output.rows - first);
        const PackedMatrix &matrix = m_forward.packed().find(blockOf(first, columns, states.width),
                                                             Activation::None, true);
        for (std::int64_t row = 0; row < states.rows; row += blockRows) {
            const std::int64_t rows = std::min(blockRows, states.rows - row);
            const std::int64_t at = row * states.width;
            if (m_forward.roundsToHalf())
                matrix.apply(states.half.data() + at, rows, m_logits.data());
            else
                matrix.apply(states.values.data() + at, rows, m_logits.data());
            visit({m_logits.data(), row, rows, first, static_cast<int>(columns)});
        }
    }
}

void OutputBlocks::forEachRounded(const Rows &states, const Visitor &visit)
{
    if (!m_rounded)
        m_rounded.emplace(Kernel::OneDnnBFloat16, true, mostRoundedBytes);
    m_logits.resize(blockRows, blockColumns);
    m_states.resize(states.rows, states.width);
    rowFunctions().roundToHalf(states.values.data(), states.rows * states.width, m_states.data());
    for (std::int64_t first = 0; first < m_output.rows; first += blockColumns) {
        const std::int64_t columns = std::min(blockColumns, m_output.rows - first);
        const PackedMatrix &matrix = m_rounded->find(blockOf(first, columns, states.width),
                                                     Activation::None, true);
        for (std::int64_t row = 0; row < states.rows; row += blockRows) {
            const std::int64_t rows = std::min(blockRows, states.rows - row);
            matrix.apply(m_states.data() + row * states.width, rows, m_logits.data());
            visit({m_logits.data(), row, rows, first, static_cast<int>(columns)});
        }
    }
}

float OutputBlocks::exact(const float *state, int width, std::int32_t token) const
{
    return rowFunctions().dot(state, m_output.data + token * m_output.stride, width);
}

const OutputBlocks::Summary &OutputBlocks::summary(int width)
{
    const auto [found, isNew] = m_summaries.try_emplace(width);
    Summary &summary = found->second;
    if (!isNew)
        return summary;
    summary.summed.assign(static_cast<std::size_t>(width), 0.0);
    constexpr int columns = 64; // of a thread's turn
#pragma omp parallel for schedule(static)
    for (int first = 0; first < width; first += columns) {
        const int end = std::min(first + columns, width);
        for (std::int64_t row = 0; row < m_output.rows; ++row) {
            const float *line = m_output.data + row * m_output.stride;
            for (int c = first; c < end; ++c)
                summary.summed[static_cast<std::size_t>(c)] += static_cast<double>(line[c]);
        }
    }
    double largest = 0.0;
#pragma omp parallel for schedule(static) reduction(max : largest)
    for (std::int64_t row = 0; row < m_output.rows; ++row) {
        const float *line = m_output.data + row * m_output.stride;
        largest = std::max(largest, static_cast<double>(rowFunctions().dot(line, line, width)));
    }
    // Both factors of a product are rounded to 8 bits; products and sums are in float32, in an
    // order of the kernel's own.
    const double ofProducts = std::ldexp(1.0, -8) + std::ldexp(1.0, -16);
    const double ofSums = std::ldexp(static_cast<double>(width), -22);
    summary.largestError = (ofProducts + ofSums) * std::sqrt(largest);
    return summary;
}

double OutputBlocks::Summary::sumOfLogits(const float *state) const
{
    double sum = 0.0;
    for (std::size_t c = 0; c < summed.size(); ++c)
        sum += static_cast<double>(state[c]) * summed[c];
    return sum;
}

} // namespace auspex
