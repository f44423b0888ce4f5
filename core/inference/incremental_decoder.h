// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <vector>

#include "core/inference/forward.h"
#include "core/tensors/token_batch.h"

namespace auspex {

/// A hypothesis that grows: which of its sentence's batch it translates, its last token, and which
/// row it was at every step, where its keys and values lie.
struct DecoderRow {
    std::size_t sentence = 0;
    std::int32_t token = endToken;
    std::vector<std::int32_t> history;
};

/// Computes the decoder a token at a time for many hypotheses at once. The keys and values of a
/// step stay where that step's projection put them; a row that continues another one refers to its
/// history, so that nothing is moved when beams change places.
class IncrementalDecoder {
public:
    /// Encodes the sources. References must outlive the decoder.
    IncrementalDecoder(Forward &forward, const SubnetView &view,
                       std::span<const TokenPair *const> batch);

    /// The last layer's states of each row, and some of zero after them; valid until the next call.
    /// Rows of one sentence stand together. Adds this step to the rows' histories.
    const Rows &step(std::span<DecoderRow> rows);

private:
    struct CrossBlocks {
        FloatBuffer memory;              ///< packed keys and values of each sentence and head
        std::vector<std::int64_t> first; ///< of each sentence, in the memory
        int heads = 0;
        int parts = 0;
    };

    std::vector<Rows> encode();
    void packCross(std::size_t layer, const std::vector<Rows> &states);
    AttentionBlock crossBlock(std::size_t layer, std::size_t sentence, int head) const;
    void selfAttention(std::size_t layer, std::span<const DecoderRow> rows, const Rows &in,
                       Rows &out);
    void crossAttention(std::size_t layer, std::span<const DecoderRow> rows, const Rows &in,
                        Rows &out);

    Forward &m_forward;
    const SubnetView &m_view;
    std::span<const TokenPair *const> m_batch;
    TokenLayout m_source;
    std::vector<CrossBlocks> m_cross; ///< of each decoder layer
    /// [layer][step]: queries, keys and values of the step's rows, [rows, 3 qkvDim].
    std::vector<std::vector<FloatBuffer>> m_past;
    std::int64_t m_step = 0;
    FloatBuffer m_context;
    FloatBuffer m_projected;
    FloatBuffer m_result;
    Rows m_states;
    Rows m_middle;
    Rows m_afterCross;
    std::vector<FloatBuffer> m_scores; ///< of each thread
    std::vector<std::vector<const float *>> m_keys;
};

} // namespace auspex
