// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/nmt/training.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <mutex>
#include <thread>

#include <ATen/Context.h>
#include <ATen/TensorOperators.h>
#include <nlohmann/json.hpp>

#include "core/arch/hat_sampling.h"
#include "core/inference/score.h"
#include "core/nmt/supernet_model_state.h"
#include "core/nmt/training_checkpoint.h"

namespace auspex {

namespace {

using Clock = std::chrono::steady_clock;

constexpr double lowestLossScale = 1e-4;
constexpr double scaleWindow = 16384.0; // updates times micro-batches until the scale grows

double secondsSince(Clock::time_point begin)
{
    return std::chrono::duration<double>(Clock::now() - begin).count();
}

/// A hash of all tokens, so that a checkpoint knows its data (FNV-1a).
std::string dataHash(std::span<const TokenPair> pairs)
{
    std::uint64_t hash = 0xcbf29ce484222325ULL;
    const auto add = [&](std::uint32_t word) { hash = (hash ^ word) * 0x100000001b3ULL; };
    for (const TokenPair &pair : pairs) {
        for (const auto *sentence : {&pair.source, &pair.target}) {
            for (const std::int32_t token : *sentence)
                add(static_cast<std::uint32_t>(token));
            add(0xFFFFFFFFU);
        }
    }
    return std::to_string(hash);
}

/// One subnet of an update.
struct Role {
    std::string name;
    Architecture architecture;
    bool isTeaching = false;
    bool isTaught = false;
};

/// What stays the same over a training.
struct Plan {
    const TrainingData &data;
    const TrainingOptions &options;
    std::vector<std::vector<std::size_t>> batches;
    Architecture largest;
    Architecture smallest;

    std::int64_t updatesPerEpoch() const
    {
        const auto frequency = static_cast<std::size_t>(options.updateFrequency);
        return static_cast<std::int64_t>((batches.size() + frequency - 1) / frequency);
    }

    Architecture sampled(std::int64_t update, int which) const
    {
        // A further subnet of the same update has a stream of its own.
        if (!options.samplingSeed && which == 0)
            return hatSample(data.space, static_cast<std::uint32_t>(update));
        Random random(options.samplingSeed.value_or(0), "training architecture",
                      static_cast<std::uint64_t>(update) * 64 + static_cast<std::uint64_t>(which));
        return sampleArchitecture(data.space, random);
    }

    std::vector<Role> rolesAt(std::int64_t update) const
    {
        if (options.mode == TrainingMode::Scratch)
            return {{"own", *options.architecture}};
        if (options.mode == TrainingMode::SinglePath)
            return {{"sampled", sampled(update, 0)}};
        std::vector<Role> roles;
        for (int i = 0; i < options.sandwichSampled; ++i)
            roles.push_back({"sampled", sampled(update, i)});
        roles.push_back({"largest", largest});
        roles.push_back({"smallest", smallest});
        if (options.isDistilling) {
            for (Role &role : roles) {
                role.isTeaching = role.name == "largest";
                role.isTaught = !role.isTeaching;
            }
            std::stable_partition(roles.begin(), roles.end(),
                                  [](const Role &role) { return role.isTeaching; });
        }
        return roles;
    }

    std::vector<Role> validatedRoles() const
    {
        if (options.mode == TrainingMode::Scratch)
            return {{"own", *options.architecture}};
        return {{"largest", largest}, {"smallest", smallest}};
    }
};

/// One training between its begin and its end.
class Training {
public:
    Training(const Plan &plan, SupernetModel model, const TrainingCheckpoints *checkpoints,
             Job &job, const TrainingListener &listener)
        : m_plan(plan)
        , m_model(std::move(model))
        , m_adam(m_model.state().parameters, plan.options.adam)
        , m_checkpoints(checkpoints)
        , m_job(job)
        , m_listener(listener)
    {
        m_adam.setChecksGradients(isScaling());
    }

