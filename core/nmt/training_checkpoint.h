// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "core/base/result.h"
#include "core/nmt/adam.h"
#include "core/nmt/supernet_model.h"

namespace auspex {

/// What a training remembers besides weights and moments.
struct TrainingCounters {
    std::int64_t updates = 0;
    double lossScale = 128.0;
    std::int64_t updatesSinceScale = 0; ///< without an overflow
    std::optional<double> bestLoss;
    int validationsWithoutBest = 0;
    bool isFinished = false;
};

/// The checkpoints of one training: files "checkpoint-UPDATES.safetensors" of a folder, the last
/// two kept, and "best.safetensors" with the weights of the best validation.
class TrainingCheckpoints {
public:
    /// `description`: what must be the same for a training to go on.
    TrainingCheckpoints(std::filesystem::path folder, std::string description);

    /// Makes the folder and fails where it cannot hold what the training will write there.
    Result<void> prepare(const SupernetModel &model) const;

    /// Brings model, optimiser and counters to the newest checkpoint's state; one that is damaged
    /// is passed over for the one before it. Nothing where there is none. Fails, naming the first
    /// difference, where it is another training's.
    Result<std::optional<TrainingCounters>> load(SupernetModel &model, Adam &adam) const;

    Result<std::filesystem::path> save(const SupernetModel &model, const Adam &adam,
                                       const TrainingCounters &counters) const;
    Result<std::filesystem::path> saveBest(const SupernetModel &model,
                                           const TrainingCounters &counters) const;

private:
    Result<void> checkSpace(const SupernetModel &model, int copies) const;

    std::filesystem::path m_folder;
    std::string m_description;
};

} // namespace auspex
