// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/arch/encodings.h"

#include <algorithm>

namespace auspex {

namespace {

template<typename Layer, typename Value>
double meanOver(const std::vector<Layer> &layers, Value value)
{
    if (layers.empty())
        return 0.0;
    double sum = 0.0;
    for (const Layer &layer : layers)
        sum += value(layer);
    return sum / static_cast<double>(layers.size());
}

/// The nine entries before the attention's, not normalised; the tenth is zero.
Encoding averages(const Architecture &a)
{
    return {static_cast<double>(a.encoderEmbedDim),
            static_cast<double>(a.encoder.size()),
            meanOver(a.encoder, [](const EncoderLayer &layer) { return layer.ffnDim; }),
            meanOver(a.encoder, [](const EncoderLayer &layer) { return layer.selfHeads; }),
            static_cast<double>(a.decoderEmbedDim),
            static_cast<double>(a.decoder.size()),
            meanOver(a.decoder, [](const DecoderLayer &layer) { return layer.ffnDim; }),
            meanOver(a.decoder, [](const DecoderLayer &layer) { return layer.selfHeads; }),
            meanOver(a.decoder, [](const DecoderLayer &layer) { return layer.crossHeads; }),
            0.0};
}

void divide(Encoding &encoding, const std::array<double, 10> &by)
{
    std::transform(encoding.begin(), encoding.end(), by.begin(), encoding.begin(),
                   [](double value, double divisor) { return value / divisor; });
}

} // namespace

Encoding distillEncoding(const Architecture &architecture)
{
    Encoding encoding = averages(architecture);
    encoding[9] = 1.0 + meanOver(architecture.decoder, [](const DecoderLayer &layer) {
                      return layer.arbitraryAttention;
                  });
    divide(encoding, {640, 6, 3072, 8, 640, 6, 3072, 8, 8, 3});
    return encoding;
}

Encoding latencyEncoding(const Architecture &architecture, const Encoding &norm)
{
    Encoding encoding = averages(architecture);
    encoding[9] = meanOver(architecture.decoder, [](const DecoderLayer &layer) {
        return attendedEncoderLayers(layer.arbitraryAttention);
    });
    divide(encoding, norm);
    return encoding;
}

std::vector<double> fineEncoding(const SearchSpace &space, const Architecture &architecture,
                                 FineScale scale)
{
    const bool unit = scale == FineScale::Unit;
    const double ffn = unit ? 3072.0 : 1.0;
    const double heads = unit ? 8.0 : 1.0;
    std::vector<double> numbers;
    const auto addLayers = [&](const auto &layers, int slots, auto value) {
        for (std::size_t i = 0; i < static_cast<std::size_t>(slots); ++i)
            numbers.push_back(i < layers.size() ? value(layers[i]) : 0.0);
    };
    const auto addStack = [&](int width, const auto &layers, int slots) {
        numbers.push_back(width / 640.0);
        numbers.push_back(static_cast<double>(layers.size()) / 6.0);
        addLayers(layers, slots, [&](const auto &layer) { return layer.ffnDim / ffn; });
        addLayers(layers, slots, [&](const auto &layer) { return layer.selfHeads / heads; });
    };
    const auto &decoder = architecture.decoder;
    addStack(architecture.encoderEmbedDim, architecture.encoder, space.superEncoderLayers);
    addStack(architecture.decoderEmbedDim, decoder, space.superDecoderLayers);
    addLayers(decoder, space.superDecoderLayers,
              [&](const DecoderLayer &layer) { return layer.crossHeads / heads; });
    addLayers(decoder, space.superDecoderLayers, [&](const DecoderLayer &layer) {
        return unit ? attendedEncoderLayers(layer.arbitraryAttention) / 2.0
                    : static_cast<double>(layer.arbitraryAttention);
    });
    return numbers;
}

} // namespace auspex
