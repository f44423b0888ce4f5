// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/inference/next_tokens.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>

#include "core/tensors/token_batch.h"

namespace auspex {

namespace {

/// Tokens of a row that are put right: the more, the rarer is a row computed anew.
constexpr int leastCandidates = 32;
constexpr int mostCandidates = 128;

/// A log sum may be off by this: ten times what float32 itself does to it. The errors of a
/// hypothesis may all have one sign; a score of 200 tokens is then off by less than 1e-4.
constexpr double tolerance = 1e-5;

constexpr float never = -std::numeric_limits<float>::infinity();

std::size_t at(std::int64_t row, int columns)
{
    return static_cast<std::size_t>(row) * static_cast<std::size_t>(columns);
}

double logSumOf(const LogitSums &sums)
{
    return static_cast<double>(sums.maximum) + std::log(sums.exponentials);
}

/// A candidate's logit in float32.
struct Exact {
    float logit;
    std::int32_t token;

    bool operator<(const Exact &other) const
    {
        return logit != other.logit ? logit > other.logit : token < other.token;
    }
};

} // namespace

NextTokens::NextTokens(Forward &forward, int count, bool rounds)
    : m_forward(forward)
    , m_blocks(forward)
    , m_count(count)
    , m_candidateCount(std::max(leastCandidates, 2 * count))
    , m_isRounded(rounds && m_candidateCount <= mostCandidates && m_blocks.roundingPays())
{
}

std::span<const float> NextTokens::logits(std::size_t row) const
{
    const auto count = static_cast<std::size_t>(m_count);
    return {m_logits.data() + row * count, count};
}

std::span<const std::int32_t> NextTokens::tokens(std::size_t row) const
{
    const auto count = static_cast<std::size_t>(m_count);
    return {m_tokens.data() + row * count, count};
}

double NextTokens::logit(std::size_t row, std::int32_t token) const
{
    const float *state = m_states->values.data()
                         + at(static_cast<std::int64_t>(row), m_states->width);
    return static_cast<double>(m_blocks.exact(state, m_states->width, token));
}

void NextTokens::find(const Rows &states, std::int64_t rows)
{
    m_states = &states;
    m_logits.resize(at(rows, m_count));
    m_tokens.resize(at(rows, m_count));
    m_logSums.resize(static_cast<std::size_t>(rows));
    m_rowsFound += rows;
    std::vector<std::int64_t> again(static_cast<std::size_t>(rows));
    std::iota(again.begin(), again.end(), std::int64_t{0});
    if (!m_isRounded) {
        findExact(states, again);
        return;
    }
    collect(states, true, m_candidateCount);
    const OutputBlocks::Summary &summary = m_blocks.summary(states.width);
    std::vector<char> isRight(again.size());
#pragma omp parallel for schedule(static)
    for (std::int64_t row = 0; row < rows; ++row)
        isRight[static_cast<std::size_t>(row)] = putRight(row, summary) ? 1 : 0;
    std::erase_if(again, [&](std::int64_t row) { return isRight[static_cast<std::size_t>(row)]; });
    m_rowsAgain += static_cast<std::int64_t>(again.size());
    if (again.empty())
        return;
    m_forward.setSize(m_again, roundedRows(static_cast<std::int64_t>(again.size())), states.width);
    std::fill_n(m_again.values.data(), m_again.values.size(), 0.0F);
    for (std::size_t i = 0; i < again.size(); ++i)
        std::copy_n(states.values.data() + at(again[i], states.width), states.width,
                    m_again.values.data() + i * static_cast<std::size_t>(states.width));
    findExact(m_again, again);
}

void NextTokens::collect(const Rows &states, bool isRounded, int count)
{
    m_sums.assign(static_cast<std::size_t>(states.rows), LogitSums());
    m_largest.assign(at(states.rows, count), never);
    m_who.assign(m_largest.size(), padToken);
    const auto take = [&](const OutputBlocks::Block &block) {
        rowFunctions().addLogits(block.logits, block.rows, block.columns,
                                 m_sums.data() + block.firstRow);
        rowFunctions().addLargest(block.logits, block.rows, block.columns,
                                  static_cast<std::int32_t>(block.firstColumn), count,
                                  m_largest.data() + at(block.firstRow, count),
                                  m_who.data() + at(block.firstRow, count));
    };
    if (isRounded)
        m_blocks.forEachRounded(states, take);
    else
        m_blocks.forEach(states, take);
}

void NextTokens::findExact(const Rows &states, std::span<const std::int64_t> rows)
{
    collect(states, false, m_count);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const std::size_t from = at(static_cast<std::int64_t>(i), m_count);
        const std::size_t to = at(rows[i], m_count);
        std::copy_n(m_largest.begin() + static_cast<std::ptrdiff_t>(from), m_count,
                    m_logits.begin() + static_cast<std::ptrdiff_t>(to));
        std::copy_n(m_who.begin() + static_cast<std::ptrdiff_t>(from), m_count,
                    m_tokens.begin() + static_cast<std::ptrdiff_t>(to));
        m_logSums[static_cast<std::size_t>(rows[i])] = logSumOf(m_sums[i]);
    }
}

bool NextTokens::putRight(std::int64_t row, const OutputBlocks::Summary &summary)
{
    const float *state = m_states->values.data() + at(row, m_states->width);
    const float *rounded = m_largest.data() + at(row, m_candidateCount);
    const std::int32_t *tokens = m_who.data() + at(row, m_candidateCount);
    const LogitSums &sums = m_sums[static_cast<std::size_t>(row)];
    const auto top = static_cast<double>(sums.maximum);
    const double meanError = (summary.sumOfLogits(state) - sums.logits)
                             / static_cast<double>(m_blocks.vocabulary());
    std::array<Exact, mostCandidates> memory;
    const std::span<Exact> exact(memory.data(), static_cast<std::size_t>(m_candidateCount));
    double others = sums.exponentials;
    double sum = 0.0;
    double squares = 0.0;
    for (std::size_t i = 0; i < exact.size(); ++i) {
        exact[i] = {m_blocks.exact(state, m_states->width, tokens[i]), tokens[i]};
        const auto logit = static_cast<double>(exact[i].logit);
        const double error = logit - static_cast<double>(rounded[i]) - meanError;
        squares += error * error;
        others -= std::exp(static_cast<double>(rounded[i]) - top);
        sum += std::exp(logit - top);
    }
    others = std::max(0.0, others) * std::exp(meanError);
    sum += others;

    std::sort(exact.begin(), exact.end());
    const std::size_t first = at(row, m_count);
    for (std::size_t i = 0; i < static_cast<std::size_t>(m_count); ++i) {
        m_logits[first + i] = exact[i].logit;
        m_tokens[first + i] = exact[i].token;
    }
    m_logSums[static_cast<std::size_t>(row)] = top + std::log(sum);

    const auto lastRounded = static_cast<double>(rounded[m_candidateCount - 1]);
    const double norm = std::sqrt(
        static_cast<double>(rowFunctions().dot(state, state, m_states->width)));
    const auto last = static_cast<double>(exact[static_cast<std::size_t>(m_count) - 1].logit);
    const bool isChoiceRight = last > lastRounded + norm * summary.largestError;
    // The others have probabilities p whose squares sum up to at most the largest times their sum.
    const double sumOfSquares = others / sum * std::exp(lastRounded - top) / sum;
    const double spread = std::sqrt(squares / m_candidateCount * sumOfSquares);
    return isChoiceRight && spread < tolerance;
}

} // namespace auspex
