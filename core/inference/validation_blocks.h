// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <vector>

#include "core/inference/forward.h"
#include "core/tensors/token_batch.h"

namespace auspex {

/// Some sentences of a validation set, laid out for a forward pass.
struct ValidationBlock {
    std::vector<std::size_t> pairs; ///< indices into the set
    TokenLayout source;
    TokenLayout target;
    std::vector<std::int32_t> targets; ///< of each target row; -1 where it is padding
};

/// The set in blocks of at most maxTokens rows (longer of source and target; a single longer pair
/// is a block), in its order. With `pads` as HAT pads: its batches of 4096, each a block.
std::vector<ValidationBlock> validationBlocks(std::span<const TokenPair> pairs, int maxTokens,
                                              bool pads);

} // namespace auspex
