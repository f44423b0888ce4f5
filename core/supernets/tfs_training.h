// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/arch/search_space.h"
#include "core/base/job.h"
#include "core/engine/client.h"
#include "core/inference/options.h"
#include "core/store/run_store.h"
#include "core/supernets/training_progress.h"
#include "core/training/training_options.h"

// Architectures trained from scratch by the engine: TFS data of one's own. All calls belong to the
// workspace's thread.

namespace auspex {

/// StoredRun::kind. The settings are those of tfsTrainingSettings(). The progress: {"done",
/// "total", "architectures": [{"state": "waiting", "training", "done" or "known", and where it is
/// done its scores by target, "seconds", "updates"}], "training": TrainingProgress of the one in
/// work, "error"}.
inline constexpr const char *tfsTrainingKind = "tfs-training";

struct TfsTrainingPlan {
    std::string task;   ///< where the scores go; made where it is missing
    std::string corpus; ///< a corpus of the workspace by its name, or a corpus's folder
    SearchSpace space;
    std::vector<Architecture> architectures; ///< each once
    TrainingOptions options; ///< TrainingMode::Scratch without its architecture; threads 0: as many
                             ///< as the engine has at the first start
    BeamOptions beam;
};

/// `count` different architectures, drawn uniformly, the same for a seed; more of them begin with
/// the same ones. `isStratified`: one decoder depth after the other in turn, so that each is drawn
/// equally often, however few networks it has. Fails where the space has too few.
Result<std::vector<Architecture>> architecturesToTrain(const SearchSpace &space, std::size_t count,
                                                       std::uint64_t seed, bool isStratified);

nlohmann::json tfsTrainingSettings(const TfsTrainingPlan &plan);
Result<TfsTrainingPlan> tfsTrainingPlanOf(const nlohmann::json &settings);

/// Adds a run that is not begun yet; fails, changing nothing, where it could not work. Gives its
/// id.
Result<std::int64_t> addTfsTraining(Workspace &workspace, const TfsTrainingPlan &plan);

/// The unfinished run of exactly this plan; 0 where there is none.
Result<std::int64_t> findTfsTraining(Workspace &workspace, const TfsTrainingPlan &plan);

struct TfsTrainingSummary {
    std::string task;
    std::size_t trained = 0; ///< by this call
    std::size_t known = 0;   ///< whose scores were there: of earlier calls, or of other data
};

/// What the one in work has come to, and which it is.
using TfsTrainingListener
    = std::function<void(std::size_t index, const TrainingProgress &progress)>;

/// Trains one architecture after the other. Its weights of the best validation (the last ones
/// without a split "valid") translate the splits "valid" and "test", and its scores go into the
/// task at once: valid_bleu and test_bleu as fairseq computes them, valid_sacrebleu and
/// test_sacrebleu, valid_loss (label-smoothed, a token) and training_seconds, with our counts of
/// parameters and FLOPs. An architecture that the task has valid_bleu or test_bleu of is not
/// trained again. After a kill or a cancel the next call goes on where the checkpoint is.
Result<TfsTrainingSummary> runTfsTraining(Workspace &workspace, engine::Client &client,
                                          std::int64_t run, Job &job,
                                          const TfsTrainingListener &listener = {});

} // namespace auspex
