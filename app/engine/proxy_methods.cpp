// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/engine/proxy_methods.h"

#include <utility>
#include <vector>

#include "core/engine/proxy_messages.h"
#include "core/inference/matrix_product.h"
#include "core/nmt/proxies.h"
#include "core/nmt/supernet_model.h"

namespace auspex::engine {

namespace {

auspex::ProxyKind kindOf(ProxyKind kind)
{
    switch (kind) {
    case ProxyKind::Snip:
        return auspex::ProxyKind::Snip;
    case ProxyKind::Synflow:
        return auspex::ProxyKind::Synflow;
    case ProxyKind::GradientNorm:
        break;
    }
    return auspex::ProxyKind::GradientNorm;
}

auspex::ProxyWeights weightsOf(ProxyWeights weights)
{
    switch (weights) {
    case ProxyWeights::Linear:
        return auspex::ProxyWeights::Linear;
    case ProxyWeights::All:
        return auspex::ProxyWeights::All;
    case ProxyWeights::LinearQkv:
        break;
    }
    return auspex::ProxyWeights::LinearQkv;
}

auspex::ProxyOptions optionsOf(const ProxyRequest &request)
{
    const ProxyOptions &wanted = request.options;
    auspex::ProxyOptions options;
    options.kind = kindOf(wanted.kind);
    options.weights = weightsOf(wanted.weights);
    options.seeds = wanted.seeds;
    options.labelSmoothing = wanted.labelSmoothing;
    options.isDropoutActive = wanted.isDropoutActive;
    options.dropout.dropout = wanted.dropout;
    options.dropout.attention = wanted.attentionDropout;
    options.isLogarithm = wanted.isLogarithm;
    options.hasNorms = wanted.hasNorms;
    options.sentenceLength = wanted.sentenceLength;
    options.model.device = request.device;
    options.model.threads = inferenceThreads();
    return options;
}

ProxyScore messageOf(const auspex::ProxyScore &score)
{
    return {score.score, score.seeds, score.isOverflow};
}

} // namespace

Result<nlohmann::json> scoreProxies(Call &call)
{
    const Result<ProxyRequest> request = call.decoded(proxyRequestOf);
    if (!request)
        return tl::make_unexpected(request.error());
    const auspex::ProxyOptions options = optionsOf(*request);
    if (Result<void> fine = checkModelOptions(options.model); !fine)
        return tl::make_unexpected(fine.error());
    std::vector<TokenPair> pairs;
    if (!request->pairs.empty()) {
        Result<std::vector<TokenPair>> read = readTokenPairs(request->pairs);
        if (!read)
            return tl::make_unexpected(read.error());
        pairs = std::move(*read);
    }
    const Result<std::vector<auspex::ProxyScore>> scores = proxyScores(
        request->shape, request->architectures, pairs, options, call.job,
        [&call](std::size_t index, const auspex::ProxyScore &score) {
            call.notify(method::proxyScored, jsonOf(ProxyNotice{index, messageOf(score)}));
        });
    if (!scores)
        return tl::make_unexpected(scores.error());
    ProxyReply reply;
    for (const auspex::ProxyScore &score : *scores)
        reply.scores.push_back(messageOf(score));
    return jsonOf(reply);
}

} // namespace auspex::engine
