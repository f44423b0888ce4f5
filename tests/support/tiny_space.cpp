// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/tiny_space.h"

namespace auspex::test {

SearchSpace tinySpace()
{
    SearchSpace space;
    space.name = "tiny";
    space.encoderEmbedDims = {32, 16};
    space.decoderEmbedDims = {32, 16};
    space.encoderLayerCounts = {2};
    space.decoderLayerCounts = {2, 1};
    space.encoderFfnDims = {64, 32};
    space.decoderFfnDims = {64, 32};
    space.encoderSelfHeads = {4, 2};
    space.decoderSelfHeads = {4, 2};
    space.decoderCrossHeads = {4, 2};
    space.arbitraryAttention = {-1, 1};
    space.qkvDim = 32;
    space.superEncoderEmbedDim = space.superDecoderEmbedDim = 32;
    space.superEncoderFfnDim = space.superDecoderFfnDim = 64;
    space.superEncoderLayers = space.superDecoderLayers = 2;
    space.superEncoderHeads = space.superDecoderHeads = 4;
    return space;
}

} // namespace auspex::test
