// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "plain_transformer.h"

#include <cmath>
#include <limits>
#include <map>

#include <torch/torch.h>

#include "core/inference/supernet_weights.h"

namespace auspex::bench {

namespace {

namespace F = torch::nn::functional;

torch::Tensor paddedTokens(std::span<const TokenPair> pairs, bool isTarget, bool isLeft,
                           bool isPrevious)
{
    std::size_t longest = 0;
    for (const TokenPair &pair : pairs)
        longest = std::max(longest, isTarget ? pair.target.size() : pair.source.size());
    const torch::Tensor tokens = torch::full(
        {static_cast<std::int64_t>(pairs.size()), static_cast<std::int64_t>(longest)}, padToken,
        torch::kLong);
    auto access = tokens.accessor<std::int64_t, 2>();
    for (std::size_t row = 0; row < pairs.size(); ++row) {
        const auto sentence = isPrevious ? previousTokens(pairs[row].target)
                                         : (isTarget ? pairs[row].target : pairs[row].source);
        const std::size_t first = isLeft ? longest - sentence.size() : 0;
        for (std::size_t i = 0; i < sentence.size(); ++i)
            access[static_cast<std::int64_t>(row)][static_cast<std::int64_t>(first + i)]
                = sentence[i];
    }
    return tokens;
}

struct SuperTransformer : torch::nn::Module {
    SuperTransformer(const SupernetShape &theShape, const TensorFile &weights)
        : shape(theShape)
    {
        for (const auto &[name, sizes] : supernetTensors(shape)) {
            const auto values = weights.tensors.at(name).values<float>();
            std::string plain = name;
            std::replace(plain.begin(), plain.end(), '.', '_');
            torch::Tensor tensor = torch::empty(sizes);
            std::copy(values.begin(), values.end(), tensor.data_ptr<float>());
            tensors[name] = register_parameter(plain, tensor);
        }
        const std::int64_t half = shape.encoderEmbedDim / 2;
        const torch::Tensor frequencies = torch::exp(
            torch::arange(half) * (-std::log(10000.0) / static_cast<double>(half - 1)));
        const torch::Tensor angles = torch::arange(2048).unsqueeze(1) * frequencies.unsqueeze(0);
        positions = torch::cat({angles.sin(), angles.cos()}, 1);
        positions[padToken].zero_();
    }

    torch::Tensor linear(const torch::Tensor &x, const std::string &weight, const std::string &bias,
                         std::int64_t first, std::int64_t rows)
    {
        return F::linear(x, tensors[weight].narrow(0, first, rows).narrow(1, 0, x.size(-1)),
                         tensors[bias].narrow(0, first, rows));
    }

    torch::Tensor drop(const torch::Tensor &x, double rate)
    {
        return torch::dropout(x, rate, is_training());
    }

    torch::Tensor embed(const torch::Tensor &tokens, const std::string &table, std::int64_t width)
    {
        const torch::Tensor mask = tokens.ne(padToken);
        const torch::Tensor places = (mask.to(torch::kLong).cumsum(1) * mask.to(torch::kLong))
                                     + padToken;
        const torch::Tensor x = F::embedding(tokens, tensors[table].narrow(1, 0, width))
                                    * std::sqrt(static_cast<double>(width))
                                + positions.narrow(1, 0, width)
                                      .index_select(0, places.flatten())
                                      .view({tokens.size(0), tokens.size(1), width});
        return drop(x, 0.3 * static_cast<double>(width) / shape.encoderEmbedDim);
    }

    torch::Tensor attention(const std::string &name, const torch::Tensor &x,
                            const torch::Tensor &attended, const torch::Tensor &mask,
                            std::int64_t heads, bool isCausal)
    {
        const std::int64_t qkv = shape.qkvDim;
        const auto byHead = [&](const torch::Tensor &t) {
            return t.view({t.size(0), t.size(1), heads, qkv / heads}).transpose(1, 2);
        };
        const std::string weight = name + ".in_proj_weight";
        const std::string bias = name + ".in_proj_bias";
        const torch::Tensor q = byHead(linear(x, weight, bias, 0, qkv))
                                * std::pow(static_cast<double>(qkv / heads), -0.5);
        const torch::Tensor k = byHead(linear(attended, weight, bias, qkv, qkv));
        const torch::Tensor v = byHead(linear(attended, weight, bias, 2 * qkv, qkv));
        torch::Tensor scores = torch::matmul(q, k.transpose(2, 3));
        const double nothing = -std::numeric_limits<double>::infinity();
        if (mask.defined())
            scores = scores.masked_fill(mask.unsqueeze(1).unsqueeze(1), nothing);
        if (isCausal)
            scores = scores + torch::full({x.size(1), x.size(1)}, nothing).triu(1);
        const torch::Tensor p = drop(torch::softmax(scores, -1), 0.1);
        const torch::Tensor joined = torch::matmul(p, v).transpose(1, 2).reshape(
            {x.size(0), x.size(1), qkv});
        return linear(joined, name + ".out_proj.weight", name + ".out_proj.bias", 0, x.size(2));
    }

    torch::Tensor norm(const torch::Tensor &x, const std::string &name)
    {
        const std::int64_t width = x.size(2);
        return torch::layer_norm(x, {width}, tensors[name + ".weight"].narrow(0, 0, width),
                                 tensors[name + ".bias"].narrow(0, 0, width));
    }

    torch::Tensor ffn(const torch::Tensor &x, const std::string &layer, std::int64_t width)
    {
        const torch::Tensor hidden = torch::relu(
            linear(x, layer + ".fc1.weight", layer + ".fc1.bias", 0, width));
        return linear(hidden, layer + ".fc2.weight", layer + ".fc2.bias", 0, x.size(2));
    }

