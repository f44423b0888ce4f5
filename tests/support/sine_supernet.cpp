// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/sine_supernet.h"

#include <cmath>

namespace auspex::test {

namespace {

/// Names and sizes in the order in which the model lists its parameters.
std::vector<std::pair<std::string, std::vector<std::int64_t>>> parameters()
{
    constexpr std::int64_t width = 20;
    constexpr std::int64_t ffn = 48;
    constexpr std::int64_t qkv = 16;
    std::vector<std::pair<std::string, std::vector<std::int64_t>>> list = {
        {"encoder.embed_tokens.weight", {23, width}}};
    const auto linear = [&](const std::string &name, std::int64_t outputs, std::int64_t inputs) {
        list.push_back({name + ".weight", {outputs, inputs}});
        list.push_back({name + ".bias", {outputs}});
    };
    const auto attention = [&](const std::string &name) {
        list.push_back({name + ".in_proj_weight", {3 * qkv, width}});
        list.push_back({name + ".in_proj_bias", {3 * qkv}});
        linear(name + ".out_proj", width, qkv);
        list.push_back({name + "_layer_norm.weight", {width}});
        list.push_back({name + "_layer_norm.bias", {width}});
    };
    for (const bool isDecoder : {false, true}) {
        for (int i = 0; i < 3; ++i) {
            const std::string layer = (isDecoder ? "decoder.layers." : "encoder.layers.")
                                      + std::to_string(i);
            attention(layer + ".self_attn");
            if (isDecoder)
                attention(layer + ".encoder_attn");
            linear(layer + ".fc1", ffn, width);
            linear(layer + ".fc2", width, ffn);
            list.push_back({layer + ".final_layer_norm.weight", {width}});
            list.push_back({layer + ".final_layer_norm.bias", {width}});
        }
    }
    return list;
}

std::vector<std::int32_t> repeated(std::vector<std::int32_t> tokens, std::int32_t token, int count,
                                   std::vector<std::int32_t> end = {endToken})
{
    tokens.insert(tokens.end(), static_cast<std::size_t>(count), token);
    tokens.insert(tokens.end(), end.begin(), end.end());
    return tokens;
}

} // namespace

SupernetShape sineShape()
{
    SupernetShape shape;
    shape.encoderEmbedDim = shape.decoderEmbedDim = 20;
    shape.encoderFfnDim = shape.decoderFfnDim = 48;
    shape.encoderLayers = shape.decoderLayers = 3;
    shape.encoderHeads = shape.decoderHeads = 4;
    shape.qkvDim = 16;
    shape.sourceVocabulary = shape.targetVocabulary = 23;
    return shape;
}

TensorFile sineWeights()
{
    TensorFile file;
    int index = 0;
    for (const auto &[name, size] : parameters()) {
        std::int64_t count = 1;
        for (const std::int64_t dimension : size)
            count *= dimension;
        std::vector<float> values;
        for (std::int64_t i = 1; i <= count; ++i) {
            const double value = 0.3 * std::sin(0.37 * static_cast<double>(i) + 0.11 * (index + 1));
            const bool isNorm = name.find("layer_norm.weight") != std::string::npos;
            values.push_back(static_cast<float>(value) + (isNorm ? 1.0F : 0.0F));
        }
        if (index == 0) { // the padding's row
            for (std::size_t i = 20; i < 40; ++i)
                values[i] = 0.0F;
        }
        file.tensors.emplace(name, floatTensor(size, std::move(values)));
        ++index;
    }
    return file;
}

std::vector<TokenPair> sinePairs()
{
    return {{{5, 9, 4, 11, 2}, {6, 10, 4, 2}}, {{7, 8, 2}, {12, 3, 2}}};
}

std::vector<SineCase> sineCases()
{
    return {
        {"full",
         {20, 20, {{48, 4}, {48, 4}, {48, 4}}, {{48, 4, 4, -1}, {48, 4, 4, 1}, {48, 4, 4, 2}}},
         24660,
         21.329763,
         21.068390,
         -4.482727,
         109.071992,
         {1.446208F, 0.0F, -1.049747F, -1.372744F, -0.154279F, 1.237426F},
         {-0.140121F, 0.0F, 0.878617F, -0.071350F, -0.941197F, -0.754169F},
         {repeated({}, 0, 8), repeated({7}, 13, 7)},
         {-5.96165, -5.56758},
         {214.981659, 261.589966, 1.090572, 16.801136, 18.951542, 95.772606}},
        {"small",
         {16, 12, {{16, 2}, {32, 4}, {24, 2}}, {{32, 2, 4, 1}}},
         8548,
         31.289055,
         31.362604,
         1.201410,
         298.394299,
         {2.574351F, 0.0F, -0.657176F, -2.762230F, -1.765561F, 1.213666F},
         {1.494245F, 0.0F, -1.511174F, -1.306141F, 0.365565F, 1.626776F},
         {repeated({6}, 17, 7), repeated({6}, 17, 6, {0, endToken})},
         {-5.43625, -5.48131},
         {114.012672, 7.459243, 1.744847, 132.874817, 82.920372, 0.0}},
        {"mixed",
         {12, 20, {{24, 4}, {16, 2}, {48, 1}}, {{16, 1, 2, 2}, {40, 4, 4, -1}}},
         12320,
         33.575214,
         33.508808,
         -18.345581,
         354.146609,
         {2.283521F, 0.0F, 0.589470F, -2.758556F, -3.008985F, 0.119392F},
         {2.238233F, 0.0F, 0.668615F, -2.727740F, -3.061101F, 0.042864F},
         {repeated({}, 12, 8), repeated({}, 12, 8)},
         {-4.30629, -4.31116},
         {176.669373, 0.204707, 1.023504, 16.821552, 24.271265, 0.0}},
    };
}

} // namespace auspex::test
