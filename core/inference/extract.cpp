// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/inference/extract.h"

#include <nlohmann/json.hpp>

#include "core/arch/architecture_codecs.h"
#include "core/inference/subnet_view.h"
#include "core/tensors/safetensors.h"

namespace auspex {

namespace {

constexpr const char *formatName = "auspex-subnet";

Tensor copied(const MatrixView &matrix)
{
    std::vector<float> values;
    values.reserve(static_cast<std::size_t>(matrix.rows * matrix.columns));
    for (std::int64_t row = 0; row < matrix.rows; ++row) {
        const float *line = matrix.data + row * matrix.stride;
        values.insert(values.end(), line, line + matrix.columns);
    }
    return floatTensor({matrix.rows, matrix.columns}, std::move(values));
}

Tensor copied(const float *values, std::int64_t count)
{
    return floatTensor({count}, std::vector<float>(values, values + count));
}

MatrixView rowsOf(const MatrixView &matrix, std::int64_t first, std::int64_t rows)
{
    return {matrix.data + first * matrix.stride, rows, matrix.columns, matrix.stride};
}

class Extraction {
public:
    void addLinear(const std::string &name, const LinearView &linear)
    {
        add(name + ".weight", copied(linear.weight));
        add(name + ".bias", copied(linear.bias, linear.weight.rows));
    }

    void addNorm(const std::string &name, const NormView &norm, int width)
    {
        add(name + ".weight", copied(norm.weight, width));
        add(name + ".bias", copied(norm.bias, width));
    }

    void addLayer(const std::string &name, const LayerView &layer, bool isDecoder, int encoderWidth)
    {
        add(name + ".self_attn.in_proj_weight", copied(layer.selfInput.weight));
        add(name + ".self_attn.in_proj_bias",
            copied(layer.selfInput.bias, layer.selfInput.weight.rows));
        addLinear(name + ".self_attn.out_proj", layer.selfOutput);
        addNorm(name + ".self_attn_layer_norm", layer.selfNorm, layer.width);
        if (isDecoder)
            addCrossAttention(name + ".encoder_attn", layer, encoderWidth);
        addLinear(name + ".fc1", layer.fc1);
        addLinear(name + ".fc2", layer.fc2);
        addNorm(name + ".final_layer_norm", layer.finalNorm, layer.width);
    }

    void add(const std::string &name, Tensor tensor)
    {
        file.tensors.emplace(name, std::move(tensor));
    }

    TensorFile file;

private:
    void addCrossAttention(const std::string &name, const LayerView &layer, int encoderWidth)
    {
        const std::int64_t qkv = layer.crossQuery.weight.rows;
        const MatrixView &keyValues = layer.crossKeyValues.weight;
        if (encoderWidth == layer.width) {
            const Tensor queries = copied(layer.crossQuery.weight);
            const Tensor others = copied(keyValues);
            std::vector<float> all(queries.values<float>().begin(), queries.values<float>().end());
            all.insert(all.end(), others.values<float>().begin(), others.values<float>().end());
            add(name + ".in_proj_weight", floatTensor({3 * qkv, layer.width}, std::move(all)));
        } else {
            add(name + ".q_proj_weight", copied(layer.crossQuery.weight));
            add(name + ".k_proj_weight", copied(rowsOf(keyValues, 0, qkv)));
            add(name + ".v_proj_weight", copied(rowsOf(keyValues, qkv, qkv)));
        }
        // One packed bias in either case: queries, keys, values.
        std::vector<float> bias(layer.crossQuery.bias, layer.crossQuery.bias + qkv);
        bias.insert(bias.end(), layer.crossKeyValues.bias, layer.crossKeyValues.bias + 2 * qkv);
        add(name + ".in_proj_bias", floatTensor({3 * qkv}, std::move(bias)));
        addLinear(name + ".out_proj", layer.crossOutput);
        addNorm(name + "_layer_norm", layer.crossNorm, layer.width);
    }
};

MatrixView columnsOf(const MatrixView &matrix, std::int64_t columns)
{
    return {matrix.data, matrix.rows, columns, matrix.stride};
}

} // namespace

SupernetShape subnetShape(const SupernetShape &shape, const Architecture &architecture)
{
    SupernetShape own = shape;
    own.positionDim = shape.positionDim > 0 ? shape.positionDim : shape.encoderEmbedDim;
    own.encoderEmbedDim = architecture.encoderEmbedDim;
    own.decoderEmbedDim = architecture.decoderEmbedDim;
    own.sharedEmbeddings = shape.sharedEmbeddings
                           && architecture.encoderEmbedDim == architecture.decoderEmbedDim;
    own.mixture = Mixture::None;
    return own;
}

Result<TensorFile> extractSubnet(const SupernetWeights &weights, const Architecture &architecture)
{
    if (Result<void> fine = checkSubnet(weights.shape, architecture); !fine)
        return tl::make_unexpected(fine.error());
    const SupernetShape shape = subnetShape(weights.shape, architecture);
    const SubnetView view = subnetView(weights, architecture);
    Extraction extraction;
    extraction.add("encoder.embed_tokens.weight",
                   copied(columnsOf(weights.sourceEmbedding, view.encoderWidth)));
    if (!shape.sharedEmbeddings) {
        extraction.add("decoder.embed_tokens.weight",
                       copied(columnsOf(weights.targetEmbedding, view.decoderWidth)));
        extraction.add("decoder.embed_out", copied(columnsOf(weights.output, view.decoderWidth)));
    }
    for (std::size_t i = 0; i < view.encoder.size(); ++i)
        extraction.addLayer("encoder.layers." + std::to_string(i), view.encoder[i], false,
                            view.encoderWidth);
    for (std::size_t i = 0; i < view.decoder.size(); ++i)
        extraction.addLayer("decoder.layers." + std::to_string(i), view.decoder[i], true,
                            view.encoderWidth);
    extraction.file.metadata = {{"format", formatName},
                                {"architecture", architectureJson(architecture).dump()},
                                {"supernet", supernetShapeJson(shape).dump()}};
    return std::move(extraction.file);
}

Result<OpenedSubnet> openSubnet(const std::filesystem::path &file)
{
    const Result<TensorFile> content = readSafetensors(file);
    if (!content)
        return tl::make_unexpected(content.error());
    const auto text = [&](const char *key) {
        const auto found = content->metadata.find(key);
        return found == content->metadata.end() ? std::string() : found->second;
    };
    const auto architectureText = nlohmann::json::parse(text("architecture"), nullptr, false);
    const auto shapeText = nlohmann::json::parse(text("supernet"), nullptr, false);
    if (text("format") != formatName || architectureText.is_discarded() || shapeText.is_discarded())
        return failure(ErrorCode::InvalidInput,
                       file.string()
                           + " is no subnet on its own: its metadata names no architecture; "
                             "make one with supernet export.");
    const Result<Architecture> architecture = architectureOfJson(architectureText);
    const Result<SupernetShape> shape = supernetShapeOfJson(shapeText, file.string());
    if (!architecture)
        return tl::make_unexpected(architecture.error());
    if (!shape)
        return tl::make_unexpected(shape.error());
    Result<SupernetWeights> weights = subnetWeights(*shape, *architecture, *content, file.string());
    if (!weights)
        return tl::make_unexpected(weights.error());
    return OpenedSubnet{std::move(*weights), *architecture};
}

} // namespace auspex