    Result<TrainingOutcome> run()
    {
        if (const Result<void> resumed = resume(); !resumed)
            return tl::make_unexpected(resumed.error());
        m_job.setCanPause(true);
        report("training");
        while (m_counters.updates < m_plan.options.maxUpdates && !m_counters.isFinished) {
            waitWhilePaused();
            if (m_job.isCancelled()) {
                if (const Result<void> saved = save(); !saved)
                    return tl::make_unexpected(saved.error());
                return cancelled();
            }
            if (const Result<void> done = step(); !done)
                return tl::make_unexpected(done.error());
        }
        m_counters.isFinished = true;
        if (const Result<void> saved = save(); !saved)
            return tl::make_unexpected(saved.error());
        m_job.setCanPause(false);
        TrainingOutcome outcome{std::move(m_model), 0, 0, false, std::nullopt, {}, {}};
        outcome.updates = m_counters.updates;
        outcome.resumedFrom = m_resumedFrom;
        outcome.isStoppedEarly = m_counters.updates < m_plan.options.maxUpdates;
        outcome.bestLoss = m_counters.bestLoss;
        outcome.checkpoint = m_lastFile;
        if (m_checkpoints && m_counters.bestLoss)
            outcome.best = m_plan.data.folder / "best.safetensors";
        return outcome;
    }

private:
    bool isScaling() const { return m_plan.options.model.productType == ProductType::Float16; }

    Result<void> resume()
    {
        if (!m_checkpoints)
            return {};
        if (Result<void> prepared = m_checkpoints->prepare(m_model); !prepared)
            return prepared;
        const auto counters = m_checkpoints->load(m_model, m_adam);
        if (!counters)
            return tl::make_unexpected(counters.error());
        if (*counters) {
            m_counters = **counters;
            m_resumedFrom = m_counters.updates;
            m_savedAt = m_counters.updates;
        }
        return {};
    }

    void report(const char *message)
    {
        m_job.report({m_counters.updates, m_plan.options.maxUpdates, "updates", message, {}});
    }

    void waitWhilePaused()
    {
        if (m_job.isPaused() && !m_job.isCancelled())
            report("paused");
        while (m_job.isPaused() && !m_job.isCancelled())
            std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }

    /// One update with all that is due after it.
    Result<void> step()
    {
        const Clock::time_point begin = Clock::now();
        UpdateReport update;
        if (Result<void> trained = trainOnce(update); !trained)
            return trained;
        ++m_counters.updates;
        update.update = m_counters.updates;
        update.seconds = secondsSince(begin);
        if (m_listener.onUpdate)
            m_listener.onUpdate(update);
        report("training");
        const TrainingOptions &options = m_plan.options;
        const bool isLast = m_counters.updates >= options.maxUpdates;
        const auto isDue = [&](std::int64_t interval) {
            return interval > 0 && (isLast || m_counters.updates % interval == 0);
        };
        if (!m_plan.data.validation.empty() && isDue(options.validationInterval)) {
            if (Result<void> validated = validate(); !validated)
                return validated;
        }
        if (!isLast && !m_counters.isFinished && isDue(options.checkpointInterval))
            return save();
        return {};
    }

    /// The micro-batches of an update: neighbours in the order of its epoch.
    std::vector<std::size_t> batchesOf(std::int64_t update)
    {
        const std::int64_t perEpoch = m_plan.updatesPerEpoch();
        const auto epoch = static_cast<int>(update / perEpoch) + 1;
        if (epoch != m_epoch) {
            m_order = hatEpochOrder(m_plan.batches.size(), m_plan.options.seed, epoch);
            m_epoch = epoch;
        }
        const auto frequency = static_cast<std::size_t>(m_plan.options.updateFrequency);
        const std::size_t first = static_cast<std::size_t>(update % perEpoch) * frequency;
        const std::size_t last = std::min(first + frequency, m_order.size());
        return {m_order.begin() + static_cast<std::ptrdiff_t>(first),
                m_order.begin() + static_cast<std::ptrdiff_t>(last)};
    }

    Result<void> trainOnce(UpdateReport &update)
    {
        const std::vector<Role> roles = m_plan.rolesAt(m_counters.updates);
        update.learningRate = learningRateAt(m_plan.options.learningRate, m_counters.updates,
                                             m_plan.options.maxUpdates);
        std::vector<bool> used(m_model.state().parameters.all().size(), false);
        for (const Role &role : roles) {
            const std::vector<bool> reached = m_model.state().parameters.usedBy(role.architecture);
            for (std::size_t i = 0; i < used.size(); ++i)
                used[i] = used[i] || reached[i];
        }
        // With half precision an overflow repeats the update under a smaller loss scale.
        for (;;) {
            if (!accumulate(roles, update)) {
                if (Result<void> saved = save(); !saved)
                    return saved;
                return cancelled();
            }
            const double scale = isScaling() ? m_counters.lossScale : 1.0;
            const bool isFinite = m_adam.step(
                update.learningRate, 1.0 / (static_cast<double>(update.tokens) * scale), used);
            update.gradientNorm = m_adam.gradientNorm();
            update.lossScale = scale;
            if (isFinite && isLossFinite(update))
                break;
            if (!isScaling() || m_counters.lossScale / 2.0 < lowestLossScale)
                return failure(
                    ErrorCode::Internal,
                    "The training diverged at update " + std::to_string(m_counters.updates + 1)
                        + ": its loss or gradients are no longer finite; lower the "
                          "learning rate or lengthen the warm-up, and go on from the last "
                          "checkpoint.");
            m_counters.lossScale /= 2.0;
            m_counters.updatesSinceScale = 0;
        }
        growScale();
        return {};
    }

