// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <map>
#include <span>
#include <vector>

#include "core/inference/forward.h"
#include "core/inference/validation_blocks.h"

namespace auspex {

/// What decides one step of a forward pass: an embedding's width, or the genes of a layer.
using PassStep = std::array<int, 5>;

/// The steps of a subnet in the order they are computed: encoder embedding, encoder layers, decoder
/// embedding, decoder layers. Subnets with equal first steps have equal states after them.
std::vector<PassStep> passSteps(const Architecture &architecture);

/// Forward passes of one subnet after another over one block of sentences. The states of the last
/// one are kept, so that the next begins where the two part: in the order of their steps, subnets
/// walk the tree of all steps depth first, and nothing in it is computed twice.
class SubnetPass {
public:
    SubnetPass(Forward &forward, std::span<const TokenPair> pairs, const ValidationBlock &block,
               bool shares);

    /// The decoder's last states, valid until the next call. `next` is the subnet that comes after
    /// this one, whose needs decide what is kept; empty where there is none.
    const Rows &run(const SubnetView &view, const std::vector<PassStep> &steps,
                    const std::vector<PassStep> &next);

private:
    struct State {
        Rows rows;
        /// Of an encoder layer's output, for the cross-attention of each decoder layer: [rows,
        /// 2 qkvDim]; empty where it was not needed so far.
        std::vector<FloatBuffer> keyValues;
    };

    void embedSource(int width, Rows &out);
    void embedTarget(int width, Rows &out);
    void encoderStep(const LayerView &layer, const Rows &in, Rows &out);
    void decoderStep(const SubnetView &view, std::size_t index, const Rows &in, Rows &out);
    const Rows &afterSelfAttention(const LayerView &layer, std::size_t index, const Rows &in);
    const float *keyValues(const SubnetView &view, std::size_t decoderLayer, int fromTheEnd,
                           FloatBuffer &passing);

    Forward &m_forward;
    std::span<const TokenPair> m_pairs;
    const ValidationBlock &m_block;
    bool m_shares;
    std::vector<PassStep> m_steps; ///< of the states
    std::vector<State> m_states;   ///< after each step
    std::size_t m_lasting = 0;     ///< states that the next subnet will use
    /// The first decoder layer's self-attention sees no encoder: a handful of variants serve all.
    std::map<std::pair<int, int>, Rows> m_firstSelf;
    Rows m_middle;
    Rows m_afterCross;
    std::array<FloatBuffer, 3> m_passing;
};

} // namespace auspex
