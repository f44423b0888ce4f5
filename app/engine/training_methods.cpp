// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/engine/training_methods.h"

#include <filesystem>
#include <utility>
#include <vector>

#include "app/engine/folder_lock.h"
#include "app/engine/training_notices.h"
#include "core/engine/training_messages.h"
#include "core/inference/matrix_product.h"
#include "core/nmt/devices.h"
#include "core/nmt/training.h"
#include "core/tensors/checkpoint.h"
#include "core/tensors/safetensors.h"
#include "core/tensors/token_batch.h"

namespace auspex::engine {

namespace {

/// A request may have threads of its own; the engine's come back after it.
class ThreadsKept {
public:
    ThreadsKept()
        : m_threads(inferenceThreads())
    {
    }
    ThreadsKept(const ThreadsKept &) = delete;
    ThreadsKept &operator=(const ThreadsKept &) = delete;
    ~ThreadsKept()
    {
        setInferenceThreads(m_threads);
        setLibTorchThreads(m_threads);
    }

    int threads() const { return m_threads; }

private:
    int m_threads;
};

Result<std::vector<TokenPair>> pairsOf(const std::vector<std::string> &files, Job &job)
{
    std::vector<TokenPair> all;
    for (const std::string &file : files) {
        if (job.isCancelled())
            return cancelled();
        Result<std::vector<TokenPair>> pairs = readTokenPairs(file);
        if (!pairs)
            return pairs;
        if (all.empty())
            all = std::move(*pairs);
        else
            all.insert(all.end(), std::make_move_iterator(pairs->begin()),
                       std::make_move_iterator(pairs->end()));
    }
    return all;
}

/// The automatic choice is measured, and may be another one at the next start: weights would then
/// differ in their last bits from those of a training that was not interrupted.
Kernel reproducibleKernel(Kernel kernel)
{
    if (kernel != Kernel::Automatic)
        return kernel;
    return isFast(Kernel::OneDnn) ? Kernel::OneDnn : Kernel::Blas;
}

} // namespace

Result<nlohmann::json> runTraining(Call &call)
{
    Result<TrainRequest> request = call.decoded(trainRequestOf);
    if (!request)
        return tl::make_unexpected(request.error());
    if (Result<void> fine = checkModelOptions(request->options.model); !fine)
        return tl::make_unexpected(fine.error());
    if (Result<void> fine = checkTraining(request->options, request->space, request->shape); !fine)
        return tl::make_unexpected(fine.error());
    const std::filesystem::path folder = request->folder;
    const Result<FolderLock> lock = FolderLock::of(folder, call.job);
    if (!lock)
        return tl::make_unexpected(lock.error());

    call.job.report({0, request->options.maxUpdates, "updates", "reading the corpus", {}});
    const Result<std::vector<TokenPair>> training = pairsOf(request->training, call.job);
    if (!training)
        return tl::make_unexpected(training.error());
    const Result<std::vector<TokenPair>> validation = pairsOf(request->validation, call.job);
    if (!validation)
        return tl::make_unexpected(validation.error());
    std::optional<TensorFile> initial;
    if (!request->initialWeights.empty()) {
        Result<TensorFile> read = readWeights(request->initialWeights);
        if (!read)
            return tl::make_unexpected(read.error());
        initial = std::move(*read);
    }

    const ThreadsKept kept;
    if (request->options.model.threads == 0)
        request->options.model.threads = kept.threads();
    request->options.model.kernel = reproducibleKernel(request->options.model.kernel);
    const TrainingData data{
        request->space, request->shape, *training, *validation, initial ? &*initial : nullptr,
        folder};
    TrainingNoticeSender notices(call);
    TrainingListener listener;
    listener.onUpdate = [&notices](const UpdateReport &report) { notices.add(report); };
    listener.onValidation = [&notices](const ValidationReport &report, const SupernetModel &) {
        notices.add(report);
    };
    listener.onCheckpoint = [&notices](const std::filesystem::path &file, std::int64_t update) {
        notices.addCheckpoint(file, update);
    };
    const Result<TrainingOutcome> outcome = train(data, request->options, call.job, listener);
    notices.flush();
    if (!outcome)
        return tl::make_unexpected(outcome.error());

    TrainReply reply;
    reply.updates = outcome->updates;
    reply.resumedFrom = outcome->resumedFrom;
    reply.isStoppedEarly = outcome->isStoppedEarly;
    reply.bestLoss = outcome->bestLoss;
    reply.best = outcome->best.string();
    const std::filesystem::path weights = folder / "weights.safetensors";
    if (Result<void> written = writeSafetensors(weights, outcome->model.weights()); !written)
        return tl::make_unexpected(written.error());
    reply.weights = weights.string();
    return jsonOf(reply);
}

Result<nlohmann::json> initialiseWeights(Call &call)
{
    const Result<TrainInitRequest> request = call.decoded(trainInitRequestOf);
    if (!request)
        return tl::make_unexpected(request.error());
    const ThreadsKept kept;
    ModelOptions options;
    options.threads = kept.threads();
    const Result<SupernetModel> model = SupernetModel::initialised(request->shape, request->seed,
                                                                   options);
    if (!model)
        return tl::make_unexpected(model.error());
    const TensorFile weights = model->weights();
    if (call.job.isCancelled())
        return cancelled();
    if (Result<void> written = writeSafetensors(request->output, weights); !written)
        return tl::make_unexpected(written.error());
    TrainInitReply reply;
    for (const auto &[name, tensor] : weights.tensors)
        reply.parameters += tensor.elementCount();
    return jsonOf(reply);
}

} // namespace auspex::engine