    static bool isLossFinite(const UpdateReport &update)
    {
        return std::all_of(update.roles.begin(), update.roles.end(), [](const RoleLoss &role) {
            return std::isfinite(role.loss.labelSmoothed);
        });
    }

    void growScale()
    {
        if (!isScaling())
            return;
        ++m_counters.updatesSinceScale;
        const double window = std::max(1.0, scaleWindow / m_plan.options.updateFrequency);
        if (static_cast<double>(m_counters.updatesSinceScale) >= window) {
            m_counters.lossScale *= 2.0;
            m_counters.updatesSinceScale = 0;
        }
    }

    /// Gradients of all roles over all micro-batches. Losses stay on the device until the end.
    /// False where the job was cancelled in between.
    bool accumulate(const std::vector<Role> &roles, UpdateReport &update)
    {
        ModelState &state = m_model.state();
        update.tokens = 0;
        update.roles.clear();
        for (const Role &role : roles)
            update.roles.push_back({role.name, role.architecture, {}});
        std::vector<LossOfStates> onDevice(roles.size());
        const std::vector<std::size_t> batches = batchesOf(m_counters.updates);
        for (std::size_t b = 0; b < batches.size(); ++b) {
            // An update of many micro-batches can last minutes; weights have not changed so far.
            if (m_job.isCancelled() && b > 0) {
                state.parameters.gradients().zero_();
                return false;
            }
            PackedBatch batch = packBatch(m_plan.data.training, m_plan.batches[batches[b]]);
            state.prepare(batch);
            Teacher teacher;
            for (std::size_t r = 0; r < roles.size(); ++r) {
                const Role &role = roles[r];
                const LossOfStates loss = state.addGradients(
                    role.architecture, batch, settingsOf(b, r), m_plan.options.labelSmoothing,
                    role.isTaught ? &teacher : nullptr, role.isTeaching ? &teacher : nullptr,
                    isScaling() ? m_counters.lossScale : 1.0);
                update.roles[r].loss += loss.sums;
                update.tokens += loss.sums.tokens;
                if (!loss.loss.defined())
                    continue;
                LossOfStates &sum = onDevice[r];
                sum.loss = sum.loss.defined() ? at::Tensor(sum.loss + loss.loss) : loss.loss;
                sum.nll = sum.nll.defined() ? at::Tensor(sum.nll + loss.nll) : loss.nll;
            }
        }
        for (std::size_t r = 0; r < roles.size(); ++r)
            update.roles[r].loss += sumsOf(onDevice[r]);
        return true;
    }

    PassSettings settingsOf(std::size_t microBatch, std::size_t role) const
    {
        PassSettings settings;
        settings.isTraining = true;
        settings.dropout = m_plan.options.dropout;
        // HAT seeds with seed + update; micro-batch and role have streams of their own here.
        const std::uint64_t update = m_plan.options.seed
                                     + static_cast<std::uint64_t>(m_counters.updates);
        Random random(update, "dropout", microBatch * 64 + role);
        settings.dropoutSeed = random.next();
        const ModelState &state = m_model.state();
        if (!state.device.is_cpu()) {
            at::Generator generator = at::globalContext().defaultGenerator(state.device);
            const std::lock_guard<std::mutex> lock(generator.mutex());
            generator.set_current_seed(settings.dropoutSeed);
        }
        return settings;
    }

