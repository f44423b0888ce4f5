// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "core/arch/search_space.h"
#include "core/arch/supernet.h"
#include "core/tensors/token_batch.h"
#include "core/training/adam_options.h"
#include "core/training/learning_rate.h"
#include "core/training/model_options.h"

// How networks are trained, as plain values: what a front chooses, stores and sends to the engine.

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

/// Sets maxUpdates, and stretches the warm-up with it.
void setMaxUpdates(TrainingOptions &options, std::int64_t updates);

/// Sets the highest learning rate; the lower ones of the schedule come down with it where they
/// would lie above.
void setHighestLearningRate(TrainingOptions &options, double rate);

/// Everything but the device and what only says when to look or to save: two trainings with the
/// same description, data and initial weights give the same weights.
nlohmann::ordered_json trainingJson(const TrainingOptions &options);

/// Fails, naming what is wrong.
Result<void> checkTraining(const TrainingOptions &options, const SearchSpace &space,
                           const SupernetShape &shape);

} // namespace auspex
