// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <vector>

#include "core/inference/output_blocks.h"

namespace auspex {

/// The most probable next tokens of decoder states, and the log-sum-exp of all logits, without
/// [rows, vocabulary] ever being in memory.
///
/// Rounded, the blocks come from a bfloat16 product, and the largest logits of a row are computed
/// again in float32. What a rounded logit is off by at most is known: where a token outside of
/// these could be among the most probable ones, the row is computed anew in float32. The log sum
/// over the others is off by the mean of their errors, weighted by probability. The plain mean is
/// known and taken off; what remains is small, since they are many and their errors differ, and is
/// estimated from those of the tokens that were put right: where it could be seen in a score, the
/// row is computed anew as well. A row's result depends on no other row.
class NextTokens {
public:
    /// Finds `count` tokens a row.
    NextTokens(Forward &forward, int count, bool rounds);

    /// Of the first `rows` states; what the others give is of these until the next call.
    void find(const Rows &states, std::int64_t rows);

    /// The logits in falling order and whose they are; the lower token first where two are equal.
    std::span<const float> logits(std::size_t row) const;
    std::span<const std::int32_t> tokens(std::size_t row) const;

    double logSum(std::size_t row) const { return m_logSums[row]; }
    double logit(std::size_t row, std::int32_t token) const;

    /// Rows since the beginning, and those of them that rounding did not suffice for.
    std::int64_t rowsFound() const { return m_rowsFound; }
    std::int64_t rowsAgain() const { return m_rowsAgain; }

private:
    /// The sums of each row and its `count` largest logits.
    void collect(const Rows &states, bool isRounded, int count);
    bool putRight(std::int64_t row, const OutputBlocks::Summary &summary);
    void findExact(const Rows &states, std::span<const std::int64_t> rows);

    Forward &m_forward;
    OutputBlocks m_blocks;
    int m_count;
    int m_candidateCount;
    bool m_isRounded;
    const Rows *m_states = nullptr;
    std::vector<float> m_logits; ///< [rows, count], as the tokens
    std::vector<std::int32_t> m_tokens;
    std::vector<double> m_logSums;
    std::vector<LogitSums> m_sums;
    std::vector<float> m_largest; ///< [rows, count] of collect(), in falling order
    std::vector<std::int32_t> m_who;
    Rows m_again;
    std::int64_t m_rowsFound = 0;
    std::int64_t m_rowsAgain = 0;
};

} // namespace auspex
