// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/arch/search_space.h"
#include "core/base/job.h"
#include "core/nmt/supernet_model.h"
#include "core/training/training_options.h"

namespace auspex {

struct TrainingData {
    SearchSpace space;
    SupernetShape shape;
    std::span<const TokenPair> training;
    std::span<const TokenPair> validation; ///< may be empty
    /// Weights to begin with instead of fresh ones; ignored when a checkpoint is there.
    const TensorFile *initialWeights = nullptr;
    /// Where checkpoints go, made where it is missing; empty: none are written.
    std::filesystem::path folder;
};

struct RoleLoss {
    std::string role; ///< "sampled", "largest", "smallest", "own"
    Architecture architecture;
    LossSums loss;
};

struct UpdateReport {
    std::int64_t update = 0; ///< done with this one
    double learningRate = 0.0;
    std::vector<RoleLoss> roles;
    double gradientNorm = 0.0; ///< 0 where nothing needed it
    double lossScale = 1.0;
    std::int64_t tokens = 0; ///< target tokens of all passes of this update
    double seconds = 0.0;    ///< of this update
};

struct ValidationReport {
    std::int64_t update = 0;
    std::vector<RoleLoss> roles; ///< the last one decides
    bool isBest = false;
};

/// Called on the training's thread; each may be empty.
struct TrainingListener {
    std::function<void(const UpdateReport &)> onUpdate;
    std::function<void(const ValidationReport &, const SupernetModel &)> onValidation;
    std::function<void(const std::filesystem::path &file, std::int64_t update)> onCheckpoint;
};

struct TrainingOutcome {
    SupernetModel model;
    std::int64_t updates = 0;
    std::int64_t resumedFrom = 0; ///< the update of the checkpoint; 0 for a fresh start
    bool isStoppedEarly = false;
    std::optional<double> bestLoss;   ///< label-smoothed, natural logarithm, a token
    std::filesystem::path checkpoint; ///< the last one; empty without a folder
    std::filesystem::path best;       ///< weights of the best validation; empty without one
};

/// Trains, or goes on where the newest checkpoint of the folder stopped: on the CPU with the same
/// number of threads the weights are then the same, bit for bit, as without the interruption.
/// Checkpoints are safetensors files (weights under fairseq's names, moments, counters), written
/// all or nothing; the last two are kept. Cancelling writes one first. The job's progress counts
/// updates.
Result<TrainingOutcome> train(const TrainingData &data, const TrainingOptions &options, Job &job,
                              const TrainingListener &listener = {});

} // namespace auspex
