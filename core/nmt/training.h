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

#include <nlohmann/json_fwd.hpp>

#include "core/arch/search_space.h"
#include "core/base/job.h"
#include "core/nmt/adam_options.h"
#include "core/nmt/learning_rate.h"
#include "core/nmt/supernet_model.h"

namespace auspex {

/// Which subnets an update trains (supernets-and-proxies.md, C).
enum class TrainingMode {
    SinglePath, ///< one sampled uniformly (SPOS, HAT)
    Sandwich,   ///< sampled ones, the largest and the smallest
    Scratch,    ///< one architecture of one's own, always (TFS)
};

/// How a supernet, or one architecture in the supernet's tensors, is trained. The defaults are
/// those of HAT's WMT supernets (spec section 6.1).
struct TrainingOptions {
    TrainingMode mode = TrainingMode::SinglePath;
    std::optional<Architecture> architecture; ///< of TrainingMode::Scratch
    int sandwichSampled = 1;                  ///< sampled subnets of a sandwich
    /// The others learn from the largest one's softmax instead of the targets; it goes first then.
    bool isDistilling = false;
    /// Seed of the sampled architectures; without one the sequence is HAT's, the same in every run.
    std::optional<std::uint64_t> samplingSeed;

    std::int64_t maxUpdates = 40000;
    LearningRate learningRate;
    AdamOptions adam;
    DropoutOptions dropout;
    double labelSmoothing = 0.1;
    BatchLimits batches;       ///< of a micro-batch
    int updateFrequency = 128; ///< micro-batches of an update
    std::uint32_t seed = 1;    ///< of weights, batches and dropout

    std::int64_t validationInterval = 1000; ///< updates; 0: never
    std::int64_t checkpointInterval = 1000; ///< updates; at the end there is one in any case
    /// Validations in a row without a better loss after which training ends; 0: never. What counts
    /// is the label-smoothed loss of the last role validated (a supernet's smallest subnet, as in
    /// HAT).
    int patience = 0;

    ModelOptions model;
};

/// A preset by name, with the title that people read.
struct TrainingPreset {
    std::string name;
    std::string title;
    TrainingOptions options;
};

/// "wmt-supernet", "wmt-sandwich", "wmt-scratch", "iwslt-supernet", "iwslt-scratch" (the paper's
/// and HAT's settings) and "small-supernet", "small-sandwich", "small-scratch" (a demo task on a
/// machine without accelerator).
const std::vector<TrainingPreset> &trainingPresets();
std::optional<TrainingOptions> trainingPreset(std::string_view name);

/// Everything but the device and what only says when to look or to save: two trainings with the
/// same description, data and initial weights give the same weights.
nlohmann::ordered_json trainingJson(const TrainingOptions &options);

/// Fails, naming what is wrong.
Result<void> checkTraining(const TrainingOptions &options, const SearchSpace &space,
                           const SupernetShape &shape);

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
