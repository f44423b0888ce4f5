// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/supernets/supernet_training.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "core/base/text.h"
#include "core/store/artifact_store.h"
#include "core/store/corpus_store.h"
#include "core/supernets/run_progress.h"
#include "core/supernets/split_data.h"
#include "core/supernets/training_data.h"
#include "core/training/training_json.h"

namespace auspex {

namespace {

std::string mixtureName(Mixture mixture)
{
    switch (mixture) {
    case Mixture::LayerWise:
        return "layer-wise";
    case Mixture::NeuronWise:
        return "neuron-wise";
    case Mixture::None:
        break;
    }
    return "none";
}

std::optional<Mixture> mixtureOfName(const std::string &name)
{
    for (const Mixture mixture : {Mixture::None, Mixture::LayerWise, Mixture::NeuronWise}) {
        if (mixtureName(mixture) == name)
            return mixture;
    }
    return std::nullopt;
}

Result<Corpus> corpusOf(Workspace &workspace, const std::string &nameOrFolder)
{
    const Result<std::filesystem::path> folder = corpusFolder(&workspace, nameOrFolder);
    if (!folder)
        return tl::make_unexpected(folder.error());
    return openCorpus(*folder);
}

/// The request without its folder; fails as the engine would, before it is started.
Result<engine::TrainRequest> requestOf(Workspace &workspace, const SupernetTrainingPlan &plan)
{
    const Result<Corpus> corpus = corpusOf(workspace, plan.corpus);
    if (!corpus)
        return tl::make_unexpected(corpus.error());
    const Result<SupernetShape> shape = shapeFor(plan.space, *corpus, plan.mixture, plan.experts);
    if (!shape)
        return tl::make_unexpected(shape.error());
    if (plan.options.mode == TrainingMode::Scratch)
        return failure(ErrorCode::InvalidInput,
                       "A supernet is trained in the mode single-path or sandwich, not from "
                       "scratch; choose a supernet's preset.");
    if (plan.mixture != Mixture::None && plan.experts < 2)
        return failure(ErrorCode::InvalidInput, "A mixture of supernets has at least two experts.");
    if (Result<void> fine = checkTraining(plan.options, plan.space, *shape); !fine)
        return tl::make_unexpected(fine.error());
    return trainRequestFor(plan.space, *shape, *corpus, plan.options);
}

/// Where a kill came between the supernet's row and the run's.
Result<std::optional<StoredSupernet>> alreadyAdded(Workspace &workspace, const std::string &name,
                                                   std::int64_t run)
{
    const Result<std::vector<StoredSupernet>> supernets = loadSupernets(workspace);
    if (!supernets)
        return tl::make_unexpected(supernets.error());
    for (const StoredSupernet &supernet : *supernets) {
        if (supernet.name == name && supernet.training
            && supernet.training->value("run", std::int64_t{0}) == run)
            return supernet;
    }
    return std::nullopt;
}

Result<StoredSupernet> addResult(Workspace &workspace, const StoredRun &run,
                                 const SupernetTrainingPlan &plan, const SupernetShape &shape,
                                 const engine::TrainReply &reply, const TrainingProgress &progress)
{
    const Result<Artifact> artifact = putArtifactFile(workspace, reply.weights, "checkpoint",
                                                      plan.name);
    if (!artifact)
        return tl::make_unexpected(artifact.error());
    StoredSupernet supernet;
    supernet.name = plan.name;
    supernet.artifact = artifact->sha256;
    supernet.shape = shape;
    const nlohmann::json space = spaceJson(plan.space);
    supernet.space = space.contains("yaml") ? space["yaml"].get<std::string>() : plan.space.name;
    const auto corpus = loadCorpus(workspace, plan.corpus);
    if (corpus && *corpus)
        supernet.corpus = plan.corpus;
    supernet.training = nlohmann::json{{"run", run.id},
                                       {"settings", run.settings},
                                       {"updates", reply.updates},
                                       {"stopped_early", reply.isStoppedEarly},
                                       {"seconds", progress.seconds},
                                       {"threads", progress.threads}};
    if (reply.bestLoss)
        (*supernet.training)["best_loss"] = *reply.bestLoss;
    return addSupernet(workspace, supernet);
}

} // namespace

std::optional<TrainingMethod> trainingMethodNamed(std::string_view name)
{
    if (name == "spos")
        return TrainingMethod{TrainingMode::SinglePath, Mixture::None};
    if (name == "sandwich")
        return TrainingMethod{TrainingMode::Sandwich, Mixture::None};
    if (name == "layer-wise")
        return TrainingMethod{TrainingMode::Sandwich, Mixture::LayerWise};
    if (name == "neuron-wise")
        return TrainingMethod{TrainingMode::Sandwich, Mixture::NeuronWise};
    return std::nullopt;
}

nlohmann::json supernetTrainingSettings(const SupernetTrainingPlan &plan)
{
    nlohmann::json settings = {{"name", plan.name},
                               {"corpus", plan.corpus},
                               {"space", spaceJson(plan.space)},
                               {"mixture", mixtureName(plan.mixture)},
                               {"options", nlohmann::json(trainingOptionsJson(plan.options))}};
    if (plan.mixture != Mixture::None)
        settings["experts"] = plan.experts;
    return settings;
}

Result<SupernetTrainingPlan> supernetTrainingPlanOf(const nlohmann::json &settings)
{
    SupernetTrainingPlan plan;
    try {
        plan.name = settings.at("name").get<std::string>();
        plan.corpus = settings.at("corpus").get<std::string>();
        const std::optional<Mixture> mixture = mixtureOfName(
            settings.at("mixture").get<std::string>());
        if (!mixture)
            return failure(ErrorCode::Corrupt, "The mixture of the training is not known.");
        plan.mixture = *mixture;
        plan.experts = settings.value("experts", plan.experts);
        Result<SearchSpace> space = spaceOfJson(settings.at("space"));
        if (!space)
            return tl::make_unexpected(space.error());
        plan.space = std::move(*space);
        Result<TrainingOptions> options = trainingOptionsOf(settings.at("options"));
        if (!options)
            return tl::make_unexpected(options.error());
        plan.options = std::move(*options);
    } catch (const nlohmann::json::exception &error) {
        return failure(ErrorCode::Corrupt, "The settings of the training cannot be read.",
                       error.what());
    }
    return plan;
}

Result<std::int64_t> addSupernetTraining(Workspace &workspace, const SupernetTrainingPlan &plan)
{
    if (Result<void> fine = checkSupernetName(workspace, plan.name); !fine)
        return tl::make_unexpected(fine.error());
    if (const auto request = requestOf(workspace, plan); !request)
        return tl::make_unexpected(request.error());
    const Result<StoredRun> run = addRun(workspace, supernetTrainingKind,
                                         supernetTrainingSettings(plan));
    if (!run)
        return tl::make_unexpected(run.error());
    return run->id;
}

Result<std::int64_t> findSupernetTraining(Workspace &workspace, const SupernetTrainingPlan &plan)
{
    return unfinishedRun(workspace, supernetTrainingKind, supernetTrainingSettings(plan));
}

Result<StoredSupernet> runSupernetTraining(Workspace &workspace, engine::Client &client,
                                           std::int64_t run, Job &job,
                                           const TrainingProgressListener &listener)
{
    const Result<StoredRun> stored = loadTrainingRun(workspace, supernetTrainingKind, run);
    if (!stored)
        return tl::make_unexpected(stored.error());
    Result<SupernetTrainingPlan> plan = supernetTrainingPlanOf(stored->settings);
    if (!plan)
        return tl::make_unexpected(plan.error());
    TrainingProgress progress = TrainingProgress::of(stored->progress);
    const auto end = [&](RunState state, const std::string &member, const std::string &text) {
        nlohmann::json json = progress.json();
        json[member] = text;
        return updateRun(workspace, run, state, json);
    };
    auto added = alreadyAdded(workspace, plan->name, run);
    if (!added)
        return tl::make_unexpected(added.error());
    if (*added) {
        if (stored->state != RunState::Done) {
            if (Result<void> ended = end(RunState::Done, "supernet", plan->name); !ended)
                return tl::make_unexpected(ended.error());
        }
        removeTrainingFolder(workspace, run);
        return **std::move(added);
    }
    if (stored->state == RunState::Done)
        return failure(ErrorCode::InvalidInput,
                       "The training " + std::to_string(run)
                           + " is done, and its supernet was renamed or removed since.");

    const auto failed = [&](const Error &error) -> tl::unexpected<Error> {
        (void)end(stateAfter(error), "error", error.message); // the first error is what matters
        return tl::make_unexpected(error);
    };
    if (Result<void> fine = checkSupernetName(workspace, plan->name); !fine)
        return failed(fine.error());
    Result<engine::TrainRequest> request = requestOf(workspace, *plan);
    if (!request)
        return failed(request.error());
    const Result<int> threads = threadsFor(plan->options.model.threads, client, job, progress);
    if (!threads)
        return failed(threads.error());
    request->options.model.threads = *threads;
    request->folder = trainingFolder(workspace, run).string();
    progress.maxUpdates = request->options.maxUpdates;
    if (Result<void> begun = updateRun(workspace, run, RunState::Running, progress.json()); !begun)
        return tl::make_unexpected(begun.error());

    const Result<engine::TrainReply> reply = trainForRun(
        client, *request, job, progress,
        [&] { (void)updateRun(workspace, run, RunState::Running, progress.json()); },
        [&] {
            if (listener)
                listener(progress);
        });
    if (!reply)
        return failed(reply.error());
    progress.update = reply->updates;
    Result<StoredSupernet> supernet = addResult(workspace, *stored, *plan, request->shape, *reply,
                                                progress);
    if (!supernet)
        return failed(supernet.error());
    if (Result<void> ended = end(RunState::Done, "supernet", plan->name); !ended)
        return tl::make_unexpected(ended.error());
    removeTrainingFolder(workspace, run);
    return supernet;
}

} // namespace auspex
