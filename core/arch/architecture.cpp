// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/arch/architecture.h"

namespace auspex {

int attendedEncoderLayers(int arbitraryAttention)
{
    return arbitraryAttention == -1 ? 1 : arbitraryAttention + 1;
}

int totalFfnDim(const Architecture &architecture)
{
    int total = 0;
    for (const EncoderLayer &layer : architecture.encoder)
        total += layer.ffnDim;
    for (const DecoderLayer &layer : architecture.decoder)
        total += layer.ffnDim;
    return total;
}

std::string architectureKey(const Architecture &architecture)
{
    const auto text = [](int value) { return std::to_string(value); };
    std::string key = text(architecture.encoderEmbedDim) + '/' + text(architecture.decoderEmbedDim);
    char lead = 'e';
    for (const EncoderLayer &layer : architecture.encoder) {
        key += (lead == 'e' ? " e" : ",") + text(layer.ffnDim) + ':' + text(layer.selfHeads);
        lead = ',';
    }
    lead = 'd';
    for (const DecoderLayer &layer : architecture.decoder) {
        key += (lead == 'd' ? " d" : ",") + text(layer.ffnDim) + ':' + text(layer.selfHeads) + ':'
               + text(layer.crossHeads) + ':' + text(layer.arbitraryAttention);
        lead = ',';
    }
    return key;
}

} // namespace auspex

std::size_t std::hash<auspex::Architecture>::operator()(
    const auspex::Architecture &architecture) const noexcept
{
    std::size_t mixed = 0xcbf29ce484222325ULL;
    const auto add = [&mixed](int value) {
        mixed = (mixed ^ static_cast<unsigned>(value)) * 0x100000001b3ULL;
    };
    add(architecture.encoderEmbedDim);
    add(architecture.decoderEmbedDim);
    for (const auspex::EncoderLayer &layer : architecture.encoder) {
        add(layer.ffnDim);
        add(layer.selfHeads);
    }
    add(-1); // keeps an encoder layer apart from a decoder one
    for (const auspex::DecoderLayer &layer : architecture.decoder) {
        add(layer.ffnDim);
        add(layer.selfHeads);
        add(layer.crossHeads);
        add(layer.arbitraryAttention);
    }
    return mixed;
}
