// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>

#include <nlohmann/json_fwd.hpp>

#include "core/arch/encodings.h"
#include "core/arch/search_space.h"

namespace auspex {

/// How the FFN weights of a supernet come about (supernets-and-proxies.md, A).
enum class Mixture {
    None,       ///< HAT: one matrix, subnets are its upper left blocks
    LayerWise,  ///< a convex combination of several matrices, one weight an expert and layer
    NeuronWise, ///< the same with weights of its own for every output row
};

/// Everything about a supernet that decides which tensors it has and how subnets use them.
struct SupernetShape {
    int encoderEmbedDim = 640;
    int decoderEmbedDim = 640;
    int encoderFfnDim = 3072;
    int decoderFfnDim = 3072;
    int encoderLayers = 6;
    int decoderLayers = 6;
    int encoderHeads = 8; ///< of the full network; no tensor depends on it
    int decoderHeads = 8;
    int qkvDim = 512;
    int sourceVocabulary = 0; ///< tokens, with the four special ones
    int targetVocabulary = 0;
    bool sharedEmbeddings = true; ///< of encoder, decoder and output; needs one vocabulary
    /// The width that sinusoidal positions are made for, of which narrower networks take the first
    /// columns; 0: that of the embedding. A subnet on its own keeps its supernet's.
    int positionDim = 0;

    Mixture mixture = Mixture::None;
    int experts = 2;
    int routerHiddenDim = 128;
    Encoding routerNorm = latencyNorm; ///< of the router's input, latencyEncoding()

    bool operator==(const SupernetShape &) const = default;
};

/// The supernet of a search space.
SupernetShape supernetShape(const SearchSpace &space, int sourceVocabulary, int targetVocabulary,
                            Mixture mixture = Mixture::None);

/// The form that files have: an object with "supernet" ("embed_dim" or "encoder_embed_dim" and
/// "decoder_embed_dim", likewise "ffn_embed_dim", "layers" and "attention_heads"; "qkv_dim",
/// "share_all_embeddings", and for mixtures "mixture", "experts", "router_hidden_dim",
/// "router_norm") and "vocab" (or "source_vocab" and "target_vocab") inside or beside it.
Result<SupernetShape> supernetShapeOfJson(const nlohmann::json &object, const std::string &source);
nlohmann::ordered_json supernetShapeJson(const SupernetShape &shape);

/// Fails, naming the first reason, unless the supernet has every layer, width and row that the
/// subnet uses and the heads divide qkvDim.
Result<void> checkSubnet(const SupernetShape &shape, const Architecture &architecture);

/// Parameters of the subnet without its embeddings (spec section 4.2); those of experts and routers
/// do not count, as they vanish when the subnet is extracted.
std::int64_t subnetParameters(const SupernetShape &shape, const Architecture &architecture);

} // namespace auspex
