// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/inference/forward.h"

#include <algorithm>
#include <cmath>
#include <tuple>

#include <omp.h>

namespace auspex {

namespace {

/// Working memory of one head's attention: keys, values, scores.
struct AttentionMemory {
    float *keys;
    float *values;
    float *scores;

    AttentionMemory(FloatBuffer &buffer, int count, int headDim)
    {
        const std::int64_t keySize = rowFunctions().attentionKeysSize(count, headDim);
        const std::int64_t valueSize = rowFunctions().attentionValuesSize(count, headDim);
        const std::int64_t scoreSize = std::int64_t{4} * (count + 32);
        buffer.resize(static_cast<std::size_t>(keySize + valueSize + scoreSize));
        keys = buffer.data();
        values = keys + keySize;
        scores = values + valueSize;
    }
};

} // namespace

bool PackedWeights::Key::operator<(const Key &other) const
{
    const auto tied = [](const Key &key) {
        return std::make_tuple(key.weight.data, key.weight.rows, key.weight.columns,
                               key.weight.stride, key.activation);
    };
    return tied(*this) < tied(other);
}

PackedWeights::PackedWeights(Kernel kernel, bool packs, std::size_t mostBytes)
    : m_kernel(kernel)
    , m_packs(packs)
    , m_mostBytes(mostBytes)
{
}

const PackedMatrix &PackedWeights::find(const LinearView &linear, Activation activation, bool lasts)
{
    if (!lasts) {
        m_passing.emplace(m_kernel, linear.weight, linear.bias, activation, m_packs);
        return *m_passing;
    }
    const Key key{linear.weight, activation};
    auto found = m_entries.find(key);
    if (found == m_entries.end()) {
        PackedMatrix matrix(m_kernel, linear.weight, linear.bias, activation, m_packs);
        makeRoom(matrix.bytes());
        m_bytes += matrix.bytes();
        found = m_entries.emplace(key, Entry{std::move(matrix)}).first;
    }
    found->second.lastUse = ++m_uses;
    return found->second.matrix;
}

void PackedWeights::makeRoom(std::size_t bytes)
{
    while (!m_entries.empty() && m_bytes + bytes > m_mostBytes) {
        const auto oldest = std::min_element(
            m_entries.begin(), m_entries.end(),
            [](const auto &a, const auto &b) { return a.second.lastUse < b.second.lastUse; });
        m_bytes -= oldest->second.matrix.bytes();
        m_entries.erase(oldest);
    }
}

PositionTable::PositionTable(int width)
    : m_width(width)
{
}

const float *PositionTable::row(std::int64_t index)
{
    const int half = m_width / 2;
    // float32 throughout, as the reference computes its table.
    const float step = half > 1
                           ? static_cast<float>(std::log(10000.0) / static_cast<double>(half - 1))
                           : 0.0F;
    while (static_cast<std::int64_t>(m_rows.size()) <= index) {
        const auto position = static_cast<float>(m_rows.size() + 2);
        std::vector<float> line(static_cast<std::size_t>(m_width), 0.0F);
        for (int i = 0; i < half; ++i) {
            const float angle = position * std::exp(static_cast<float>(i) * -step);
            line[static_cast<std::size_t>(i)] = std::sin(angle);
            line[static_cast<std::size_t>(half) + static_cast<std::size_t>(i)] = std::cos(angle);
        }
        m_rows.push_back(std::move(line));
    }
    return m_rows[static_cast<std::size_t>(index)].data();
}

namespace {

/// Packed weights of a whole WMT space take 0.9 GB; larger spaces pack some again.
constexpr std::size_t mostPackedBytes = std::size_t{1} << 30U;

int positionDim(const SupernetShape &shape, int embedDim)
{
    return shape.positionDim > 0 ? shape.positionDim : embedDim;
}

} // namespace

Forward::Forward(const SupernetWeights &weights, Kernel kernel, bool packsWeights)
    : m_weights(weights)
    , m_kernel(resolvedKernel(kernel))
    , m_packed(m_kernel, packsWeights, mostPackedBytes)
    , m_sourcePositions(positionDim(weights.shape, weights.shape.encoderEmbedDim))
    , m_targetPositions(positionDim(weights.shape, weights.shape.decoderEmbedDim))
    , m_attention(static_cast<std::size_t>(inferenceThreads()))
{
    useInferenceThreads();
}

void Forward::setSize(Rows &rows, std::int64_t count, int width) const
{
    rows.rows = count;
    rows.width = width;
    rows.values.resize(count, width);
    if (roundsToHalf())
        rows.half.resize(count, width);
}

void Forward::embed(const MatrixView &table, PositionTable &positions,
                    std::span<const std::int32_t> tokens, std::int64_t first, int width, Rows &out,
                    std::int64_t firstPosition) const
{
    const float scale = std::sqrt(static_cast<float>(width));
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        const float *from = table.data + tokens[i] * table.stride;
        const float *position = positions.row(firstPosition + static_cast<std::int64_t>(i));
        float *line = out.values.data() + (first + static_cast<std::int64_t>(i)) * width;
        for (int c = 0; c < width; ++c)
            line[c] = scale * from[c] + position[c];
    }
}

void Forward::embedSource(std::span<const std::int32_t> tokens, std::int64_t first, int width,
                          Rows &out)
{
    embed(m_weights.sourceEmbedding, m_sourcePositions, tokens, first, width, out, 0);
}

void Forward::embedTarget(std::span<const std::int32_t> tokens, std::int64_t first, int width,
                          Rows &out, std::int64_t firstPosition)
{
    embed(m_weights.targetEmbedding, m_targetPositions, tokens, first, width, out, firstPosition);
}

void Forward::finishEmbedding(Rows &rows) const
{
    if (roundsToHalf())
        rowFunctions().roundToHalf(rows.values.data(), rows.rows * rows.width, rows.half.data());
}

