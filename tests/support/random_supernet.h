// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

#include "core/arch/supernet.h"
#include "core/inference/supernet_weights.h"
#include "core/tensors/tensor.h"
#include "core/tensors/token_batch.h"

namespace auspex::test {

/// Weights of an untrained supernet, drawn uniformly on the scale that training begins with.
TensorFile randomWeights(const SupernetShape &shape, std::uint64_t seed);

/// Sentence pairs of random tokens, their lengths uniform around the mean.
std::vector<TokenPair> randomPairs(const SupernetShape &shape, std::size_t count, int meanLength,
                                   std::uint64_t seed);

/// Of smallSupernet(): several blocks of the output, unlikely tokens rounded.
inline constexpr int smallVocabulary = 9000;

/// Small, but with several layers, widths and attention spans, and heads of 16 and 32.
SupernetWeights smallSupernet(Mixture mixture = Mixture::None);
std::vector<Architecture> smallSubnets(std::size_t count);

} // namespace auspex::test
