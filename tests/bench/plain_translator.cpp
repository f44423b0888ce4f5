// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/plain_translator.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <torch/torch.h>

#include "core/inference/forward.h"

namespace auspex::bench {

namespace {

using torch::Tensor;

torch::nn::Linear linearOf(const LinearView &view)
{
    torch::nn::Linear linear(
        torch::nn::LinearOptions(view.weight.columns, view.weight.rows).bias(view.bias != nullptr));
    std::vector<float> weight;
    for (std::int64_t row = 0; row < view.weight.rows; ++row) {
        const float *line = view.weight.data + row * view.weight.stride;
        weight.insert(weight.end(), line, line + view.weight.columns);
    }
    torch::NoGradGuard guard;
    linear->weight.copy_(torch::from_blob(weight.data(), {view.weight.rows, view.weight.columns}));
    if (view.bias)
        linear->bias.copy_(torch::from_blob(const_cast<float *>(view.bias), {view.weight.rows}));
    return linear;
}

torch::nn::LayerNorm normOf(const NormView &view, int width)
{
    torch::nn::LayerNorm norm(torch::nn::LayerNormOptions({width}));
    torch::NoGradGuard guard;
    norm->weight.copy_(torch::from_blob(const_cast<float *>(view.weight), {width}));
    norm->bias.copy_(torch::from_blob(const_cast<float *>(view.bias), {width}));
    return norm;
}

/// [batch, length, qkv] to [batch, heads, length, headDim]
Tensor heads(const Tensor &x, int count)
{
    return x.view({x.size(0), x.size(1), count, x.size(2) / count}).transpose(1, 2);
}

Tensor attend(const Tensor &q, const Tensor &k, const Tensor &v, int headCount, const Tensor &mask)
{
    const Tensor query = heads(q, headCount);
    Tensor scores = torch::matmul(query / std::sqrt(static_cast<double>(query.size(3))),
                                  heads(k, headCount).transpose(2, 3));
    if (mask.defined())
        scores = scores.masked_fill(mask, -std::numeric_limits<float>::infinity());
    const Tensor context = torch::matmul(torch::softmax(scores, -1), heads(v, headCount));
    return context.transpose(1, 2).reshape({q.size(0), q.size(1), q.size(2)});
}

struct Layer {
    explicit Layer(const LayerView &view, bool isDecoder)
        : selfHeads(view.selfHeads)
        , crossHeads(view.crossHeads)
        , attended(view.attendedLayers)
        , selfInput(linearOf(view.selfInput))
        , selfOutput(linearOf(view.selfOutput))
        , selfNorm(normOf(view.selfNorm, view.width))
        , fc1(linearOf(view.fc1))
        , fc2(linearOf(view.fc2))
        , finalNorm(normOf(view.finalNorm, view.width))
    {
        if (isDecoder) {
            crossQuery = linearOf(view.crossQuery);
            crossKeyValues = linearOf(view.crossKeyValues);
            crossOutput = linearOf(view.crossOutput);
            crossNorm = normOf(view.crossNorm, view.width);
        }
    }

    Tensor ffn(const Tensor &x) { return finalNorm(x + fc2(torch::relu(fc1(x)))); }

    int selfHeads;
    int crossHeads;
    int attended;
    torch::nn::Linear selfInput;
    torch::nn::Linear selfOutput;
    torch::nn::LayerNorm selfNorm;
    torch::nn::Linear crossQuery{nullptr};
    torch::nn::Linear crossKeyValues{nullptr};
    torch::nn::Linear crossOutput{nullptr};
    torch::nn::LayerNorm crossNorm{nullptr};
    torch::nn::Linear fc1;
    torch::nn::Linear fc2;
    torch::nn::LayerNorm finalNorm;
};

/// Keys and values of a decoder layer, of earlier tokens and of the encoder.
struct Past {
    Tensor keys;
    Tensor values;
    Tensor crossKeys;
    Tensor crossValues;
};

struct Candidate {
    double score;
    std::size_t beam;
    std::int32_t token;
};

struct Hypothesising {
    std::vector<std::int32_t> tokens;
    double score = 0.0;
};

} // namespace

struct PlainTranslator::Model {
    explicit Model(const OpenedSubnet &subnet)
        : weights(subnet.weights)
        , view(subnetView(subnet.weights, subnet.architecture))
        , positions(subnet.weights.shape.positionDim)
        , sourceEmbedding(linearOf({weights.sourceEmbedding, nullptr}))
        , targetEmbedding(linearOf({weights.targetEmbedding, nullptr}))
        , output(linearOf({weights.output, nullptr}))
    {
        for (const LayerView &layer : view.encoder)
            encoder.emplace_back(layer, false);
        for (const LayerView &layer : view.decoder)
            decoder.emplace_back(layer, true);
    }

    Tensor position(std::int64_t index, int width)
    {
        return torch::from_blob(const_cast<float *>(positions.row(index)), {width});
    }

