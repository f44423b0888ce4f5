// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include "core/arch/search_space.h"
#include "core/arch/supernet.h"
#include "core/base/job.h"
#include "core/engine/client.h"
#include "core/store/run_store.h"
#include "core/store/supernet_store.h"
#include "core/supernets/training_progress.h"
#include "core/training/training_options.h"

// Supernets trained by the engine, as runs of a workspace. All calls belong to the workspace's
// thread.

namespace auspex {

/// StoredRun::kind. The settings are those of supernetTrainingSettings(), the progress is that of
/// TrainingProgress, with "error" where the run failed and "supernet" (its name) where it is done.
inline constexpr const char *supernetTrainingKind = "supernet-training";

struct SupernetTrainingPlan {
    std::string name;   ///< of the supernet that comes out
    std::string corpus; ///< a corpus of the workspace by its name, or a corpus's folder
    SearchSpace space;
    Mixture mixture = Mixture::None;
    int experts = 2;         ///< of a mixture
    TrainingOptions options; ///< threads 0: as many as the engine has at the first start
};

/// A kind of supernet with the rule of its training: "spos" and "sandwich", and "layer-wise" and
/// "neuron-wise" for mixtures, which are trained with the sandwich rule.
struct TrainingMethod {
    TrainingMode mode = TrainingMode::SinglePath;
    Mixture mixture = Mixture::None;

    bool operator==(const TrainingMethod &) const = default;
};
std::optional<TrainingMethod> trainingMethodNamed(std::string_view name);

nlohmann::json supernetTrainingSettings(const SupernetTrainingPlan &plan);
Result<SupernetTrainingPlan> supernetTrainingPlanOf(const nlohmann::json &settings);

/// Adds a run that is not begun yet. Fails, changing nothing, where it could not work: the name is
/// taken, there is no such corpus, the settings contradict each other. Gives the run's id.
Result<std::int64_t> addSupernetTraining(Workspace &workspace, const SupernetTrainingPlan &plan);

/// The unfinished run of exactly this plan; 0 where there is none.
Result<std::int64_t> findSupernetTraining(Workspace &workspace, const SupernetTrainingPlan &plan);

using TrainingProgressListener = std::function<void(const TrainingProgress &)>;

/// Trains the run, or goes on from its newest checkpoint, which lies in trainingFolder(); on the
/// CPU with the same number of threads the weights are then the same as without the interruption.
/// In the end the weights are an artifact and a supernet, and the checkpoints are gone. A cancelled
/// run is paused, with a checkpoint of its last update; a failed one keeps its checkpoints too.
/// The listener hears of each notice, on this thread; the job's message is the progress's sentence.
Result<StoredSupernet> runSupernetTraining(Workspace &workspace, engine::Client &client,
                                           std::int64_t run, Job &job,
                                           const TrainingProgressListener &listener = {});

} // namespace auspex
