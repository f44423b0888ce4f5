// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/inference/subnet_pass.h"

#include <algorithm>

namespace auspex {

namespace {

enum StepKind { SourceEmbedding, EncoderStep, TargetEmbedding, DecoderStep };

std::size_t commonSteps(const std::vector<PassStep> &a, const std::vector<PassStep> &b)
{
    const auto parted = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
    return static_cast<std::size_t>(parted.first - a.begin());
}

} // namespace

std::vector<PassStep> passSteps(const Architecture &architecture)
{
    std::vector<PassStep> steps;
    steps.push_back({SourceEmbedding, architecture.encoderEmbedDim});
    for (const EncoderLayer &layer : architecture.encoder)
        steps.push_back({EncoderStep, layer.ffnDim, layer.selfHeads});
    steps.push_back({TargetEmbedding, architecture.decoderEmbedDim});
    for (const DecoderLayer &layer : architecture.decoder)
        steps.push_back({DecoderStep, layer.ffnDim, layer.selfHeads, layer.crossHeads,
                         layer.arbitraryAttention});
    return steps;
}

SubnetPass::SubnetPass(Forward &forward, std::span<const TokenPair> pairs,
                       const ValidationBlock &block, bool shares)
    : m_forward(forward)
    , m_pairs(pairs)
    , m_block(block)
    , m_shares(shares)
{
}

const Rows &SubnetPass::run(const SubnetView &view, const std::vector<PassStep> &steps,
                            const std::vector<PassStep> &next)
{
    // In a mixture every FFN depends on the whole architecture: only the embedding can be shared.
    const std::size_t most = m_forward.ffnLasts() ? steps.size() : 1;
    const std::size_t shared = m_shares ? std::min(most, commonSteps(steps, m_steps)) : 0;
    m_lasting = m_shares ? std::min(most, commonSteps(steps, next)) : 0;
    m_steps = steps;
    m_states.resize(std::max(m_states.size(), steps.size()));
    for (std::size_t i = shared; i < m_states.size(); ++i)
        m_states[i].keyValues.clear();
    const std::size_t encoderLayers = view.encoder.size();
    for (std::size_t i = shared; i < steps.size(); ++i) {
        Rows &out = m_states[i].rows;
        switch (steps[i][0]) {
        case SourceEmbedding:
            embedSource(view.encoderWidth, out);
            break;
        case EncoderStep:
            encoderStep(view.encoder[i - 1], m_states[i - 1].rows, out);
            break;
        case TargetEmbedding:
            embedTarget(view.decoderWidth, out);
            break;
        default:
            decoderStep(view, i - encoderLayers - 2, m_states[i - 1].rows, out);
        }
    }
    return m_states[steps.size() - 1].rows;
}

void SubnetPass::embedSource(int width, Rows &out)
{
    m_forward.setSize(out, m_block.source.rows, width);
    std::fill_n(out.values.data(), out.values.size(), 0.0F);
    for (std::size_t i = 0; i < m_block.pairs.size(); ++i)
        m_forward.embedSource(m_pairs[m_block.pairs[i]].source, m_block.source.sentences[i].first,
                              width, out);
    m_forward.finishEmbedding(out);
}

void SubnetPass::embedTarget(int width, Rows &out)
{
    m_forward.setSize(out, m_block.target.rows, width);
    std::fill_n(out.values.data(), out.values.size(), 0.0F);
    for (std::size_t i = 0; i < m_block.pairs.size(); ++i)
        m_forward.embedTarget(previousTokens(m_pairs[m_block.pairs[i]].target),
                              m_block.target.sentences[i].first, width, out);
    m_forward.finishEmbedding(out);
}

void SubnetPass::encoderStep(const LayerView &layer, const Rows &in, Rows &out)
{
    m_forward.selfAttention(layer, m_block.source, false, in, m_middle);
    m_forward.ffn(layer, m_middle, out);
}

const Rows &SubnetPass::afterSelfAttention(const LayerView &layer, std::size_t index,
                                           const Rows &in)
{
    if (index > 0 || !m_shares) {
        m_forward.selfAttention(layer, m_block.target, true, in, m_middle);
        return m_middle;
    }
    const auto [found, isNew] = m_firstSelf.try_emplace({layer.width, layer.selfHeads});
    if (isNew)
        m_forward.selfAttention(layer, m_block.target, true, in, found->second);
    return found->second;
}

void SubnetPass::decoderStep(const SubnetView &view, std::size_t index, const Rows &in, Rows &out)
{
    const LayerView &layer = view.decoder[index];
    const Rows &afterSelf = afterSelfAttention(layer, index, in);
    std::array<const float *, 3> attended{};
    for (int k = 0; k < layer.attendedLayers; ++k)
        attended[static_cast<std::size_t>(k)] = keyValues(view, index, k,
                                                          m_passing[static_cast<std::size_t>(k)]);
    m_forward.crossAttention(layer, m_block.target, m_block.source,
                             std::span<const float *const>(
                                 attended.data(), static_cast<std::size_t>(layer.attendedLayers)),
                             afterSelf, m_afterCross);
    m_forward.ffn(layer, m_afterCross, out);
}

const float *SubnetPass::keyValues(const SubnetView &view, std::size_t decoderLayer, int fromTheEnd,
                                   FloatBuffer &passing)
{
    // Counted from the end of the supernet's layers; those that the subnet lacks pass their input
    // on.
    const int layers = m_forward.weights().shape.encoderLayers - fromTheEnd;
    const std::size_t step = std::min(static_cast<std::size_t>(layers), view.encoder.size());
    State &state = m_states[step];
    const LinearView &projection = view.decoder[decoderLayer].crossKeyValues;
    const auto compute = [&](FloatBuffer &buffer) {
        buffer.resize(state.rows.rows, projection.weight.rows);
        m_forward.linear(projection, state.rows, buffer.data());
        return buffer.data();
    };
    if (decoderLayer < state.keyValues.size() && state.keyValues[decoderLayer].size() > 0)
        return state.keyValues[decoderLayer].data();
    if (step >= m_lasting)
        return compute(passing); // nobody after this subnet has this state
    if (state.keyValues.size() <= decoderLayer)
        state.keyValues.resize(decoderLayer + 1);
    return compute(state.keyValues[decoderLayer]);
}

} // namespace auspex
