// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include <ATen/core/Tensor.h>

#include "core/tensors/token_batch.h"

namespace auspex {

/// The tokens of one side of a batch, one sentence after another, without padding.
struct PackedSide {
    std::vector<std::int32_t> tokens;
    std::vector<std::int32_t> positions; ///< rows of the position table: 2, 3, ... (spec 3.3)
    std::vector<std::int32_t> starts;    ///< of each sentence, and the end of the last
    std::int64_t longest = 0;

    std::int64_t count() const { return static_cast<std::int64_t>(tokens.size()); }
};

/// Index tensors with which the plain formulation pads and unpads; on the model's device.
struct PaddingIndices {
    at::Tensor tokens;    ///< [count]
    at::Tensor positions; ///< [count]
    at::Tensor gather;    ///< [sentences * longest]: row of the packed matrix, 0 for padding
    at::Tensor scatter;   ///< [count]: row of the padded matrix
    at::Tensor isPadding; ///< [sentences, longest], bool
};

struct PackedBatch {
    int sentences = 0;
    PackedSide source;
    PackedSide target;                ///< its tokens are what the decoder is fed
    std::vector<std::int32_t> wanted; ///< what it shall answer, one for each of target.tokens

    bool isPadded = false; ///< whether the ones below exist
    PaddingIndices sourceIndices;
    PaddingIndices targetIndices;
    at::Tensor wantedTensor; ///< [target count]
};

PackedBatch packBatch(std::span<const TokenPair> pairs, std::span<const std::size_t> indices);
PackedBatch packBatch(std::span<const TokenPair> pairs);

/// Makes the index tensors, copied to the device once.
void addPaddingIndices(PackedBatch &batch, at::Device device);

} // namespace auspex
