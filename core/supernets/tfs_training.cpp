// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/supernets/tfs_training.h"

#include <algorithm>
#include <system_error>
#include <unordered_set>
#include <utility>

#include "core/arch/architecture_codecs.h"
#include "core/base/text.h"
#include "core/supernets/split_data.h"
#include "core/supernets/tfs_training_run.h"
#include "core/supernets/training_data.h"
#include "core/training/training_json.h"

namespace auspex {

namespace {

/// Draws in vain, in a row, after which a space counts as used up.
constexpr int mostVainDraws = 100'000;

Result<void> checkPlan(Workspace &workspace, const TfsTrainingPlan &plan)
{
    if (trimmed(plan.task).empty())
        return failure(ErrorCode::InvalidInput, "The task that the scores go to needs a name.");
    if (plan.architectures.empty())
        return failure(ErrorCode::InvalidInput, "There is no architecture to train.");
    const Result<TfsMaterial> material = tfsMaterial(workspace, plan);
    if (!material)
        return tl::make_unexpected(material.error());
    for (const Architecture &architecture : plan.architectures) {
        TrainingOptions options = plan.options;
        options.mode = TrainingMode::Scratch;
        options.architecture = architecture;
        if (Result<void> fine = checkTraining(options, plan.space, material->shape); !fine)
            return fine;
    }
    return {};
}

} // namespace

Result<std::vector<Architecture>> architecturesToTrain(const SearchSpace &space, std::size_t count,
                                                       std::uint64_t seed, bool isStratified)
{
    if (Result<void> fine = checkSpace(space); !fine)
        return tl::make_unexpected(fine.error());
    Random random(seed, "tfs training");
    std::vector<Architecture> result;
    std::unordered_set<Architecture> seen;
    int vain = 0;
    while (result.size() < count) {
        SearchSpace drawn = space;
        if (isStratified) {
            // A depth whose networks are all there gives its turn to the next one.
            const std::size_t turn = result.size() + static_cast<std::size_t>(vain / 1000);
            drawn.decoderLayerCounts = {
                space.decoderLayerCounts[turn % space.decoderLayerCounts.size()]};
        }
        Architecture architecture = sampleArchitecture(drawn, random);
        if (seen.insert(architecture).second) {
            result.push_back(std::move(architecture));
            vain = 0;
        } else if (++vain > mostVainDraws) {
            return failure(ErrorCode::InvalidInput,
                           "The search space " + quotedForMessage(space.name) + " has only about "
                               + std::to_string(result.size())
                               + " different architectures; ask for fewer.");
        }
    }
    return result;
}

nlohmann::json tfsTrainingSettings(const TfsTrainingPlan &plan)
{
    nlohmann::json architectures = nlohmann::json::array();
    for (const Architecture &architecture : plan.architectures)
        architectures.push_back(nlohmann::json(architectureJson(architecture)));
    TrainingOptions options = plan.options;
    options.mode = TrainingMode::Scratch;
    options.architecture.reset();
    return {{"task", plan.task},
            {"corpus", plan.corpus},
            {"space", spaceJson(plan.space)},
            {"architectures", std::move(architectures)},
            {"options", nlohmann::json(trainingOptionsJson(options))},
            {"beam",
             {{"beam", plan.beam.beam},
              {"length_penalty", plan.beam.lengthPenalty},
              {"max_length_a", plan.beam.maxLengthA},
              {"max_length_b", plan.beam.maxLengthB},
              {"min_length", plan.beam.minLength}}}};
}

Result<TfsTrainingPlan> tfsTrainingPlanOf(const nlohmann::json &settings)
{
    TfsTrainingPlan plan;
    try {
        plan.task = settings.at("task").get<std::string>();
        plan.corpus = settings.at("corpus").get<std::string>();
        Result<SearchSpace> space = spaceOfJson(settings.at("space"));
        if (!space)
            return tl::make_unexpected(space.error());
        plan.space = std::move(*space);
        for (const nlohmann::json &value : settings.at("architectures")) {
            Result<Architecture> architecture = architectureOfJson(value);
            if (!architecture)
                return tl::make_unexpected(architecture.error());
            plan.architectures.push_back(std::move(*architecture));
        }
        Result<TrainingOptions> options = trainingOptionsOf(settings.at("options"));
        if (!options)
            return tl::make_unexpected(options.error());
        plan.options = std::move(*options);
        const nlohmann::json &beam = settings.at("beam");
        plan.beam.beam = beam.at("beam").get<int>();
        plan.beam.lengthPenalty = beam.at("length_penalty").get<double>();
        plan.beam.maxLengthA = beam.at("max_length_a").get<double>();
        plan.beam.maxLengthB = beam.at("max_length_b").get<int>();
        plan.beam.minLength = beam.at("min_length").get<int>();
    } catch (const nlohmann::json::exception &error) {
        return failure(ErrorCode::Corrupt, "The settings of the training cannot be read.",
                       error.what());
    }
    return plan;
}

Result<std::int64_t> addTfsTraining(Workspace &workspace, const TfsTrainingPlan &plan)
{
    if (Result<void> fine = checkPlan(workspace, plan); !fine)
        return tl::make_unexpected(fine.error());
    const Result<StoredRun> run = addRun(workspace, tfsTrainingKind, tfsTrainingSettings(plan));
    if (!run)
        return tl::make_unexpected(run.error());
    return run->id;
}

Result<std::int64_t> findTfsTraining(Workspace &workspace, const TfsTrainingPlan &plan)
{
    return unfinishedRun(workspace, tfsTrainingKind, tfsTrainingSettings(plan));
}

Result<TfsTrainingSummary> runTfsTraining(Workspace &workspace, engine::Client &client,
                                          std::int64_t run, Job &job,
                                          const TfsTrainingListener &listener)
{
    const Result<StoredRun> stored = loadTrainingRun(workspace, tfsTrainingKind, run);
    if (!stored)
        return tl::make_unexpected(stored.error());
    const Result<TfsTrainingPlan> plan = tfsTrainingPlanOf(stored->settings);
    if (!plan)
        return tl::make_unexpected(plan.error());
    TfsTrainingRun work(workspace, client, *stored, *plan, job, listener);
    return work.run();
}

} // namespace auspex
