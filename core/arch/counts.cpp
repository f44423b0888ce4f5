// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/arch/counts.h"

namespace auspex {

namespace {

using Count = std::int64_t;

/// Multiply-accumulates of one encoder layer: projections, scaled queries, scores and values, the
/// FFN, two layer norms, and three scalar products of the attention's reshapes.
Count encoderLayerMacs(Count length, Count width, Count qkv, Count ffn)
{
    return 3 * length * width * qkv + length * qkv + 2 * length * length * qkv
           + length * qkv * width + 2 * length * width * ffn + 2 * length * width + 3;
}

/// The same with cross attention over `keys` encoder states of width `encoderWidth`.
Count decoderLayerMacs(Count length, Count width, Count encoderWidth, Count qkv, Count ffn,
                       Count keys)
{
    const Count self = 3 * length * width * qkv + length * qkv + 2 * length * length * qkv
                       + length * qkv * width;
    const Count cross = length * width * qkv + length * qkv + 2 * keys * encoderWidth * qkv
                        + 2 * length * keys * qkv + length * qkv * width;
    return self + cross + 2 * length * width * ffn + 3 * length * width + 6;
}

} // namespace

FlopCount countFlops(const SearchSpace &space, const Architecture &architecture, int vocabulary)
{
    const Count length = space.sentenceLength;
    const Count encoderWidth = architecture.encoderEmbedDim;
    const Count decoderWidth = architecture.decoderEmbedDim;
    // Scaling of the embeddings, and the position numbers of source and target.
    Count macs = length * (encoderWidth + decoderWidth) + 2 * length;
    for (const EncoderLayer &layer : architecture.encoder)
        macs += encoderLayerMacs(length, encoderWidth, space.qkvDim, layer.ffnDim);
    for (const DecoderLayer &layer : architecture.decoder) {
        const Count keys = length * attendedEncoderLayers(layer.arbitraryAttention);
        macs += decoderLayerMacs(length, decoderWidth, encoderWidth, space.qkvDim, layer.ffnDim,
                                 keys);
    }
    return {2 * macs, 2 * length * decoderWidth * vocabulary};
}

ParameterCount countParameters(const SearchSpace &space, const Architecture &architecture,
                               int vocabulary)
{
    const Count qkv = space.qkvDim;
    const Count encoderWidth = architecture.encoderEmbedDim;
    const Count decoderWidth = architecture.decoderEmbedDim;
    Count parameters = 0;
    for (const EncoderLayer &layer : architecture.encoder)
        parameters += 4 * qkv * encoderWidth + 2 * encoderWidth * layer.ffnDim + 3 * qkv
                      + layer.ffnDim + 6 * encoderWidth;
    for (const DecoderLayer &layer : architecture.decoder)
        parameters += 6 * qkv * decoderWidth + 2 * qkv * encoderWidth
                      + 2 * decoderWidth * layer.ffnDim + 6 * qkv + layer.ffnDim + 9 * decoderWidth;
    return {parameters, decoderWidth * vocabulary};
}

} // namespace auspex
