// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/predict/predictor.h"

namespace auspex {

/// A number that describes an architecture, by the name that predictor specs use.
struct Feature {
    std::string name;  ///< "decoder_layers", "total_ffn", "params", ...
    std::string title; ///< "decoder layers"
};

/// decoder_layers, log_decoder_layers (natural), total_ffn (sum of FFN dimensions / 1000), params
/// and params_no_embeddings (millions), flops and flops_no_output (giga), and the ten of
/// distillEncoding(): encoder_embed_dim, encoder_depth, encoder_ffn, encoder_heads,
/// decoder_embed_dim, decoder_depth, decoder_ffn, decoder_self_heads, decoder_cross_heads,
/// attention.
const std::vector<Feature> &allFeatures();

/// "all" stands for the ten of the encoding; other names for themselves. Fails on an unknown name,
/// listing the known ones.
Result<std::vector<std::string>> expandFeatures(const std::vector<std::string> &names);

/// The feature's value. `name` is one of allFeatures().
double featureValue(std::string_view name, const Knowledge &knowledge,
                    const Architecture &architecture);

} // namespace auspex
