// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "core/arch/supernet.h"
#include "core/tensors/tensor.h"
#include "core/tensors/token_batch.h"

namespace auspex::test {

/// The tiny supernet whose losses, logits, gradients and translations were computed with HAT's own
/// model: weights are sines of their index, so that no file is needed (spec section 3.8).
SupernetShape sineShape();
TensorFile sineWeights();
std::vector<TokenPair> sinePairs();

/// What HAT computed for a subnet of it.
struct SineCase {
    std::string name;
    Architecture architecture;
    std::int64_t parameters;
    double loss; ///< label smoothed (0.1), summed
    double nll;
    double logitSum;
    double absoluteLogitSum;
    std::vector<float> firstLogits;  ///< [0, 0, 0:6]
    std::vector<float> secondLogits; ///< [1, 2, 0:6]
    /// The best hypothesis of each sentence: beam 4, length penalty 0.6, at most 8 tokens.
    std::vector<std::vector<std::int32_t>> best;
    std::vector<double> bestScores;
    /// L1 norms of the loss's gradients, in the order of sineGradientNames; 0 for none.
    std::vector<double> gradientNorms;
};

/// The parameters whose gradients HAT's model was asked for.
inline constexpr const char *sineGradientNames[] = {"encoder.embed_tokens.weight",
                                                    "encoder.layers.0.self_attn.in_proj_weight",
                                                    "encoder.layers.2.final_layer_norm.weight",
                                                    "decoder.layers.0.encoder_attn.in_proj_weight",
                                                    "decoder.layers.0.fc1.weight",
                                                    "decoder.layers.2.fc1.weight"};
std::vector<SineCase> sineCases();

} // namespace auspex::test
