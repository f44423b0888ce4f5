// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/inference/incremental_decoder.h"

#include <algorithm>
#include <cmath>

#include <omp.h>

namespace auspex {

namespace {

float scaleOf(int headDim)
{
    return 1.0F / std::sqrt(static_cast<float>(headDim));
}

} // namespace

IncrementalDecoder::IncrementalDecoder(Forward &forward, const SubnetView &view,
                                       std::span<const TokenPair *const> batch)
    : m_forward(forward)
    , m_view(view)
    , m_batch(batch)
    , m_cross(view.decoder.size())
    , m_past(view.decoder.size())
    , m_scores(static_cast<std::size_t>(inferenceThreads()))
    , m_keys(static_cast<std::size_t>(inferenceThreads()))
{
    for (const TokenPair *pair : batch) {
        const int length = static_cast<int>(pair->source.size());
        m_source.add(length, length);
    }
    const std::vector<Rows> states = encode();
    for (std::size_t layer = 0; layer < view.decoder.size(); ++layer)
        packCross(layer, states);
}

std::vector<Rows> IncrementalDecoder::encode()
{
    std::vector<Rows> states(m_view.encoder.size() + 1);
    m_forward.setSize(states[0], m_source.rows, m_view.encoderWidth);
    for (std::size_t i = 0; i < m_batch.size(); ++i)
        m_forward.embedSource(m_batch[i]->source, m_source.sentences[i].first, m_view.encoderWidth,
                              states[0]);
    m_forward.finishEmbedding(states[0]);
    Rows middle;
    for (std::size_t i = 0; i < m_view.encoder.size(); ++i) {
        m_forward.selfAttention(m_view.encoder[i], m_source, false, states[i], middle);
        m_forward.ffn(m_view.encoder[i], middle, states[i + 1]);
    }
    return states;
}

void IncrementalDecoder::packCross(std::size_t layer, const std::vector<Rows> &states)
{
    const LayerView &view = m_view.decoder[layer];
    const std::int64_t qkv = m_forward.weights().shape.qkvDim;
    const int headDim = static_cast<int>(qkv) / view.crossHeads;
    std::vector<FloatBuffer> projected(static_cast<std::size_t>(view.attendedLayers));
    for (int part = 0; part < view.attendedLayers; ++part) {
        const auto counted = static_cast<std::size_t>(m_forward.weights().shape.encoderLayers
                                                      - part);
        FloatBuffer &buffer = projected[static_cast<std::size_t>(part)];
        buffer.resize(m_source.rows, 2 * qkv);
        m_forward.linear(view.crossKeyValues, states[std::min(counted, states.size() - 1)],
                         buffer.data());
    }
    CrossBlocks &blocks = m_cross[layer];
    blocks.heads = view.crossHeads;
    blocks.parts = view.attendedLayers;
    std::int64_t size = 0;
    for (const TokenLayout::Sentence &sentence : m_source.sentences) {
        const int count = sentence.length * blocks.parts;
        blocks.first.push_back(size);
        size += blocks.heads
                * (rowFunctions().attentionKeysSize(count, headDim)
                   + rowFunctions().attentionValuesSize(count, headDim));
    }
    blocks.memory.resize(static_cast<std::size_t>(size));
    const auto tasks = static_cast<std::int64_t>(m_batch.size()) * blocks.heads;
#pragma omp parallel for schedule(dynamic, 8)
    for (std::int64_t task = 0; task < tasks; ++task) {
        const auto index = static_cast<std::size_t>(task / blocks.heads);
        const int head = static_cast<int>(task % blocks.heads);
        const TokenLayout::Sentence &sentence = m_source.sentences[index];
        KeyValues parts[3];
        for (int part = 0; part < blocks.parts; ++part) {
            const float *keys = projected[static_cast<std::size_t>(part)].data()
                                + sentence.first * 2 * qkv + std::int64_t{head} * headDim;
            parts[part] = {keys, keys + qkv};
        }
        const AttentionBlock block = crossBlock(layer, index, head);
        rowFunctions().packAttention(parts, blocks.parts, sentence.length, 2 * qkv, headDim,
                                     const_cast<float *>(block.keys),
                                     const_cast<float *>(block.values));
    }
}

AttentionBlock IncrementalDecoder::crossBlock(std::size_t layer, std::size_t sentence,
                                              int head) const
{
    const CrossBlocks &blocks = m_cross[layer];
    const int headDim = m_forward.weights().shape.qkvDim / blocks.heads;
    const int count = m_source.sentences[sentence].length * blocks.parts;
    const std::int64_t keySize = rowFunctions().attentionKeysSize(count, headDim);
    const std::int64_t valueSize = rowFunctions().attentionValuesSize(count, headDim);
    const float *keys = blocks.memory.data() + blocks.first[sentence]
                        + head * (keySize + valueSize);
    return {keys, keys + keySize, count, headDim};
}

const Rows &IncrementalDecoder::step(std::span<DecoderRow> rows)
{
    const std::int64_t count = roundedRows(static_cast<std::int64_t>(rows.size()));
    m_forward.setSize(m_states, count, m_view.decoderWidth);
    std::fill_n(m_states.values.data(), m_states.values.size(), 0.0F);
    for (std::size_t row = 0; row < rows.size(); ++row) {
        rows[row].history.push_back(static_cast<std::int32_t>(row));
        m_forward.embedTarget({&rows[row].token, 1}, static_cast<std::int64_t>(row),
                              m_view.decoderWidth, m_states, m_step);
    }
    m_forward.finishEmbedding(m_states);
    for (std::size_t layer = 0; layer < m_view.decoder.size(); ++layer) {
        selfAttention(layer, rows, m_states, m_middle);
        crossAttention(layer, rows, m_middle, m_afterCross);
        m_forward.ffn(m_view.decoder[layer], m_afterCross, m_states);
    }
    ++m_step;
    return m_states;
}

void IncrementalDecoder::selfAttention(std::size_t layer, std::span<const DecoderRow> rows,
                                       const Rows &in, Rows &out)
{
    const LayerView &view = m_view.decoder[layer];
    const std::int64_t qkv = m_forward.weights().shape.qkvDim;
    std::vector<FloatBuffer> &past = m_past[layer];
    FloatBuffer &now = past.emplace_back();
    now.resize(in.rows, 3 * qkv);
    m_forward.linear(view.selfInput, in, now.data());
    m_context.resize(in.rows, qkv);
    std::fill_n(m_context.data(), m_context.size(), 0.0F);
    const int heads = view.selfHeads;
    const int headDim = static_cast<int>(qkv) / heads;
    const int count = static_cast<int>(past.size());
#pragma omp parallel for schedule(static)
    for (std::int64_t row = 0; row < static_cast<std::int64_t>(rows.size()); ++row) {
        const auto thread = static_cast<std::size_t>(omp_get_thread_num());
        const std::vector<std::int32_t> &history = rows[static_cast<std::size_t>(row)].history;
        m_scores[thread].resize(static_cast<std::size_t>(count));
        std::vector<const float *> &keys = m_keys[thread];
        keys.resize(static_cast<std::size_t>(count));
        for (int head = 0; head < heads; ++head) {
            const std::int64_t column = std::int64_t{head} * headDim;
            for (std::size_t j = 0; j < past.size(); ++j)
                keys[j] = past[j].data() + history[j] * 3 * qkv + qkv + column;
            rowFunctions().attendScattered(
                now.data() + row * 3 * qkv + column, keys.data(), qkv, count, headDim,
                scaleOf(headDim), m_scores[thread].data(), m_context.data() + row * qkv + column);
        }
    }
    m_result.resize(in.rows, view.width);
    m_forward.linear(view.selfOutput, m_context.data(), in.rows, m_result.data());
    m_forward.addNorm(in, m_result.data(), view.selfNorm, out);
}

void IncrementalDecoder::crossAttention(std::size_t layer, std::span<const DecoderRow> rows,
                                        const Rows &in, Rows &out)
{
    const LayerView &view = m_view.decoder[layer];
    const std::int64_t qkv = m_forward.weights().shape.qkvDim;
    m_projected.resize(in.rows, qkv);
    m_forward.linear(view.crossQuery, in, m_projected.data());
    std::fill_n(m_context.data(), m_context.size(), 0.0F);
    // The rows of a sentence attend together, to the same keys.
    std::vector<std::size_t> begins;
    for (std::size_t row = 0; row < rows.size(); ++row) {
        if (row == 0 || rows[row].sentence != rows[row - 1].sentence)
            begins.push_back(row);
    }
    begins.push_back(rows.size());
    const int heads = view.crossHeads;
    const int headDim = static_cast<int>(qkv) / heads;
    const auto tasks = static_cast<std::int64_t>(begins.size() - 1) * heads;
#pragma omp parallel for schedule(dynamic, 8)
    for (std::int64_t task = 0; task < tasks; ++task) {
        const auto group = static_cast<std::size_t>(task / heads);
        const int head = static_cast<int>(task % heads);
        const std::size_t first = begins[group];
        const AttentionBlock block = crossBlock(layer, rows[first].sentence, head);
        FloatBuffer &scores = m_scores[static_cast<std::size_t>(omp_get_thread_num())];
        scores.resize(std::int64_t{4}, block.count + std::int64_t{32});
        const std::int64_t at = static_cast<std::int64_t>(first) * qkv
                                + std::int64_t{head} * headDim;
        rowFunctions().attend(block, m_projected.data() + at, qkv,
                              static_cast<int>(begins[group + 1] - first), false, scaleOf(headDim),
                              scores.data(), m_context.data() + at, qkv);
    }
    m_result.resize(in.rows, view.width);
    m_forward.linear(view.crossOutput, m_context.data(), in.rows, m_result.data());
    m_forward.addNorm(in, m_result.data(), view.crossNorm, out);
}

} // namespace auspex
