// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

namespace auspex {

struct EncoderLayer {
    int ffnDim = 0;    ///< FFN embedding dimension
    int selfHeads = 0; ///< self-attention heads

    bool operator==(const EncoderLayer &) const = default;
};

struct DecoderLayer {
    int ffnDim = 0;
    int selfHeads = 0;
    int crossHeads = 0;          ///< encoder-decoder attention heads
    int arbitraryAttention = -1; ///< -1, 1 or 2: see attendedEncoderLayers()

    bool operator==(const DecoderLayer &) const = default;
};

/// A subnet of a HAT search space (HAT, Wang et al. 2020): one Transformer with its own
/// width and, for each active layer, its own sizes. Only active layers are held, so two values are
/// equal exactly if they are the same network.
struct Architecture {
    int encoderEmbedDim = 0;
    int decoderEmbedDim = 0;
    std::vector<EncoderLayer> encoder;
    std::vector<DecoderLayer> decoder;

    int encoderLayers() const { return static_cast<int>(encoder.size()); }
    int decoderLayers() const { return static_cast<int>(decoder.size()); }

    bool operator==(const Architecture &) const = default;
};

/// How many of the last encoder layers an arbitrary encoder-decoder attention value attends to:
/// -1, 1, 2 give 1, 2, 3 (HAT, section 3.2 of the specification).
int attendedEncoderLayers(int arbitraryAttention);

/// Sum of the FFN dimensions of all active encoder and decoder layers.
int totalFfnDim(const Architecture &architecture);

/// One line that names the network exactly and can serve as a key:
/// "640/512 e3072:8,2048:4 d1024:8:4:-1" (widths; encoder ffn:heads; decoder
/// ffn:self:cross:attention).
std::string architectureKey(const Architecture &architecture);

} // namespace auspex

template<>
struct std::hash<auspex::Architecture> {
    std::size_t operator()(const auspex::Architecture &architecture) const noexcept;
};