void Forward::linear(const LinearView &view, const Rows &x, float *y)
{
    const PackedMatrix &matrix = m_packed.find(view, Activation::None, true);
    if (roundsToHalf())
        matrix.apply(x.half.data(), x.rows, y);
    else
        matrix.apply(x.values.data(), x.rows, y);
}

void Forward::linear(const LinearView &view, const float *x, std::int64_t rows, float *y)
{
    m_packed.find(view, Activation::None, true).apply(x, rows, y);
}

void Forward::addNorm(const Rows &residual, const float *y, const NormView &norm, Rows &out) const
{
    setSize(out, residual.rows, residual.width);
    rowFunctions().addLayerNorm(residual.values.data(), y, norm.weight, norm.bias, residual.rows,
                                residual.width, out.values.data(),
                                roundsToHalf() ? out.half.data() : nullptr);
}

void Forward::selfAttention(const LayerView &layer, const TokenLayout &layout, bool causal,
                            const Rows &in, Rows &out)
{
    const std::int64_t qkv = m_weights.shape.qkvDim;
    m_projected.resize(in.rows, 3 * qkv);
    m_context.resize(in.rows, qkv);
    m_result.resize(in.rows, layer.width);
    linear(layer.selfInput, in, m_projected.data());
    const int heads = layer.selfHeads;
    const int headDim = static_cast<int>(qkv) / heads;
    const float scale = 1.0F / std::sqrt(static_cast<float>(headDim));
    const auto tasks = static_cast<std::int64_t>(layout.sentences.size()) * heads;
#pragma omp parallel for schedule(dynamic, 8)
    for (std::int64_t task = 0; task < tasks; ++task) {
        const TokenLayout::Sentence &sentence
            = layout.sentences[static_cast<std::size_t>(task / heads)];
        const std::int64_t column = task % heads * headDim;
        const float *queries = m_projected.data() + sentence.first * 3 * qkv + column;
        const KeyValues part{queries + qkv, queries + 2 * qkv};
        const AttentionMemory memory(m_attention[static_cast<std::size_t>(omp_get_thread_num())],
                                     sentence.length, headDim);
        rowFunctions().packAttention(&part, 1, sentence.length, 3 * qkv, headDim, memory.keys,
                                     memory.values);
        rowFunctions().attend({memory.keys, memory.values, sentence.length, headDim}, queries,
                              3 * qkv, sentence.length, causal, scale, memory.scores,
                              m_context.data() + sentence.first * qkv + column, qkv);
    }
    linear(layer.selfOutput, m_context.data(), in.rows, m_result.data());
    addNorm(in, m_result.data(), layer.selfNorm, out);
}

void Forward::crossAttention(const LayerView &layer, const TokenLayout &target,
                             const TokenLayout &source, std::span<const float *const> keyValues,
                             const Rows &in, Rows &out)
{
    const std::int64_t qkv = m_weights.shape.qkvDim;
    m_projected.resize(in.rows, qkv);
    m_context.resize(in.rows, qkv);
    m_result.resize(in.rows, layer.width);
    linear(layer.crossQuery, in, m_projected.data());
    const int heads = layer.crossHeads;
    const int headDim = static_cast<int>(qkv) / heads;
    const float scale = 1.0F / std::sqrt(static_cast<float>(headDim));
    const auto tasks = static_cast<std::int64_t>(target.sentences.size()) * heads;
    const int parts = static_cast<int>(keyValues.size());
#pragma omp parallel for schedule(dynamic, 8)
    for (std::int64_t task = 0; task < tasks; ++task) {
        const auto index = static_cast<std::size_t>(task / heads);
        const TokenLayout::Sentence &to = target.sentences[index];
        const TokenLayout::Sentence &from = source.sentences[index];
        const std::int64_t column = task % heads * headDim;
        KeyValues attended[3];
        for (int part = 0; part < parts; ++part) {
            const float *keys = keyValues[static_cast<std::size_t>(part)] + from.first * 2 * qkv
                                + column;
            attended[part] = {keys, keys + qkv};
        }
        const int count = from.length * parts;
        const AttentionMemory memory(m_attention[static_cast<std::size_t>(omp_get_thread_num())],
                                     count, headDim);
        rowFunctions().packAttention(attended, parts, from.length, 2 * qkv, headDim, memory.keys,
                                     memory.values);
        const std::int64_t at = to.first * qkv + column;
        rowFunctions().attend({memory.keys, memory.values, count, headDim}, m_projected.data() + at,
                              qkv, to.length, false, scale, memory.scores, m_context.data() + at,
                              qkv);
    }
    linear(layer.crossOutput, m_context.data(), in.rows, m_result.data());
    addNorm(in, m_result.data(), layer.crossNorm, out);
}

void Forward::ffn(const LayerView &layer, const Rows &in, Rows &out)
{
    m_result.resize(in.rows, layer.width);
    const PackedMatrix &first = m_packed.find(layer.fc1, Activation::Relu, ffnLasts());
    if (roundsToHalf()) {
        m_hiddenHalf.resize(in.rows, layer.ffnDim);
        first.apply(in.half.data(), in.rows, m_hiddenHalf.data());
        m_packed.find(layer.fc2, Activation::None, ffnLasts())
            .apply(m_hiddenHalf.data(), in.rows, m_result.data());
    } else {
        m_hidden.resize(in.rows, layer.ffnDim);
        first.apply(in.values.data(), in.rows, m_hidden.data());
        m_packed.find(layer.fc2, Activation::None, ffnLasts())
            .apply(m_hidden.data(), in.rows, m_result.data());
    }
    addNorm(in, m_result.data(), layer.finalNorm, out);
}

} // namespace auspex
