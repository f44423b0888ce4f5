// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/arch/architecture.h"
#include "core/store/workspace.h"

// What predictors said, and how that was judged. A result is current as long as its task's data has
// not changed since. All calls belong to the workspace's thread.

namespace auspex {

struct StoredPrediction {
    Architecture architecture;
    double value = 0;
    std::optional<double> uncertainty; ///< one standard deviation, in the target's unit

    bool operator==(const StoredPrediction &) const = default;
};

/// What one predictor says about the architectures of one split for one target.
struct PredictionSet {
    std::int64_t predictorId = 0;
    std::string task;
    std::string split;
    std::string target;
    std::vector<StoredPrediction> predictions;
    bool isCurrent = true; ///< given by loading; no meaning for saving
};

/// Replaces the set of the same predictor, task, split and target. Fails where one of them is
/// unknown, a value is not a number, or an architecture stands twice.
Result<void> savePredictions(Workspace &workspace, const PredictionSet &set);

/// Predictions in the order of the task's records. Nothing where there is no such set.
Result<std::optional<PredictionSet>> loadPredictions(Workspace &workspace, std::int64_t predictorId,
                                                     const std::string &task,
                                                     const std::string &split,
                                                     const std::string &target);

struct StoredEvaluation {
    std::int64_t id = 0; ///< given by loading
    std::int64_t predictorId = 0;
    std::string task;
    std::string target;
    nlohmann::json settings; ///< an object: splits, numbers of demonstrations, seeds
    nlohmann::json result;
    std::string createdAt; ///< UTC, given by loading
    bool isCurrent = true; ///< given by loading
};

/// Replaces the result for the same predictor, task, target and settings; gives its id.
Result<std::int64_t> saveEvaluation(Workspace &workspace, const StoredEvaluation &evaluation);

/// Of predictors and tasks that are not deleted, the newest last; only those of the task, unless
/// empty.
Result<std::vector<StoredEvaluation>> loadEvaluations(Workspace &workspace,
                                                      const std::string &task = {});

} // namespace auspex
