// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/arch/supernet.h"
#include "core/tensors/token_batch.h"

namespace auspex::test {

/// What a reference implementation computed: NAME.json with a supernet and cases, its weights in
/// NAME.weights.safetensors, and token batches and logits in NAME.io.safetensors.
struct GoldenSet {
    std::string name;
    nlohmann::json json;
    std::filesystem::path weights;
    std::filesystem::path batch; ///< empty where the sentences stand in the json
    SupernetShape shape;
    std::vector<Architecture> architectures; ///< of the cases
    std::vector<TokenPair> pairs;

    const nlohmann::json &cases() const { return json.at("cases"); }
};

/// Every set of shared golden data and of the folder that AUSPEX_GOLDEN names, where these exist.
/// A set that cannot be read fails: an exception says why.
std::vector<GoldenSet> goldenSets();

} // namespace auspex::test