    /// Left-padded sources; the layers' outputs, the last one last.
    std::vector<Tensor> encode(const Tensor &tokens, const std::vector<std::int64_t> &lengths)
    {
        const std::int64_t longest = tokens.size(1);
        Tensor x = std::sqrt(static_cast<double>(view.encoderWidth))
                   * torch::embedding(sourceEmbedding->weight, tokens);
        for (std::int64_t row = 0; row < tokens.size(0); ++row) {
            const std::int64_t padding = longest - lengths[static_cast<std::size_t>(row)];
            for (std::int64_t i = padding; i < longest; ++i)
                x[row][i] += position(i - padding, view.encoderWidth);
        }
        const Tensor mask = tokens.eq(padToken).unsqueeze(1).unsqueeze(1);
        std::vector<Tensor> states;
        for (Layer &layer : encoder) {
            const std::vector<Tensor> qkv = layer.selfInput(x).chunk(3, -1);
            x = layer.selfNorm(
                x + layer.selfOutput(attend(qkv[0], qkv[1], qkv[2], layer.selfHeads, mask)));
            x = layer.ffn(x);
            states.push_back(x);
        }
        return states;
    }

    /// Log probabilities [rows, vocabulary] of the next token.
    Tensor step(const Tensor &tokens, std::int64_t index, std::vector<Past> &past,
                const Tensor &mask)
    {
        Tensor x = std::sqrt(static_cast<double>(view.decoderWidth))
                       * torch::embedding(targetEmbedding->weight, tokens)
                   + position(index, view.decoderWidth);
        x = x.unsqueeze(1);
        for (std::size_t i = 0; i < decoder.size(); ++i) {
            Layer &layer = decoder[i];
            const std::vector<Tensor> qkv = layer.selfInput(x).chunk(3, -1);
            Past &own = past[i];
            own.keys = own.keys.defined() ? torch::cat({own.keys, qkv[1]}, 1) : qkv[1];
            own.values = own.values.defined() ? torch::cat({own.values, qkv[2]}, 1) : qkv[2];
            x = layer.selfNorm(x
                               + layer.selfOutput(attend(qkv[0], own.keys, own.values,
                                                         layer.selfHeads, Tensor())));
            const Tensor context = attend(layer.crossQuery(x), own.crossKeys, own.crossValues,
                                          layer.crossHeads, mask.repeat({1, 1, 1, layer.attended}));
            x = layer.crossNorm(x + layer.crossOutput(context));
            x = layer.ffn(x);
        }
        return torch::log_softmax(output(x.squeeze(1)), -1);
    }

