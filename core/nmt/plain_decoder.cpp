// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/nmt/plain_decoder.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include <ATen/TensorOperators.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/dropout.h>
#include <ATen/ops/layer_norm.h>
#include <ATen/ops/linear.h>
#include <ATen/ops/matmul.h>
#include <ATen/ops/ones.h>
#include <ATen/ops/relu.h>
#include <ATen/ops/softmax.h>
#include <ATen/ops/triu.h>

#include "core/nmt/mixtures.h"

namespace auspex {

PlainDecoder::PlainDecoder(const SupernetShape &shape, const ModelParameters &parameters,
                           const at::Tensor &positions, const Architecture &architecture,
                           const PassSettings &settings)
    : m_shape(shape)
    , m_parameters(parameters)
    , m_positions(positions)
    , m_architecture(architecture)
    , m_settings(settings)
{
    for (std::size_t i = 0; i < architecture.encoder.size(); ++i)
        m_encoderFfns.push_back(ffnOf(parameters.encoder()[i], architecture.encoderEmbedDim,
                                      architecture.encoder[i].ffnDim));
    for (std::size_t i = 0; i < architecture.decoder.size(); ++i)
        m_decoderFfns.push_back(ffnOf(parameters.decoder()[i], architecture.decoderEmbedDim,
                                      architecture.decoder[i].ffnDim));
}

void PlainDecoder::encode(const at::Tensor &tokens)
{
    m_outputs.clear();
    m_repeated.clear();
    m_caches.clear();
    at::Tensor x = embed(m_parameters.sourceEmbedding(), tokens.unsqueeze(0), 0, false);
    for (std::size_t i = 0; i < m_parameters.encoder().size(); ++i) {
        if (i < m_architecture.encoder.size())
            x = encoderLayer(i, x);
        m_outputs.push_back(x); // layers beyond the subnet's are the identity
    }
}

void PlainDecoder::begin(int hypotheses)
{
    m_repeated.clear();
    std::size_t most = 1;
    for (const DecoderLayer &layer : m_architecture.decoder)
        most = std::max(most,
                        static_cast<std::size_t>(attendedEncoderLayers(layer.arbitraryAttention)));
    at::Tensor joined;
    for (std::size_t i = 0; i < most; ++i) {
        const at::Tensor own = m_outputs.at(m_outputs.size() - 1 - i).repeat({hypotheses, 1, 1});
        joined = joined.defined() ? at::cat({joined, own}, 1) : own;
        m_repeated.push_back(joined);
    }
    m_caches.assign(m_architecture.decoder.size(), {});
    m_tokensBefore = 0;
}

at::Tensor PlainDecoder::step(const at::Tensor &tokens)
{
    const at::Tensor logits = decode(tokens.unsqueeze(1), m_tokensBefore, m_caches);
    ++m_tokensBefore;
    return logits.select(1, 0);
}

at::Tensor PlainDecoder::decodeAll(const at::Tensor &tokens)
{
    std::vector<Cache> caches(m_architecture.decoder.size());
    return decode(tokens, 0, caches);
}

MixedFfn PlainDecoder::ffnOf(const LayerParameters &layer, int width, int ffnDim) const
{
    if (m_shape.mixture == Mixture::None)
        return {
            weightOf({layer.fc1[0], 0, ffnDim, width}), biasOf({layer.fc1[0], 0, ffnDim, width}),
            weightOf({layer.fc2[0], 0, width, ffnDim}), biasOf({layer.fc2[0], 0, width, ffnDim})};
    DropoutSites sites(0);
    const auto operations = plainOperations(m_parameters.values().scalar_type());
    return mixedFfn(*operations, m_shape.mixture, layer,
                    routerInputTensor(m_shape, m_parameters, m_architecture), width, ffnDim, 0.0,
                    sites);
}

at::Tensor PlainDecoder::dropped(const at::Tensor &x, bool isDecoder, bool isScaled) const
{
    if (!m_settings.isTraining)
        return x;
    const double width = isDecoder ? m_architecture.decoderEmbedDim
                                   : m_architecture.encoderEmbedDim;
    const double full = isDecoder ? m_shape.decoderEmbedDim : m_shape.encoderEmbedDim;
    return at::dropout(x, m_settings.dropout.dropout * (isScaled ? width / full : 1.0), true);
}

at::Tensor PlainDecoder::embed(const Parameter &table, const at::Tensor &tokens,
                               std::int64_t tokensBefore, bool isDecoder) const
{
    const std::int64_t width = isDecoder ? m_architecture.decoderEmbedDim
                                         : m_architecture.encoderEmbedDim;
    const std::int64_t length = tokens.size(1);
    const at::Tensor entries = table.tensor.narrow(1, 0, width)
                                   .index_select(0, tokens.reshape({-1}))
                                   .view({tokens.size(0), length, width});
    const at::Tensor places
        = m_positions.narrow(0, padToken + 1 + tokensBefore, length).narrow(1, 0, width);
    return dropped(entries * std::sqrt(static_cast<double>(width)) + places, isDecoder);
}

at::Tensor PlainDecoder::addNorm(const at::Tensor &residual, const at::Tensor &x,
                                 const LinearParameters &norm) const
{
    const std::int64_t width = residual.size(-1);
    return at::layer_norm(residual + x, {width}, norm.weight->tensor.narrow(0, 0, width),
                          norm.bias->tensor.narrow(0, 0, width), 1e-5);
}

at::Tensor PlainDecoder::projected(const at::Tensor &x, const LinearParameters &input, int part,
                                   int heads) const
{
    const std::int64_t qkv = m_shape.qkvDim;
    const LinearSlice slice{input, part * qkv, qkv, x.size(-1)};
    return at::linear(x, weightOf(slice), biasOf(slice))
        .view({x.size(0), x.size(1), heads, qkv / heads})
        .transpose(1, 2);
}

at::Tensor PlainDecoder::attended(const at::Tensor &queries, const at::Tensor &keys,
                                  const at::Tensor &values, const LinearParameters &output,
                                  std::int64_t width, bool isCausal) const
{
    const double scale = 1.0 / std::sqrt(static_cast<double>(queries.size(3)));
    at::Tensor scores = at::matmul(queries * scale, keys.transpose(2, 3));
    if (isCausal && scores.size(2) > 1) {
        const at::Tensor future
            = at::ones({scores.size(2), scores.size(3)}, scores.options().dtype(at::kBool)).triu(1);
        scores = scores.masked_fill(future, -std::numeric_limits<double>::infinity());
    }
    at::Tensor probabilities = at::softmax(scores, -1);
    if (m_settings.isTraining)
        probabilities = at::dropout(probabilities, m_settings.dropout.attention, true);
    const at::Tensor mixed = at::matmul(probabilities, values)
                                 .transpose(1, 2)
                                 .reshape({queries.size(0), queries.size(2), m_shape.qkvDim});
    const LinearSlice slice{output, 0, width, m_shape.qkvDim};
    return at::linear(mixed, weightOf(slice), biasOf(slice));
}

at::Tensor PlainDecoder::feedForward(const at::Tensor &x, const MixedFfn &ffn,
                                     const LinearParameters &norm, bool isDecoder) const
{
    const at::Tensor out = at::linear(at::relu(at::linear(x, ffn.weight1, ffn.bias1)), ffn.weight2,
                                      ffn.bias2);
    return addNorm(x, dropped(out, isDecoder), norm);
}

at::Tensor PlainDecoder::encoderLayer(std::size_t index, const at::Tensor &x) const
{
    const LayerParameters &layer = m_parameters.encoder()[index];
    const int heads = m_architecture.encoder[index].selfHeads;
    const at::Tensor own = attended(
        projected(x, layer.selfInput, 0, heads), projected(x, layer.selfInput, 1, heads),
        projected(x, layer.selfInput, 2, heads), layer.selfOutput, x.size(-1), false);
    const bool isScaled = !m_settings.dropout.isEncoderSelfAttentionUnscaled;
    const at::Tensor middle = addNorm(x, dropped(own, false, isScaled), layer.selfNorm);
    return feedForward(middle, m_encoderFfns[index], layer.finalNorm, false);
}

at::Tensor PlainDecoder::decoderLayer(std::size_t index, const at::Tensor &x, Cache &cache) const
{
    const LayerParameters &layer = m_parameters.decoder()[index];
    const DecoderLayer &gene = m_architecture.decoder[index];
    const auto append = [](at::Tensor &kept, const at::Tensor &more) {
        kept = kept.defined() ? at::cat({kept, more}, 2) : more;
    };
    append(cache.selfKeys, projected(x, layer.selfInput, 1, gene.selfHeads));
    append(cache.selfValues, projected(x, layer.selfInput, 2, gene.selfHeads));
    const at::Tensor own = attended(projected(x, layer.selfInput, 0, gene.selfHeads),
                                    cache.selfKeys, cache.selfValues, layer.selfOutput, x.size(-1),
                                    true);
    const at::Tensor middle = addNorm(x, dropped(own, true), layer.selfNorm);

    if (!cache.crossKeys.defined()) {
        const auto parts = static_cast<std::size_t>(attendedEncoderLayers(gene.arbitraryAttention));
        cache.crossKeys = projected(m_repeated.at(parts - 1), layer.crossInput, 1, gene.crossHeads);
        cache.crossValues = projected(m_repeated.at(parts - 1), layer.crossInput, 2,
                                      gene.crossHeads);
    }
    const at::Tensor other = attended(projected(middle, layer.crossInput, 0, gene.crossHeads),
                                      cache.crossKeys, cache.crossValues, layer.crossOutput,
                                      x.size(-1), false);
    const at::Tensor after = addNorm(middle, dropped(other, true), layer.crossNorm);
    return feedForward(after, m_decoderFfns[index], layer.finalNorm, true);
}

at::Tensor PlainDecoder::decode(const at::Tensor &tokens, std::int64_t tokensBefore,
                                std::vector<Cache> &caches) const
{
    at::Tensor x = embed(m_parameters.targetEmbedding(), tokens, tokensBefore, true);
    for (std::size_t i = 0; i < m_architecture.decoder.size(); ++i)
        x = decoderLayer(i, x, caches.at(i));
    return at::matmul(x, m_parameters.output().tensor.narrow(1, 0, x.size(-1)).t());
}

} // namespace auspex