    torch::Tensor logits(const Architecture &architecture, const torch::Tensor &source,
                         const torch::Tensor &previous)
    {
        const std::string table = "encoder.embed_tokens.weight";
        const double encoderRate = 0.3 * architecture.encoderEmbedDim / shape.encoderEmbedDim;
        const double decoderRate = 0.3 * architecture.decoderEmbedDim / shape.decoderEmbedDim;
        const torch::Tensor mask = source.eq(padToken);
        torch::Tensor x = embed(source, table, architecture.encoderEmbedDim);
        std::vector<torch::Tensor> outputs;
        for (std::size_t i = 0; i < architecture.encoder.size(); ++i) {
            const std::string layer = "encoder.layers." + std::to_string(i);
            const torch::Tensor own = attention(layer + ".self_attn", x, x, mask,
                                                architecture.encoder[i].selfHeads, false);
            x = norm(x + drop(own, 0.3), layer + ".self_attn_layer_norm");
            x = norm(x + drop(ffn(x, layer, architecture.encoder[i].ffnDim), encoderRate),
                     layer + ".final_layer_norm");
            outputs.push_back(x);
        }
        torch::Tensor y = embed(previous, table, architecture.decoderEmbedDim);
        for (std::size_t i = 0; i < architecture.decoder.size(); ++i) {
            const std::string layer = "decoder.layers." + std::to_string(i);
            const DecoderLayer &gene = architecture.decoder[i];
            const torch::Tensor own = attention(layer + ".self_attn", y, y, {}, gene.selfHeads,
                                                true);
            y = norm(y + drop(own, decoderRate), layer + ".self_attn_layer_norm");
            std::vector<torch::Tensor> attended;
            std::vector<torch::Tensor> masks;
            for (int part = 0; part < attendedEncoderLayers(gene.arbitraryAttention); ++part) {
                attended.push_back(outputs[outputs.size() - 1 - static_cast<std::size_t>(part)]);
                masks.push_back(mask);
            }
            const torch::Tensor other = attention(layer + ".encoder_attn", y,
                                                  torch::cat(attended, 1), torch::cat(masks, 1),
                                                  gene.crossHeads, false);
            y = norm(y + drop(other, decoderRate), layer + ".encoder_attn_layer_norm");
            y = norm(y + drop(ffn(y, layer, gene.ffnDim), decoderRate),
                     layer + ".final_layer_norm");
        }
        return F::linear(y, tensors[table].narrow(1, 0, architecture.decoderEmbedDim));
    }

    SupernetShape shape;
    std::map<std::string, torch::Tensor> tensors;
    torch::Tensor positions;
};

} // namespace

struct PlainTransformer::Parts {
    std::shared_ptr<SuperTransformer> network;
    std::unique_ptr<torch::optim::Adam> adam;

    struct Loss {
        torch::Tensor smoothed;
        LossSums sums;
    };
    Loss loss(const Architecture &architecture, std::span<const TokenPair> pairs, double smoothing)
    {
        const torch::Tensor target = paddedTokens(pairs, true, false, false);
        const torch::Tensor logits = network->logits(architecture,
                                                     paddedTokens(pairs, false, true, false),
                                                     paddedTokens(pairs, true, false, true));
        const torch::Tensor logProbabilities
            = torch::log_softmax(logits, -1).view({-1, logits.size(2)});
        const torch::Tensor wanted = target.view({-1, 1});
        const torch::Tensor isPad = wanted.eq(padToken);
        const torch::Tensor nll
            = -logProbabilities.gather(-1, wanted).masked_fill(isPad, 0.0).sum();
        const torch::Tensor even = -logProbabilities.sum(-1, true).masked_fill(isPad, 0.0).sum();
        Loss result;
        result.smoothed = (1.0 - smoothing) * nll
                          + smoothing / static_cast<double>(logits.size(2)) * even;
        result.sums.labelSmoothed = result.smoothed.item<double>();
        result.sums.nll = nll.item<double>();
        result.sums.tokens = wanted.numel() - isPad.sum().item<std::int64_t>();
        return result;
    }
};

PlainTransformer::PlainTransformer(const SupernetShape &shape, const TensorFile &weights,
                                   int threads)
    : m_parts(std::make_unique<Parts>())
{
    at::set_num_threads(threads);
    m_parts->network = std::make_shared<SuperTransformer>(shape, weights);
    m_parts->adam = std::make_unique<torch::optim::Adam>(
        m_parts->network->parameters(),
        torch::optim::AdamOptions(1e-7).betas(std::make_tuple(0.9, 0.98)).eps(1e-8));
}

PlainTransformer::~PlainTransformer() = default;

LossSums PlainTransformer::update(const Architecture &architecture,
                                  std::span<const TokenPair> pairs, double labelSmoothing,
                                  double learningRate)
{
    m_parts->network->train();
    m_parts->adam->zero_grad();
    const Parts::Loss loss = m_parts->loss(architecture, pairs, labelSmoothing);
    loss.smoothed.div(static_cast<double>(loss.sums.tokens)).backward();
    for (auto &group : m_parts->adam->param_groups())
        static_cast<torch::optim::AdamOptions &>(group.options()).lr(learningRate);
    m_parts->adam->step();
    return loss.sums;
}

LossSums PlainTransformer::evaluate(const Architecture &architecture,
                                    std::span<const TokenPair> pairs, double labelSmoothing)
{
    const torch::NoGradGuard guard;
    m_parts->network->eval();
    return m_parts->loss(architecture, pairs, labelSmoothing).sums;
}

} // namespace auspex::bench
