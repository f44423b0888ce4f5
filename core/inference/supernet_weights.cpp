// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/inference/supernet_weights.h"

#include <algorithm>
#include <utility>

#include "core/tensors/checkpoint.h"

namespace auspex {

namespace {

using Shape = std::vector<std::int64_t>;
using Names = TensorSizes;

void addLinear(Names &names, const std::string &name, std::int64_t outputs, std::int64_t inputs)
{
    names.emplace_back(name + ".weight", Shape{outputs, inputs});
    names.emplace_back(name + ".bias", Shape{outputs});
}

void addNorm(Names &names, const std::string &name, std::int64_t width)
{
    names.emplace_back(name + ".weight", Shape{width});
    names.emplace_back(name + ".bias", Shape{width});
}

void addAttention(Names &names, const std::string &name, std::int64_t width, std::int64_t qkv)
{
    names.emplace_back(name + ".in_proj_weight", Shape{3 * qkv, width});
    names.emplace_back(name + ".in_proj_bias", Shape{3 * qkv});
    addLinear(names, name + ".out_proj", width, qkv);
    addNorm(names, name + "_layer_norm", width);
}

/// Queries come from the decoder, keys and values from the encoder: of two widths they are three
/// matrices, of one width one.
void addCrossAttention(Names &names, const std::string &name, const SupernetShape &shape)
{
    const std::int64_t qkv = shape.qkvDim;
    const std::int64_t width = shape.decoderEmbedDim;
    if (shape.encoderEmbedDim == shape.decoderEmbedDim)
        return addAttention(names, name, width, qkv);
    names.emplace_back(name + ".q_proj_weight", Shape{qkv, width});
    names.emplace_back(name + ".k_proj_weight", Shape{qkv, shape.encoderEmbedDim});
    names.emplace_back(name + ".v_proj_weight", Shape{qkv, shape.encoderEmbedDim});
    names.emplace_back(name + ".in_proj_bias", Shape{3 * qkv});
    addLinear(names, name + ".out_proj", width, qkv);
    addNorm(names, name + "_layer_norm", width);
}

void addMixture(Names &names, const std::string &layer, const SupernetShape &shape,
                std::int64_t width, std::int64_t ffn)
{
    if (shape.mixture == Mixture::None)
        return;
    const std::int64_t experts = shape.experts;
    const std::int64_t hidden = shape.routerHiddenDim;
    for (int expert = 0; expert + 1 < shape.experts; ++expert) {
        const std::string number = std::to_string(expert);
        addLinear(names, layer + ".other_intermediate_experts." + number, ffn, width);
        addLinear(names, layer + ".other_output_experts." + number, width, ffn);
    }
    const auto addRouter = [&](const std::string &name, std::int64_t outputs) {
        addLinear(names, layer + name + ".0", hidden, std::int64_t{10});
        addLinear(names, layer + name + ".3", outputs, hidden);
    };
    if (shape.mixture == Mixture::LayerWise) {
        addRouter(".arch_expert", experts);
    } else {
        addRouter(".fc1_expert", experts * ffn);
        addRouter(".fc2_expert", experts * width);
    }
}

void addLayer(Names &names, const std::string &layer, const SupernetShape &shape, bool isDecoder,
              std::int64_t ffn)
{
    const std::int64_t width = isDecoder ? shape.decoderEmbedDim : shape.encoderEmbedDim;
    addAttention(names, layer + ".self_attn", width, shape.qkvDim);
    if (isDecoder)
        addCrossAttention(names, layer + ".encoder_attn", shape);
    addLinear(names, layer + ".fc1", ffn, width);
    addLinear(names, layer + ".fc2", width, ffn);
    addNorm(names, layer + ".final_layer_norm", width);
    addMixture(names, layer, shape, width, ffn);
}

void addEmbeddings(Names &names, const SupernetShape &shape)
{
    names.emplace_back("encoder.embed_tokens.weight",
                       Shape{shape.sourceVocabulary, shape.encoderEmbedDim});
    if (shape.sharedEmbeddings)
        return;
    names.emplace_back("decoder.embed_tokens.weight",
                       Shape{shape.targetVocabulary, shape.decoderEmbedDim});
    names.emplace_back("decoder.embed_out", Shape{shape.targetVocabulary, shape.decoderEmbedDim});
}

std::string layerName(bool isDecoder, int index)
{
    return (isDecoder ? "decoder.layers." : "encoder.layers.") + std::to_string(index);
}

std::string shapeText(const Shape &shape)
{
    std::string text = "[";
    for (const std::int64_t size : shape) {
        if (text.size() > 1)
            text += ", ";
        text += std::to_string(size);
    }
    return text + ']';
}

/// Embeddings that are shared are stored under either side's name, or both.
const Tensor *findTensor(const TensorFile &file, const std::string &name)
{
    if (const auto found = file.tensors.find(name); found != file.tensors.end())
        return &found->second;
    if (name == "encoder.embed_tokens.weight")
        return findTensor(file, "decoder.embed_tokens.weight");
    return nullptr;
}

/// Keys' and values' matrices under each other, where a file has two.
const char *const keyValueSuffix = ".encoder_attn.key_value_weight";

Tensor stacked(const Tensor &above, const Tensor &below)
{
    std::vector<float> values(above.values<float>().begin(), above.values<float>().end());
    values.insert(values.end(), below.values<float>().begin(), below.values<float>().end());
    return floatTensor({above.shape[0] + below.shape[0], above.shape[1]}, std::move(values));
}

/// Looks into tensors by name; all are known to be there.
class Views {
public:
    explicit Views(const std::map<std::string, Tensor> &tensors)
        : m_tensors(tensors)
    {
    }

