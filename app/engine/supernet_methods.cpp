// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/engine/supernet_methods.h"

#include <string>
#include <utility>
#include <vector>

#include "core/base/text.h"
#include "core/inference/extract.h"
#include "core/inference/generate.h"
#include "core/inference/score.h"
#include "core/nmt/device_scoring.h"
#include "core/nmt/supernet_model.h"
#include "core/tensors/safetensors.h"
#include "core/tensors/token_batch.h"

namespace auspex::engine {

namespace {

ModelOptions modelOptions(const std::string &device, Kernel kernel)
{
    ModelOptions options;
    options.device = device;
    options.threads = inferenceThreads();
    options.isFast = false;
    if (kernel == Kernel::OneDnnBFloat16)
        options.productType = ProductType::BFloat16;
    return options;
}

/// A request about subnets and token pairs with what it needs, ready to be computed.
template<typename Request>
struct Opened {
    Request request;
    SupernetWeights weights;
    std::vector<TokenPair> pairs;
};

template<typename Request>
Result<Opened<Request>> opened(SupernetCache &supernets, Call &call,
                               Result<Request> (*decode)(const nlohmann::json &))
{
    Result<Request> request = call.decoded(decode);
    if (!request)
        return tl::make_unexpected(request.error());
    if (const Result<void> fine = checkModelOptions(
            modelOptions(request->device, request->options.kernel));
        !fine)
        return tl::make_unexpected(fine.error());
    for (const Architecture &architecture : request->architectures) {
        if (const Result<void> fine = checkSubnet(request->supernet.shape, architecture); !fine)
            return tl::make_unexpected(fine.error());
    }
    call.job.report({0,
                     static_cast<std::int64_t>(request->architectures.size()),
                     "subnets",
                     "Reading the supernet's weights",
                     {}});
    Result<SupernetWeights> weights = supernets.find(request->supernet);
    if (!weights)
        return tl::make_unexpected(weights.error());
    Result<std::vector<TokenPair>> pairs = readTokenPairs(request->pairs);
    if (!pairs)
        return tl::make_unexpected(pairs.error());
    request->options.kernel = resolvedKernel(request->options.kernel);
    return Opened<Request>{std::move(*request), std::move(*weights), std::move(*pairs)};
}

Result<void> writeLogits(const Opened<ScoreRequest> &work, Job &job)
{
    const ScoreRequest &request = work.request;
    TensorFile file;
    for (std::size_t i = 0; i < request.architectures.size(); ++i) {
        if (job.isCancelled())
            return cancelled();
        job.report({static_cast<std::int64_t>(i),
                    static_cast<std::int64_t>(request.architectures.size()),
                    "subnets",
                    "Computing logits",
                    {}});
        Result<Tensor> logits = subnetLogits(work.weights, work.pairs, request.architectures[i],
                                             request.options.kernel);
        if (!logits)
            return tl::make_unexpected(logits.error());
        file.tensors["logits." + std::to_string(i)] = std::move(*logits);
    }
    return writeSafetensors(request.logits, file);
}

} // namespace

Result<nlohmann::json> scoreSupernet(SupernetCache &supernets, Call &call)
{
    const auto work = opened<ScoreRequest>(supernets, call, scoreRequestOf);
    if (!work)
        return tl::make_unexpected(work.error());
    const ScoreRequest &request = work->request;

    const auto subnetOf = [&request](std::size_t index, const SubnetScore &score) {
        return ScoredSubnet{score,
                            subnetParameters(request.supernet.shape, request.architectures[index])};
    };
    const auto listener = [&](std::size_t index, const SubnetScore &score) {
        call.notify(method::scored, jsonOf(ScoredNotice{index, subnetOf(index, score)}));
    };
    const Result<std::vector<SubnetScore>> scores
        = request.device == "cpu"
              ? scoreSubnets(work->weights, work->pairs, request.architectures, request.options,
                             call.job, listener)
              : scoreSubnetsOnDevice(work->weights, work->pairs, request.architectures,
                                     modelOptions(request.device, request.options.kernel),
                                     request.options.labelSmoothing, request.options.maxTokens,
                                     call.job, listener);
    if (!scores)
        return tl::make_unexpected(scores.error());
    ScoreReply reply;
    reply.kernel = request.options.kernel;
    for (std::size_t i = 0; i < scores->size(); ++i)
        reply.scores.push_back(subnetOf(i, (*scores)[i]));
    if (!request.logits.empty()) {
        const Result<void> written = writeLogits(*work, call.job);
        if (!written)
            return tl::make_unexpected(written.error());
    }
    return jsonOf(reply);
}

Result<nlohmann::json> generateWithSupernet(SupernetCache &supernets, Call &call)
{
    const auto work = opened<GenerateRequest>(supernets, call, generateRequestOf);
    if (!work)
        return tl::make_unexpected(work.error());
    const GenerateRequest &request = work->request;
    if (request.device != "cpu")
        return failure(ErrorCode::InvalidInput, "Translations are decoded on the CPU alone; leave "
                                                "the device "
                                                    + quotedForMessage(request.device)
                                                    + " out, or name cpu.");
    Result<std::vector<std::vector<Hypotheses>>> hypotheses = generate(
        work->weights, work->pairs, request.architectures, request.options, call.job,
        [&call](std::size_t index, std::size_t sentence, const Hypotheses &found) {
            call.notify(method::generated, jsonOf(GeneratedNotice{index, {{sentence, found}}}));
        });
    if (!hypotheses)
        return tl::make_unexpected(hypotheses.error());
    return jsonOf(GenerateReply{std::move(*hypotheses)});
}

Result<nlohmann::json> extractFromSupernet(SupernetCache &supernets, Call &call)
{
    const Result<ExtractRequest> request = call.decoded(extractRequestOf);
    if (!request)
        return tl::make_unexpected(request.error());
    const SupernetShape &shape = request->supernet.shape;
    if (const Result<void> fine = checkSubnet(shape, request->architecture); !fine)
        return tl::make_unexpected(fine.error());
    call.job.report({0, 1, "files", "Reading the supernet's weights", {}});
    const Result<SupernetWeights> weights = supernets.find(request->supernet);
    if (!weights)
        return tl::make_unexpected(weights.error());
    if (call.job.isCancelled())
        return cancelled();
    const Result<TensorFile> subnet = extractSubnet(*weights, request->architecture);
    if (!subnet)
        return tl::make_unexpected(subnet.error());
    if (const Result<void> written = writeSafetensors(request->output, *subnet); !written)
        return tl::make_unexpected(written.error());
    return jsonOf(ExtractReply{subnetParameters(shape, request->architecture)});
}

} // namespace auspex::engine