    const SupernetWeights &weights;
    SubnetView view;
    PositionTable positions;
    torch::nn::Linear sourceEmbedding;
    torch::nn::Linear targetEmbedding;
    torch::nn::Linear output;
    std::vector<Layer> encoder;
    std::vector<Layer> decoder;
};

PlainTranslator::PlainTranslator(const OpenedSubnet &subnet)
    : m_model(std::make_unique<Model>(subnet))
{
}

PlainTranslator::~PlainTranslator() = default;

namespace {

/// One sentence of the batch while it is searched.
struct Search {
    std::vector<Hypothesising> beams = {{}};
    Hypotheses ended;
};

void endHypothesis(Search &search, const Hypothesising &beam, double score,
                   const BeamOptions &options)
{
    if (static_cast<int>(search.ended.size()) == options.beam)
        return;
    std::vector<std::int32_t> tokens = beam.tokens;
    tokens.push_back(endToken);
    const double length = std::pow(static_cast<double>(tokens.size()), options.lengthPenalty);
    search.ended.push_back({std::move(tokens), score / length});
}

} // namespace

std::vector<Hypotheses> PlainTranslator::translate(std::span<const TokenPair> pairs,
                                                   const BeamOptions &options)
{
    torch::NoGradGuard guard;
    std::vector<std::size_t> order(pairs.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return pairs[a].source.size() < pairs[b].source.size();
    });
    std::vector<Hypotheses> all(pairs.size());
    const auto batchSize = static_cast<std::size_t>(options.maxSentences);
    const int width = options.beam;
    for (std::size_t first = 0; first < order.size(); first += batchSize) {
        const std::size_t count = std::min(batchSize, order.size() - first);
        const auto longest = static_cast<std::int64_t>(
            pairs[order[first + count - 1]].source.size());
        Tensor tokens = torch::full({static_cast<std::int64_t>(count), longest}, padToken,
                                    torch::kLong);
        std::vector<std::int64_t> lengths;
        for (std::size_t i = 0; i < count; ++i) {
            const std::vector<std::int32_t> &source = pairs[order[first + i]].source;
            lengths.push_back(static_cast<std::int64_t>(source.size()));
            for (std::size_t j = 0; j < source.size(); ++j)
                tokens[static_cast<std::int64_t>(i)]
                      [longest - lengths.back() + static_cast<std::int64_t>(j)]
                    = source[j];
        }
        const std::vector<Tensor> states = m_model->encode(tokens, lengths);
        Tensor mask = tokens.eq(padToken).unsqueeze(1).unsqueeze(1);
        std::vector<Past> past(m_model->decoder.size());
        for (std::size_t i = 0; i < past.size(); ++i) {
            std::vector<Tensor> sources;
            for (int k = 0; k < m_model->decoder[i].attended; ++k)
                sources.push_back(states[states.size() - 1 - static_cast<std::size_t>(k)]);
            const std::vector<Tensor> kv
                = m_model->decoder[i].crossKeyValues(torch::cat(sources, 1)).chunk(2, -1);
            past[i].crossKeys = kv[0];
            past[i].crossValues = kv[1];
        }
        std::vector<Search> searches(count);
        // Rows of the tensors: sentences that are not done, each with its beams.
        std::vector<std::size_t> active(count);
        std::iota(active.begin(), active.end(), std::size_t{0});
        Tensor next = torch::full({static_cast<std::int64_t>(count)}, endToken, torch::kLong);
        for (int step = 0; !active.empty(); ++step) {
            const Tensor logProbabilities = m_model->step(next, step, past, mask);
            Tensor masked = logProbabilities.clone();
            masked.select(1, padToken).fill_(-std::numeric_limits<float>::infinity());
            if (step < options.minLength)
                masked.select(1, endToken).fill_(-std::numeric_limits<float>::infinity());
            const auto [values, indices] = masked.topk(2 * width, 1);
            const auto value = values.accessor<float, 2>();
            const auto index = indices.accessor<std::int64_t, 2>();
            const auto ends = logProbabilities.accessor<float, 2>();
            std::vector<std::int64_t> parents;
            std::vector<std::int64_t> tokensNext;
            std::vector<std::size_t> stillActive;
            std::int64_t row = 0;
            for (const std::size_t sentence : active) {
                Search &search = searches[sentence];
                const std::int64_t firstRow = row;
                row += static_cast<std::int64_t>(search.beams.size());
                std::vector<Candidate> candidates;
                for (std::size_t beam = 0; beam < search.beams.size(); ++beam) {
                    const std::int64_t at = firstRow + static_cast<std::int64_t>(beam);
                    if (step >= options.maxLengthB) {
                        candidates.push_back(
                            {search.beams[beam].score + static_cast<double>(ends[at][endToken]),
                             beam, endToken});
                        continue;
                    }
                    for (int k = 0; k < 2 * width; ++k)
                        candidates.push_back(
                            {search.beams[beam].score + static_cast<double>(value[at][k]), beam,
                             static_cast<std::int32_t>(index[at][k])});
                }
                std::stable_sort(
                    candidates.begin(), candidates.end(),
                    [](const Candidate &a, const Candidate &b) { return a.score > b.score; });
                candidates.resize(std::min(candidates.size(), static_cast<std::size_t>(2 * width)));
                for (std::size_t i = 0;
                     i < std::min(candidates.size(), static_cast<std::size_t>(width)); ++i) {
                    if (candidates[i].token == endToken)
                        endHypothesis(search, search.beams[candidates[i].beam], candidates[i].score,
                                      options);
                }
                std::vector<Hypothesising> beams;
                std::vector<std::int64_t> from;
                for (const Candidate &one : candidates) {
                    if (one.token == endToken || static_cast<int>(beams.size()) == width)
                        continue;
                    Hypothesising grown = search.beams[one.beam];
                    grown.tokens.push_back(one.token);
                    grown.score = one.score;
                    beams.push_back(std::move(grown));
                    from.push_back(firstRow + static_cast<std::int64_t>(one.beam));
                }
                if (static_cast<int>(search.ended.size()) == width)
                    beams.clear();
                search.beams = std::move(beams);
                if (search.beams.empty())
                    continue;
                stillActive.push_back(sentence);
                for (std::size_t i = 0; i < search.beams.size(); ++i) {
                    parents.push_back(from[i]);
                    tokensNext.push_back(search.beams[i].tokens.back());
                }
            }
            active = std::move(stillActive);
            if (active.empty())
                break;
            const Tensor rows = torch::tensor(parents, torch::kLong);
            for (Past &one : past) {
                one.keys = one.keys.index_select(0, rows);
                one.values = one.values.index_select(0, rows);
                one.crossKeys = one.crossKeys.index_select(0, rows);
                one.crossValues = one.crossValues.index_select(0, rows);
            }
            mask = mask.index_select(0, rows);
            next = torch::tensor(tokensNext, torch::kLong);
        }
        for (std::size_t i = 0; i < count; ++i) {
            Hypotheses &ended = searches[i].ended;
            std::stable_sort(
                ended.begin(), ended.end(),
                [](const Hypothesis &a, const Hypothesis &b) { return a.score > b.score; });
            all[order[first + i]] = std::move(ended);
        }
    }
    return all;
}

void setPlainThreads(int threads)
{
    at::set_num_threads(threads);
}

} // namespace auspex::bench