    const float *vector(const std::string &name) const
    {
        return m_tensors.at(name).values<float>().data();
    }
    MatrixView matrix(const std::string &name) const
    {
        const Tensor &tensor = m_tensors.at(name);
        return {tensor.values<float>().data(), tensor.shape[0], tensor.shape[1], tensor.shape[1]};
    }
    LinearView linear(const std::string &name) const
    {
        return {matrix(name + ".weight"), vector(name + ".bias")};
    }
    NormView norm(const std::string &name) const
    {
        return {vector(name + ".weight"), vector(name + ".bias")};
    }
    LinearView packedInput(const std::string &name) const
    {
        return {matrix(name + ".in_proj_weight"), vector(name + ".in_proj_bias")};
    }

    MixtureView mixture(const std::string &layer, const SupernetShape &shape) const
    {
        MixtureView view;
        if (shape.mixture == Mixture::None)
            return view;
        view.fc1.push_back(linear(layer + ".fc1"));
        view.fc2.push_back(linear(layer + ".fc2"));
        for (int expert = 0; expert + 1 < shape.experts; ++expert) {
            const std::string number = std::to_string(expert);
            view.fc1.push_back(linear(layer + ".other_intermediate_experts." + number));
            view.fc2.push_back(linear(layer + ".other_output_experts." + number));
        }
        const auto router = [&](const std::string &name) {
            return MixtureView::Router{linear(layer + name + ".0"), linear(layer + name + ".3")};
        };
        if (shape.mixture == Mixture::LayerWise)
            view.routers = {router(".arch_expert")};
        else
            view.routers = {router(".fc1_expert"), router(".fc2_expert")};
        return view;
    }