    Result<void> validate()
    {
        report("validating");
        ValidationReport validation;
        validation.update = m_counters.updates;
        for (const Role &role : m_plan.validatedRoles()) {
            const Result<LossSums> loss = m_model.evaluate(
                role.architecture, m_plan.data.validation, m_plan.options.labelSmoothing,
                m_plan.options.batches.maxTokens);
            if (!loss)
                return tl::make_unexpected(loss.error());
            validation.roles.push_back({role.name, role.architecture, *loss});
        }
        const LossSums &deciding = validation.roles.back().loss;
        const double loss = deciding.labelSmoothed / static_cast<double>(deciding.tokens);
        validation.isBest = !m_counters.bestLoss || loss < *m_counters.bestLoss;
        if (validation.isBest) {
            m_counters.bestLoss = loss;
            m_counters.validationsWithoutBest = 0;
            if (m_checkpoints) {
                if (const auto saved = m_checkpoints->saveBest(m_model, m_counters); !saved)
                    return tl::make_unexpected(saved.error());
            }
        } else {
            ++m_counters.validationsWithoutBest;
            m_counters.isFinished = m_plan.options.patience > 0
                                    && m_counters.validationsWithoutBest >= m_plan.options.patience;
        }
        if (m_listener.onValidation)
            m_listener.onValidation(validation, m_model);
        return {};
    }

    Result<void> save()
    {
        if (!m_checkpoints)
            return {};
        const bool isSaved = m_savedAt == m_counters.updates && !m_counters.isFinished;
        if (isSaved)
            return {};
        report("saving");
        const auto file = m_checkpoints->save(m_model, m_adam, m_counters);
        if (!file)
            return tl::make_unexpected(file.error());
        m_savedAt = m_counters.updates;
        m_lastFile = *file;
        if (m_listener.onCheckpoint)
            m_listener.onCheckpoint(*file, m_counters.updates);
        return {};
    }

    const Plan &m_plan;
    SupernetModel m_model;
    Adam m_adam;
    const TrainingCheckpoints *m_checkpoints;
    Job &m_job;
    const TrainingListener &m_listener;
    TrainingCounters m_counters;
    std::int64_t m_resumedFrom = 0;
    std::int64_t m_savedAt = -1;
    std::filesystem::path m_lastFile;
    int m_epoch = 0;
    std::vector<std::size_t> m_order;
};

Result<SupernetModel> beginning(const TrainingData &data, const TrainingOptions &options)
{
    if (data.initialWeights)
        return SupernetModel::loaded(data.shape, *data.initialWeights, "the initial weights",
                                     options.model);
    return SupernetModel::initialised(data.shape, options.seed, options.model);
}

std::string descriptionOf(const TrainingData &data, const TrainingOptions &options)
{
    nlohmann::ordered_json description = trainingJson(options);
    description["supernet"] = supernetShapeJson(data.shape);
    description["training_data"] = dataHash(data.training);
    if (options.patience > 0)
        description["validation_data"] = dataHash(data.validation);
    if (options.mode != TrainingMode::Scratch)
        description["space"] = architectureKey(largestArchitecture(data.space)) + " to "
                               + architectureKey(smallestArchitecture(data.space));
    return description.dump();
}

} // namespace

Result<TrainingOutcome> train(const TrainingData &data, const TrainingOptions &options, Job &job,
                              const TrainingListener &listener)
{
    if (const Result<void> checked = checkTraining(options, data.space, data.shape); !checked)
        return tl::make_unexpected(checked.error());
    for (const auto &pairs : {data.training, data.validation}) {
        if (const Result<void> checked = checkTokens(data.shape, pairs, true);
            !pairs.empty() && !checked)
            return tl::make_unexpected(checked.error());
    }
    Plan plan{data, options, hatBatches(data.training, options.batches, options.seed), {}, {}};
    if (plan.batches.empty())
        return failure(
            ErrorCode::InvalidInput,
            "There is no sentence pair to train on: the training set has "
                + std::to_string(data.training.size()) + " pairs, and those of more than "
                + std::to_string(options.batches.maxPositions) + " tokens are left out.");
    if (options.mode != TrainingMode::Scratch) {
        plan.largest = largestArchitecture(data.space);
        plan.smallest = smallestArchitecture(data.space);
    }
    Result<SupernetModel> model = beginning(data, options);
    if (!model)
        return tl::make_unexpected(model.error());
    return guarded("training", [&]() -> Result<TrainingOutcome> {
        model->state().useThreads();
        std::optional<TrainingCheckpoints> checkpoints;
        if (!data.folder.empty())
            checkpoints.emplace(data.folder, descriptionOf(data, options));
        return Training(plan, std::move(*model), checkpoints ? &*checkpoints : nullptr, job,
                        listener)
            .run();
    });
}

} // namespace auspex
