// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/arch/tfs_data.h"
#include "core/corpus/corpus.h"
#include "core/engine/training_messages.h"
#include "core/supernets/split_data.h"
#include "core/supernets/tfs_training.h"

namespace auspex {

/// What a plan's names stand for.
struct TfsMaterial {
    Corpus corpus;
    SupernetShape shape;
    std::vector<std::string> splits; ///< those of "valid" and "test" that the corpus has
};
Result<TfsMaterial> tfsMaterial(Workspace &workspace, const TfsTrainingPlan &plan);

/// One call of runTfsTraining().
class TfsTrainingRun {
public:
    TfsTrainingRun(Workspace &workspace, engine::Client &client, const StoredRun &stored,
                   const TfsTrainingPlan &plan, Job &job, const TfsTrainingListener &listener);

    Result<TfsTrainingSummary> run();

private:
    struct Split {
        SplitData data;
        std::vector<std::string> references;
    };

    Result<TfsTrainingSummary> runAll();
    Result<void> prepare();
    /// The scores that the task has of each architecture by now.
    Result<std::vector<TargetScores>> knownScores();
    Result<void> trainOne(std::size_t index);
    Result<void> addBleu(const std::string &split, std::size_t index, const std::string &weights,
                         TargetScores &scores);
    Result<void> keep(std::size_t index, const TargetScores &scores);
    void setEntry(std::size_t index, const std::string &state, const TargetScores &scores);
    Result<void> write(RunState state);

    Workspace &m_workspace;
    engine::Client &m_client;
    const StoredRun &m_stored;
    const TfsTrainingPlan &m_plan;
    Job &m_job;
    const TfsTrainingListener &m_listener;

    std::optional<TfsMaterial> m_material;
    std::optional<TemporaryFolder> m_folder;
    std::map<std::string, Split> m_splits;
    TrainingProgress m_training; ///< of the one in work
    nlohmann::json m_progress = nlohmann::json::object();
    std::size_t m_done = 0;
};

} // namespace auspex
