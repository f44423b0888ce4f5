// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/nmt/proxies.h"

#include <cmath>

#include <ATen/TensorOperators.h>
#include <ATen/core/grad_mode.h>
#include <torch/csrc/autograd/autograd.h>

#include "core/inference/score.h"
#include "core/nmt/layer_proxy.h"
#include "core/nmt/supernet_model.h"
#include "core/nmt/supernet_model_state.h"

namespace auspex {

namespace {

bool endsWith(std::string_view text, std::string_view end)
{
    return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

/// Into how many layers of equal rows the parameter falls; 0 where it does not count.
std::int64_t layersIn(const std::string &name, ProxyWeights weights)
{
    if (endsWith(name, "fc1.weight") || endsWith(name, "fc2.weight")
        || endsWith(name, "out_proj.weight"))
        return 1;
    if (endsWith(name, "in_proj_weight"))
        return weights == ProxyWeights::Linear ? 0 : 3;
    const bool isTable = name.find("embed_") != std::string::npos;
    return isTable && weights == ProxyWeights::All ? 1 : 0;
}

double scoreOf(ProxyKind kind, ProxyWeights weights, const ModelParameters &parameters,
               double gradientScale)
{
    const at::AutoGradMode off(false);
    double sum = 0.0;
    for (const Parameter &parameter : parameters.all()) {
        const std::int64_t layers = layersIn(parameter.name, weights);
        for (std::int64_t i = 0; i < layers; ++i) {
            const std::int64_t rows = parameter.rows() / layers;
            sum += layerProxy(kind, parameter.tensor.detach().narrow(0, i * rows, rows),
                              parameter.tensor.grad().narrow(0, i * rows, rows));
        }
    }
    return sum * gradientScale;
}

/// The network of one seed, ready to score architectures.
class ProxyNetwork {
public:
    ProxyNetwork(const SupernetShape &shape, std::span<const TokenPair> pairs,
                 const ProxyOptions &options, std::uint64_t seed)
        : m_options(options)
        , m_state(shape, modelOptions(options),
                  options.kind == ProxyKind::Synflow ? at::kDouble : at::kFloat)
        , m_seed(seed)
    {
        m_state.useThreads();
        m_state.parameters.initialise(seed);
        if (options.kind == ProxyKind::Synflow) {
            m_state.parameters.values().abs_();
            const std::vector<std::int32_t> sentence(
                static_cast<std::size_t>(options.sentenceLength), endToken);
            const std::vector<TokenPair> ones = {{sentence, sentence}};
            m_batch = packBatch(ones);
        } else {
            m_batch = packBatch(pairs);
        }
        m_state.prepare(m_batch);
    }

    double score(const Architecture &architecture)
    {
        m_state.parameters.gradients().zero_();
        return m_options.kind == ProxyKind::Synflow ? synflow(architecture) : ofLoss(architecture);
    }

private:
    /// Synflow is in double everywhere, which the plain formulation alone can do.
    static ModelOptions modelOptions(const ProxyOptions &options)
    {
        ModelOptions model = options.model;
        model.productType = ProductType::Float32;
        if (options.kind == ProxyKind::Synflow)
            model.isFast = false;
        return model;
    }

    double ofLoss(const Architecture &architecture)
    {
        PassSettings settings;
        settings.isTraining = m_options.isDropoutActive;
        settings.dropout = m_options.dropout;
        settings.dropoutSeed = m_seed;
        m_state.addGradients(architecture, m_batch, settings, m_options.labelSmoothing);
        return finish(scoreOf(m_options.kind, m_options.weights, m_state.parameters,
                              1.0 / static_cast<double>(m_batch.wanted.size())));
    }

    double synflow(const Architecture &architecture)
    {
        PassSettings settings;
        settings.isInputOnes = true;
        settings.hasNorms = m_options.hasNorms;
        const at::AutoGradMode recording(true);
        const at::Tensor states = m_state.states(architecture, m_batch, settings);
        const at::Tensor output
            = logitsOf(m_state.parameters.output(), states, m_state.productType).sum();
        torch::autograd::backward({output}, {});
        return finish(scoreOf(ProxyKind::Synflow, m_options.weights, m_state.parameters, 1.0));
    }

    double finish(double score) const { return m_options.isLogarithm ? std::log(score) : score; }

    const ProxyOptions &m_options;
    ModelState m_state;
    std::uint64_t m_seed;
    PackedBatch m_batch;
};

Result<void> checkProxy(const SupernetShape &shape, std::span<const Architecture> architectures,
                        std::span<const TokenPair> pairs, const ProxyOptions &options)
{
    for (const Architecture &architecture : architectures) {
        if (Result<void> checked = checkSubnet(shape, architecture); !checked)
            return checked;
    }
    if (Result<void> checked = checkModelOptions(options.model); !checked)
        return checked;
    if (options.seeds.empty())
        return failure(ErrorCode::InvalidInput,
                       "A proxy needs at least one seed for the initial weights.");
    if (options.kind != ProxyKind::Synflow) {
        if (pairs.empty())
            return failure(ErrorCode::InvalidInput,
                           "Grad-norm and snip need a batch of sentence pairs; choose a corpus.");
        return checkTokens(shape, pairs, true);
    }
    if (options.sentenceLength < 1 || options.sentenceLength > 1024)
        return failure(ErrorCode::InvalidInput, "Synflow's sentence length "
                                                    + std::to_string(options.sentenceLength)
                                                    + " is not between 1 and 1024.");
    return {};
}

} // namespace

double layerProxy(ProxyKind kind, const at::Tensor &weights, const at::Tensor &gradients)
{
    if (kind == ProxyKind::GradientNorm)
        return gradients.to(at::kDouble).square().sum().sqrt().item<double>();
    return (weights.to(at::kDouble) * gradients.to(at::kDouble)).abs().sum().item<double>();
}

std::optional<ProxyOptions> literalProxy(std::string_view code, ProxyKind kind)
{
    ProxyOptions options;
    options.kind = kind;
    options.weights = ProxyWeights::Linear;
    options.seeds = {1};
    if (code == "lite-transformer-search") {
        options.isDropoutActive = kind != ProxyKind::Synflow;
        return options;
    }
    if (code != "zero-cost-nas" && code != "naslib")
        return std::nullopt;
    options.hasNorms = kind != ProxyKind::Synflow;
    options.isLogarithm = code == "naslib" && kind == ProxyKind::Synflow;
    return options;
}

Result<std::vector<ProxyScore>> proxyScores(const SupernetShape &shape,
                                            std::span<const Architecture> architectures,
                                            std::span<const TokenPair> pairs,
                                            const ProxyOptions &options, Job &job,
                                            const ProxyListener &listener)
{
    SupernetShape plain = shape;
    plain.mixture = Mixture::None;
    if (const Result<void> checked = checkProxy(plain, architectures, pairs, options); !checked)
        return tl::make_unexpected(checked.error());
    using Scores = std::vector<ProxyScore>;
    return guarded("computing proxies", [&]() -> Result<Scores> {
        Scores scores(architectures.size());
        std::int64_t done = 0;
        const auto total = static_cast<std::int64_t>(architectures.size() * options.seeds.size());
        for (const std::uint64_t seed : options.seeds) {
            ProxyNetwork network(plain, pairs, options, seed);
            for (std::size_t i = 0; i < architectures.size(); ++i) {
                if (job.isCancelled())
                    return cancelled();
                ProxyScore &score = scores[i];
                score.seeds.push_back(network.score(architectures[i]));
                score.isOverflow = score.isOverflow || !std::isfinite(score.seeds.back());
                score.score += score.seeds.back() / static_cast<double>(options.seeds.size());
                job.report({++done, total, "networks", "computing proxies", {}});
                if (listener && score.seeds.size() == options.seeds.size())
                    listener(i, score);
            }
        }
        return scores;
    });
}

} // namespace auspex
