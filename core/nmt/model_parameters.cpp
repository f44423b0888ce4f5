// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/nmt/model_parameters.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include <ATen/ops/from_blob.h>
#include <ATen/ops/zeros.h>
#include <ATen/ops/zeros_like.h>

#include "core/base/random.h"
#include "core/inference/supernet_weights.h"

namespace auspex {

namespace {

constexpr std::int64_t alignment = 16; // elements: a cache line of float32

std::int64_t productOf(const std::vector<std::int64_t> &shape)
{
    std::int64_t product = 1;
    for (const std::int64_t size : shape)
        product *= size;
    return product;
}

bool contains(const std::string &text, const char *part)
{
    return text.find(part) != std::string::npos;
}

bool endsWith(const std::string &text, std::string_view end)
{
    return text.size() >= end.size()
           && text.compare(text.size() - end.size(), end.size(), end) == 0;
}

void fillUniform(std::vector<float> &values, double bound, Random &random)
{
    for (float &value : values)
        value = static_cast<float>((2.0 * random.unit() - 1.0) * bound);
}

/// Box and Muller's transform.
void fillNormal(std::vector<float> &values, double deviation, Random &random)
{
    for (std::size_t i = 0; i < values.size(); i += 2) {
        const double radius = std::sqrt(-2.0 * std::log(1.0 - random.unit())) * deviation;
        const double angle = 2.0 * std::numbers::pi * random.unit();
        values[i] = static_cast<float>(radius * std::cos(angle));
        if (i + 1 < values.size())
            values[i + 1] = static_cast<float>(radius * std::sin(angle));
    }
}

/// The first linear of a router, and the second of a layer-wise one, begin as torch's own linears.
bool isPlainRouter(const std::string &name)
{
    return contains(name, "_expert.0.") || contains(name, "arch_expert.3.");
}

void initialiseParameter(const Parameter &parameter, const SupernetShape &shape, Random &random,
                         std::vector<float> &values)
{
    std::fill(values.begin(), values.end(), 0.0F);
    const std::string &name = parameter.name;
    if (contains(name, "embed_")) {
        fillNormal(values, 1.0 / std::sqrt(static_cast<double>(parameter.columns())), random);
        if (!endsWith(name, "embed_out")) // the pad's row of a table that is looked up in
            std::fill_n(values.begin() + parameter.columns(), parameter.columns(), 0.0F);
    } else if (contains(name, "layer_norm.weight")) {
        std::fill(values.begin(), values.end(), 1.0F);
    } else if (isPlainRouter(name)) {
        const int inputs = contains(name, "_expert.0.") ? 10 : shape.routerHiddenDim;
        fillUniform(values, 1.0 / std::sqrt(static_cast<double>(inputs)), random);
    } else if (parameter.shape.size() == 2) {
        const auto sum = static_cast<double>(parameter.rows() + parameter.columns());
        fillUniform(values, std::sqrt(6.0 / sum), random); // Xavier
    }
}

std::string shapeText(const std::vector<std::int64_t> &shape)
{
    std::string text = "[";
    for (const std::int64_t size : shape)
        text += (text.size() > 1 ? ", " : "") + std::to_string(size);
    return text + ']';
}

const Tensor *findTensor(const TensorFile &file, const std::string &name)
{
    if (const auto found = file.tensors.find(name); found != file.tensors.end())
        return &found->second;
    if (name == "encoder.embed_tokens.weight") // shared embeddings have either name
        return findTensor(file, "decoder.embed_tokens.weight");
    return nullptr;
}

} // namespace

ModelParameters::ModelParameters(const SupernetShape &shape, at::Device device, at::ScalarType type)
    : m_shape(shape)
{
    std::int64_t size = 0;
    for (const auto &[name, sizes] : supernetTensors(shape)) {
        Parameter parameter;
        parameter.name = name;
        parameter.shape = sizes;
        parameter.offset = size;
        parameter.count = productOf(sizes);
        size += (parameter.count + alignment - 1) / alignment * alignment;
        m_indices.emplace(name, m_parameters.size());
        m_parameters.push_back(std::move(parameter));
    }
    const auto options = at::TensorOptions().dtype(type).device(device);
    m_values = at::zeros({size}, options);
    m_gradients = at::zeros({size}, options);
    const bool isRaw = device.is_cpu() && type == at::kFloat;
    for (Parameter &parameter : m_parameters) {
        const auto piece = [&](const at::Tensor &flat) {
            return flat.narrow(0, parameter.offset, parameter.count).view(parameter.shape);
        };
        parameter.tensor = piece(m_values).detach().set_requires_grad(true);
        parameter.tensor.mutable_grad() = piece(m_gradients).detach();
        if (isRaw) {
            parameter.values = m_values.data_ptr<float>() + parameter.offset;
            parameter.gradients = m_gradients.data_ptr<float>() + parameter.offset;
        }
    }
    m_sourceEmbedding = &at("encoder.embed_tokens.weight");
    m_targetEmbedding = shape.sharedEmbeddings ? m_sourceEmbedding
                                               : &at("decoder.embed_tokens.weight");
    m_output = shape.sharedEmbeddings ? m_sourceEmbedding : &at("decoder.embed_out");
    for (int i = 0; i < shape.encoderLayers; ++i)
        m_encoder.push_back(layer("encoder.layers." + std::to_string(i), false));
    for (int i = 0; i < shape.decoderLayers; ++i)
        m_decoder.push_back(layer("decoder.layers." + std::to_string(i), true));
}

const Parameter &ModelParameters::at(const std::string &name) const
{
    return m_parameters[m_indices.at(name)];
}

LinearParameters ModelParameters::linear(const std::string &name) const
{
    return {&at(name + ".weight"), &at(name + ".bias")};
}

LayerParameters ModelParameters::layer(const std::string &name, bool isDecoder) const
{
    const auto packed = [&](const std::string &attention) {
        return LinearParameters{&at(attention + ".in_proj_weight"),
                                &at(attention + ".in_proj_bias")};
    };
    LayerParameters layer;
    layer.selfInput = packed(name + ".self_attn");
    layer.selfOutput = linear(name + ".self_attn.out_proj");
    layer.selfNorm = linear(name + ".self_attn_layer_norm");
    if (isDecoder) {
        layer.crossInput = packed(name + ".encoder_attn");
        layer.crossOutput = linear(name + ".encoder_attn.out_proj");
        layer.crossNorm = linear(name + ".encoder_attn_layer_norm");
    }
    layer.fc1.push_back(linear(name + ".fc1"));
    layer.fc2.push_back(linear(name + ".fc2"));
    layer.finalNorm = linear(name + ".final_layer_norm");
    if (m_shape.mixture == Mixture::None)
        return layer;
    for (int expert = 0; expert + 1 < m_shape.experts; ++expert) {
        const std::string number = std::to_string(expert);
        layer.fc1.push_back(linear(name + ".other_intermediate_experts." + number));
        layer.fc2.push_back(linear(name + ".other_output_experts." + number));
    }
    const auto router = [&](const std::string &which) {
        return LayerParameters::Router{linear(name + which + ".0"), linear(name + which + ".3")};
    };
    if (m_shape.mixture == Mixture::LayerWise)
        layer.routers = {router(".arch_expert")};
    else
        layer.routers = {router(".fc1_expert"), router(".fc2_expert")};
    return layer;
}

void ModelParameters::initialise(std::uint64_t seed)
{
    std::vector<float> values;
    for (std::size_t i = 0; i < m_parameters.size(); ++i) {
        const Parameter &parameter = m_parameters[i];
        Random random(seed, "supernet initialisation", i);
        values.resize(static_cast<std::size_t>(parameter.count));
        initialiseParameter(parameter, m_shape, random, values);
        m_values.narrow(0, parameter.offset, parameter.count)
            .copy_(at::from_blob(values.data(), {parameter.count}, at::kFloat));
    }
}

Result<void> ModelParameters::load(const TensorFile &file, const std::string &source)
{
    for (const Parameter &parameter : m_parameters) {
        const Tensor *tensor = findTensor(file, parameter.name);
        if (!tensor)
            return failure(
                ErrorCode::InvalidInput,
                source + " has no tensor \"" + parameter.name
                    + "\", which this supernet needs; check that the description belongs "
                      "to these weights.");
        if (tensor->shape != parameter.shape)
            return failure(
                ErrorCode::InvalidInput,
                "The tensor \"" + parameter.name + "\" of " + source + " has the shape "
                    + shapeText(tensor->shape) + ", but the supernet's description calls for "
                    + shapeText(parameter.shape) + "; check that it belongs to these weights.");
    }
    const at::Tensor loaded = at::zeros_like(m_values);
    for (const Parameter &parameter : m_parameters) {
        Result<std::vector<float>> values = floatsOf(*findTensor(file, parameter.name));
        if (!values)
            return failure(values.error().code, "The tensor \"" + parameter.name + "\" of " + source
                                                    + " cannot be used: " + values.error().message);
        loaded.narrow(0, parameter.offset, parameter.count)
            .copy_(at::from_blob(values->data(), {parameter.count}, at::kFloat));
    }
    m_values.copy_(loaded);
    return {};
}

std::map<std::string, Tensor> ModelParameters::copyOf(const at::Tensor &flat) const
{
    const at::Tensor host = flat.to(at::kCPU, at::kFloat);
    const float *data = host.data_ptr<float>();
    std::map<std::string, Tensor> tensors;
    for (const Parameter &parameter : m_parameters) {
        const float *begin = data + parameter.offset;
        tensors.emplace(
            parameter.name,
            floatTensor(parameter.shape, std::vector<float>(begin, begin + parameter.count)));
    }
    return tensors;
}

std::map<std::string, Tensor> ModelParameters::copyOfValues() const
{
    return copyOf(m_values);
}

std::map<std::string, Tensor> ModelParameters::copyOfGradients() const
{
    return copyOf(m_gradients);
}

std::vector<bool> ModelParameters::usedBy(const Architecture &architecture) const
{
    const auto isActive = [](const std::string &name, const std::string &side, int layers) {
        const std::string prefix = side + ".layers.";
        return name.compare(0, prefix.size(), prefix) != 0
               || std::stoi(name.substr(prefix.size())) < layers;
    };
    std::vector<bool> used;
    used.reserve(m_parameters.size());
    for (const Parameter &parameter : m_parameters)
        used.push_back(isActive(parameter.name, "encoder", architecture.encoderLayers())
                       && isActive(parameter.name, "decoder", architecture.decoderLayers()));
    return used;
}

} // namespace auspex