    LayerTensors layer(const std::string &name, const SupernetShape &shape, bool isDecoder) const
    {
        LayerTensors layer;
        layer.selfInput = packedInput(name + ".self_attn");
        layer.selfOutput = linear(name + ".self_attn.out_proj");
        layer.selfNorm = norm(name + ".self_attn_layer_norm");
        if (isDecoder) {
            const std::int64_t qkv = shape.qkvDim;
            const float *bias = vector(name + ".encoder_attn.in_proj_bias");
            if (shape.encoderEmbedDim == shape.decoderEmbedDim) {
                const MatrixView packed = matrix(name + ".encoder_attn.in_proj_weight");
                layer.crossQuery = {{packed.data, qkv, packed.columns, packed.stride}, bias};
                layer.crossKeyValues = {
                    {packed.data + qkv * packed.stride, 2 * qkv, packed.columns, packed.stride},
                    bias + qkv};
            } else {
                layer.crossQuery = {matrix(name + ".encoder_attn.q_proj_weight"), bias};
                layer.crossKeyValues = {matrix(name + keyValueSuffix), bias + qkv};
            }
            layer.crossOutput = linear(name + ".encoder_attn.out_proj");
            layer.crossNorm = norm(name + ".encoder_attn_layer_norm");
        }
        layer.fc1 = linear(name + ".fc1");
        layer.fc2 = linear(name + ".fc2");
        layer.finalNorm = norm(name + ".final_layer_norm");
        layer.mixture = mixture(name, shape);
        return layer;
    }

private:
    const std::map<std::string, Tensor> &m_tensors;
};

/// The tensor as float32; shares memory where it is that already.
Result<Tensor> asFloats(const Tensor &tensor)
{
    if (tensor.type == ElementType::Float32)
        return tensor;
    Result<std::vector<float>> values = floatsOf(tensor);
    if (!values)
        return tl::make_unexpected(values.error());
    return floatTensor(tensor.shape, std::move(*values));
}

/// Weights of `encoderLayers` and `decoderLayers` layers with the tensors of `sizes`.
Result<SupernetWeights> weightsOf(const SupernetShape &shape, const TensorSizes &sizes,
                                  int encoderLayers, int decoderLayers, const TensorFile &file,
                                  const std::string &source)
{
    SupernetWeights weights;
    weights.shape = shape;
    for (const auto &[name, size] : sizes) {
        const Tensor *tensor = findTensor(file, name);
        if (!tensor)
            return failure(
                ErrorCode::InvalidInput,
                source + " has no tensor \"" + name
                    + "\", which this supernet needs; check that the description belongs "
                      "to these weights.");
        if (tensor->shape != size)
            return failure(ErrorCode::InvalidInput,
                           "The tensor \"" + name + "\" of " + source + " has the shape "
                               + shapeText(tensor->shape)
                               + ", but the supernet's description calls " + "for "
                               + shapeText(size) + "; check that it belongs to these weights.");
        Result<Tensor> floats = asFloats(*tensor);
        if (!floats)
            return failure(floats.error().code, "The tensor \"" + name + "\" of " + source
                                                    + " cannot be used: " + floats.error().message);
        weights.tensors.emplace(name, std::move(*floats));
    }
    if (shape.encoderEmbedDim != shape.decoderEmbedDim) {
        for (int i = 0; i < decoderLayers; ++i) {
            const std::string attention = layerName(true, i) + ".encoder_attn.";
            weights.tensors.emplace(layerName(true, i) + keyValueSuffix,
                                    stacked(weights.tensors.at(attention + "k_proj_weight"),
                                            weights.tensors.at(attention + "v_proj_weight")));
        }
    }
    const Views views(weights.tensors);
    weights.sourceEmbedding = views.matrix("encoder.embed_tokens.weight");
    weights.targetEmbedding = shape.sharedEmbeddings ? weights.sourceEmbedding
                                                     : views.matrix("decoder.embed_tokens.weight");
    weights.output = shape.sharedEmbeddings ? weights.sourceEmbedding
                                            : views.matrix("decoder.embed_out");
    for (int i = 0; i < encoderLayers; ++i)
        weights.encoder.push_back(views.layer(layerName(false, i), shape, false));
    for (int i = 0; i < decoderLayers; ++i)
        weights.decoder.push_back(views.layer(layerName(true, i), shape, true));
    return weights;
}

} // namespace

TensorSizes supernetTensors(const SupernetShape &shape)
{
    TensorSizes sizes;
    addEmbeddings(sizes, shape);
    for (int i = 0; i < shape.encoderLayers; ++i)
        addLayer(sizes, layerName(false, i), shape, false, shape.encoderFfnDim);
    for (int i = 0; i < shape.decoderLayers; ++i)
        addLayer(sizes, layerName(true, i), shape, true, shape.decoderFfnDim);
    return sizes;
}

TensorSizes subnetTensors(const SupernetShape &shape, const Architecture &architecture)
{
    TensorSizes sizes;
    addEmbeddings(sizes, shape);
    for (int i = 0; i < architecture.encoderLayers(); ++i)
        addLayer(sizes, layerName(false, i), shape, false,
                 architecture.encoder[static_cast<std::size_t>(i)].ffnDim);
    for (int i = 0; i < architecture.decoderLayers(); ++i)
        addLayer(sizes, layerName(true, i), shape, true,
                 architecture.decoder[static_cast<std::size_t>(i)].ffnDim);
    return sizes;
}

Result<SupernetWeights> supernetWeights(const SupernetShape &shape, const TensorFile &file,
                                        const std::string &source)
{
    return weightsOf(shape, supernetTensors(shape), shape.encoderLayers, shape.decoderLayers, file,
                     source);
}

Result<SupernetWeights> subnetWeights(const SupernetShape &shape, const Architecture &architecture,
                                      const TensorFile &file, const std::string &source)
{
    return weightsOf(shape, subnetTensors(shape, architecture), architecture.encoderLayers(),
                     architecture.decoderLayers(), file, source);
}

Result<SupernetWeights> loadSupernet(const SupernetShape &shape, const std::filesystem::path &file)
{
    const Result<TensorFile> content = readWeights(file);
    if (!content)
        return tl::make_unexpected(content.error());
    return supernetWeights(shape, *content, file.string());
}

} // namespace auspex
