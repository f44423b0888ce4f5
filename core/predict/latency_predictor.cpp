// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/predict/latency_predictor.h"

#include <algorithm>
#include <cctype>
#include <cmath>

#include "core/base/text.h"
#include "core/tensors/checkpoint.h"
#include "core/tensors/safetensors.h"

namespace auspex {

namespace {

using Eigen::Index;

constexpr const char *firstName = "first_layer";
constexpr const char *lastName = "predict";
constexpr const char *normName = "latency_norm_ms";
constexpr const char *kindName = "kind";
constexpr const char *kindText = "latency predictor";
constexpr std::int64_t inputCount = 10;

std::string middleName(std::size_t index)
{
    return "layers." + std::to_string(index);
}

tl::unexpected<Error> foreign(const std::string &source, const std::string &what)
{
    return failure(ErrorCode::InvalidInput, source + " is no latency predictor: " + what
                                                + "; check that it is the right "
                                                  "file.");
}

/// A layer by its name; its inputs must be those that the layer before gives.
Result<MlpLayer> layerOf(const TensorFile &content, const std::string &name, std::int64_t inputs,
                         const std::string &source)
{
    const auto weights = content.tensors.find(name + ".weight");
    const auto bias = content.tensors.find(name + ".bias");
    if (weights == content.tensors.end() || bias == content.tensors.end())
        return foreign(source, "it has no " + name + ".weight and " + name + ".bias");
    const std::vector<std::int64_t> &shape = weights->second.shape;
    if (shape.size() != 2 || shape[0] < 1 || shape[1] != inputs
        || bias->second.shape != std::vector<std::int64_t>{shape[0]})
        return foreign(source, name + " does not take " + std::to_string(inputs) + " numbers");
    const auto weightValues = floatsOf(weights->second);
    const auto biasValues = floatsOf(bias->second);
    if (!weightValues || !biasValues)
        return tl::make_unexpected(weightValues ? biasValues.error() : weightValues.error());
    const auto finite = [](const std::vector<float> &values) {
        return std::all_of(values.begin(), values.end(), [](float x) { return std::isfinite(x); });
    };
    if (!finite(*weightValues) || !finite(*biasValues))
        return foreign(source, name + " holds something that is not a number");
    MlpLayer layer;
    layer.weights = Eigen::Map<const FloatMatrix>(weightValues->data(), shape[0], shape[1]);
    layer.bias = Eigen::Map<const Eigen::VectorXf>(biasValues->data(), shape[0]);
    return layer;
}

Result<Mlp> mlpOf(const TensorFile &content, const std::string &source)
{
    std::vector<std::string> names = {firstName};
    while (content.tensors.count(middleName(names.size() - 1) + ".weight") != 0)
        names.push_back(middleName(names.size() - 1));
    names.emplace_back(lastName);
    if (content.tensors.size() != 2 * names.size())
        return foreign(source, "it holds " + std::to_string(content.tensors.size())
                                   + " tensors, of which a predictor would have "
                                   + std::to_string(2 * names.size()));
    Mlp mlp;
    std::int64_t inputs = inputCount;
    for (const std::string &name : names) {
        Result<MlpLayer> layer = layerOf(content, name, inputs, source);
        if (!layer)
            return tl::make_unexpected(layer.error());
        inputs = layer->weights.rows();
        mlp.layers.push_back(std::move(*layer));
    }
    if (inputs != 1)
        return foreign(source,
                       "its last layer gives " + std::to_string(inputs) + " numbers, not one");
    return mlp;
}

Tensor tensorOf(const FloatMatrix &weights)
{
    return floatTensor({weights.rows(), weights.cols()},
                       {weights.data(), weights.data() + weights.size()});
}

} // namespace

double LatencyPredictor::predictMs(const Architecture &architecture) const
{
    const LatencyRow row = latencyRow(architecture);
    return predictMs(std::span(&row, 1)).front();
}

std::vector<double> LatencyPredictor::predictMs(std::span<const LatencyRow> rows) const
{
    const FloatMatrix y = mlp.forward(latencyInputs(rows));
    std::vector<double> predictions;
    for (Index i = 0; i < y.rows(); ++i)
        predictions.push_back(static_cast<double>(y(i, 0)) * normMs);
    return predictions;
}

FloatMatrix latencyInputs(std::span<const LatencyRow> rows)
{
    FloatMatrix x(static_cast<Index>(rows.size()), inputCount);
    for (std::size_t row = 0; row < rows.size(); ++row) {
        const Encoding encoding = latencyEncoding(rows[row]);
        for (std::size_t i = 0; i < encoding.size(); ++i)
            x(static_cast<Index>(row), static_cast<Index>(i)) = static_cast<float>(encoding[i]);
    }
    return x;
}

std::optional<double> latencyNormOf(std::string_view text)
{
    std::string lower(text);
    std::transform(lower.begin(), lower.end(), lower.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    constexpr std::pair<std::string_view, double> devices[] = {
        {"titanxp", 200.0}, {"xeon", 300.0}, {"raspberrypi", 5000.0}};
    for (const auto &[device, normMs] : devices) {
        if (lower.find(device) != std::string::npos)
            return normMs;
    }
    return std::nullopt;
}

Result<LatencyPredictor> readLatencyPredictor(const std::filesystem::path &file,
                                              std::optional<double> normMs)
{
    const Result<TensorFile> content = readWeights(file);
    if (!content)
        return tl::make_unexpected(content.error());
    Result<Mlp> mlp = mlpOf(*content, file.string());
    if (!mlp)
        return tl::make_unexpected(mlp.error());
    if (const auto stored = content->metadata.find(normName);
        !normMs && stored != content->metadata.end())
        normMs = parseDouble(stored->second);
    if (!normMs)
        normMs = latencyNormOf(file.filename().string());
    if (!normMs || !(*normMs > 0.0))
        return failure(ErrorCode::InvalidInput,
                       "By how many milliseconds the output of " + file.string()
                           + " is to be multiplied is not known: it names no device of HAT's "
                             "(titanxp, xeon, raspberrypi); give the norm that it was trained with "
                             "(--lat-norm).");
    return LatencyPredictor{std::move(*mlp), *normMs, content->metadata};
}

Result<void> writeLatencyPredictor(const std::filesystem::path &file,
                                   const LatencyPredictor &predictor)
{
    TensorFile content;
    content.metadata = predictor.metadata;
    content.metadata[kindName] = kindText;
    content.metadata[normName] = formatDouble(predictor.normMs);
    const std::vector<MlpLayer> &layers = predictor.mlp.layers;
    for (std::size_t i = 0; i < layers.size(); ++i) {
        const std::string name = i == 0                   ? firstName
                                 : i + 1 == layers.size() ? lastName
                                                          : middleName(i - 1);
        content.tensors[name + ".weight"] = tensorOf(layers[i].weights);
        content.tensors[name + ".bias"] = floatTensor(
            {layers[i].bias.size()},
            {layers[i].bias.data(), layers[i].bias.data() + layers[i].bias.size()});
    }
    return writeSafetensors(file, content);
}

} // namespace auspex
