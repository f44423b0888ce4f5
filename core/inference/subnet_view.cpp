// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/inference/subnet_view.h"

#include <algorithm>
#include <cmath>
#include <list>

#include "core/arch/encodings.h"
#include "core/inference/aligned_buffer.h"

namespace auspex {

namespace {

MatrixView slice(const MatrixView &matrix, std::int64_t firstRow, std::int64_t rows,
                 std::int64_t columns)
{
    return {matrix.data + firstRow * matrix.stride, rows, columns, matrix.stride};
}

LinearView slice(const LinearView &linear, std::int64_t firstRow, std::int64_t rows,
                 std::int64_t columns)
{
    return {slice(linear.weight, firstRow, rows, columns), linear.bias + firstRow};
}

/// y = W[:rows, :] x + b[:rows]
std::vector<float> apply(const LinearView &linear, std::int64_t rows, std::span<const float> x)
{
    std::vector<float> y(static_cast<std::size_t>(rows));
    for (std::int64_t row = 0; row < rows; ++row) {
        const float *line = linear.weight.data + row * linear.weight.stride;
        float sum = linear.bias[row];
        for (std::size_t i = 0; i < x.size(); ++i)
            sum += line[i] * x[i];
        y[static_cast<std::size_t>(row)] = sum;
    }
    return y;
}

/// Softmax over each run of `count` values.
void softmaxRuns(std::vector<float> &values, std::size_t count)
{
    for (std::size_t first = 0; first < values.size(); first += count) {
        const auto begin = values.begin() + static_cast<std::ptrdiff_t>(first);
        const auto end = begin + static_cast<std::ptrdiff_t>(count);
        const float largest = *std::max_element(begin, end);
        float sum = 0.0F;
        for (auto value = begin; value != end; ++value)
            sum += *value = std::exp(*value - largest);
        std::for_each(begin, end, [&](float &value) { value /= sum; });
    }
}

/// The router's weights of the experts: [experts], or [rows, experts] in a neuron-wise mixture.
std::vector<float> route(const MixtureView::Router &router, std::span<const float> input,
                         std::int64_t outputs, std::size_t experts)
{
    std::vector<float> hidden = apply(router.first, router.first.weight.rows, input);
    for (float &value : hidden)
        value = std::max(value, 0.0F);
    std::vector<float> weights = apply(router.second, outputs, hidden);
    softmaxRuns(weights, experts);
    return weights;
}

/// Mixed matrices live here for as long as the view does.
using MixedMemory = std::list<FloatBuffer>;

/// sum over the experts of their upper left blocks, each times its weight (of all, or of the row).
LinearView mix(const std::vector<LinearView> &experts, const std::vector<float> &weights,
               std::int64_t rows, std::int64_t columns, MixedMemory &memory)
{
    const auto count = static_cast<std::int64_t>(experts.size());
    const bool isByRow = static_cast<std::int64_t>(weights.size()) > count;
    FloatBuffer &matrix = memory.emplace_back(static_cast<std::size_t>(rows * columns));
    FloatBuffer &bias = memory.emplace_back(static_cast<std::size_t>(rows));
#pragma omp parallel for schedule(static)
    for (std::int64_t row = 0; row < rows; ++row) {
        const float *p = weights.data() + (isByRow ? row * count : 0);
        float *line = matrix.data() + row * columns;
        std::fill_n(line, columns, 0.0F);
        bias.data()[row] = 0.0F;
        for (std::int64_t expert = 0; expert < count; ++expert) {
            const LinearView &one = experts[static_cast<std::size_t>(expert)];
            const float *from = one.weight.data + row * one.weight.stride;
            for (std::int64_t i = 0; i < columns; ++i)
                line[i] += p[expert] * from[i];
            bias.data()[row] += p[expert] * one.bias[row];
        }
    }
    return {{matrix.data(), rows, columns, columns}, bias.data()};
}

void setFfn(LayerView &view, const LayerTensors &tensors, Mixture mixture,
            std::span<const float> input, MixedMemory &memory)
{
    if (mixture == Mixture::None) {
        view.fc1 = slice(tensors.fc1, 0, view.ffnDim, view.width);
        view.fc2 = slice(tensors.fc2, 0, view.width, view.ffnDim);
        return;
    }
    const MixtureView &mixed = tensors.mixture;
    const std::size_t experts = mixed.fc1.size();
    const bool isByLayer = mixture == Mixture::LayerWise;
    const auto outputs = [&](int rows) {
        return static_cast<std::int64_t>(experts) * (isByLayer ? 1 : rows);
    };
    const std::vector<float> first = route(mixed.routers.front(), input, outputs(view.ffnDim),
                                           experts);
    const std::vector<float> second = isByLayer ? first
                                                : route(mixed.routers.back(), input,
                                                        outputs(view.width), experts);
    view.fc1 = mix(mixed.fc1, first, view.ffnDim, view.width, memory);
    view.fc2 = mix(mixed.fc2, second, view.width, view.ffnDim, memory);
}

LayerView layerView(const LayerTensors &tensors, std::int64_t qkv, int width, int ffnDim,
                    int selfHeads)
{
    LayerView view;
    view.width = width;
    view.ffnDim = ffnDim;
    view.selfHeads = selfHeads;
    view.selfInput = slice(tensors.selfInput, 0, 3 * qkv, width);
    view.selfOutput = slice(tensors.selfOutput, 0, width, qkv);
    view.selfNorm = tensors.selfNorm;
    view.finalNorm = tensors.finalNorm;
    return view;
}

} // namespace

std::array<float, 10> routerInput(const SupernetShape &shape, const Architecture &architecture)
{
    const Encoding encoding = latencyEncoding(architecture, shape.routerNorm);
    std::array<float, 10> input{};
    std::transform(encoding.begin(), encoding.end(), input.begin(),
                   [](double value) { return static_cast<float>(value); });
    return input;
}

SubnetView subnetView(const SupernetWeights &weights, const Architecture &architecture)
{
    const SupernetShape &shape = weights.shape;
    const std::int64_t qkv = shape.qkvDim;
    SubnetView view;
    view.encoderWidth = architecture.encoderEmbedDim;
    view.decoderWidth = architecture.decoderEmbedDim;
    const std::array<float, 10> input = routerInput(shape, architecture);
    const auto memory = std::make_shared<MixedMemory>();
    for (std::size_t i = 0; i < architecture.encoder.size(); ++i) {
        const EncoderLayer &layer = architecture.encoder[i];
        view.encoder.push_back(
            layerView(weights.encoder[i], qkv, view.encoderWidth, layer.ffnDim, layer.selfHeads));
        setFfn(view.encoder.back(), weights.encoder[i], shape.mixture, input, *memory);
    }
    for (std::size_t i = 0; i < architecture.decoder.size(); ++i) {
        const DecoderLayer &layer = architecture.decoder[i];
        const LayerTensors &tensors = weights.decoder[i];
        LayerView one = layerView(tensors, qkv, view.decoderWidth, layer.ffnDim, layer.selfHeads);
        one.crossHeads = layer.crossHeads;
        one.attendedLayers = attendedEncoderLayers(layer.arbitraryAttention);
        one.crossQuery = slice(tensors.crossQuery, 0, qkv, view.decoderWidth);
        one.crossKeyValues = slice(tensors.crossKeyValues, 0, 2 * qkv, view.encoderWidth);
        one.crossOutput = slice(tensors.crossOutput, 0, view.decoderWidth, qkv);
        one.crossNorm = tensors.crossNorm;
        setFfn(one, tensors, shape.mixture, input, *memory);
        view.decoder.push_back(std::move(one));
    }
    if (!memory->empty())
        view.mixed = memory;
    return view;
}

} // namespace auspex
