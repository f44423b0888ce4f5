// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <vector>

#include "core/inference/forward.h"

namespace auspex {

/// The output projection in blocks of the vocabulary whose logits stay in cache: whoever asks takes
/// from each what it needs, and [rows, vocabulary] never exists.
class OutputBlocks {
public:
    /// A block of logits [rows, columns]: of the states from `firstRow` and the tokens from
    /// `firstColumn` on. Read once and used for all rows, blocks of tokens are the outer loop.
    struct Block {
        const float *logits = nullptr;
        std::int64_t firstRow = 0;
        std::int64_t rows = 0;
        std::int64_t firstColumn = 0;
        int columns = 0;
    };
    using Visitor = std::function<void(const Block &block)>;

    explicit OutputBlocks(Forward &forward);

    /// Whether bfloat16 blocks are worth it: this processor multiplies them faster, the forward
    /// pass does not round anyway, and the vocabulary is so large that most tokens are unlikely.
    bool roundingPays() const;

    /// In the kernel of the forward pass.
    void forEach(const Rows &states, const Visitor &visit);
    /// In bfloat16.
    void forEachRounded(const Rows &states, const Visitor &visit);

    /// The logit of one token in float32, whatever the kernel.
    float exact(const float *state, int width, std::int32_t token) const;

    /// What is known of all tokens' logits before any is computed.
    struct Summary {
        std::vector<double> summed; ///< output rows, over the vocabulary
        /// What a rounded logit is off by at most, for states of norm 1.
        double largestError = 0.0;

        /// The sum of a state's logits over the vocabulary.
        double sumOfLogits(const float *state) const;
    };
    /// Of the output's first `width` columns. Made at the first call.
    const Summary &summary(int width);

    std::int64_t vocabulary() const { return m_output.rows; }

private:
    LinearView blockOf(std::int64_t first, std::int64_t columns, int width) const;

    Forward &m_forward;
    const MatrixView &m_output;
    std::optional<PackedWeights> m_rounded;
    HalfBuffer m_states;
    FloatBuffer m_logits;
    std::map<int, Summary> m_summaries;
};

} // namespace auspex
