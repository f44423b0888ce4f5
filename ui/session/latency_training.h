// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/base/job.h"
#include "core/predict/latency_evaluation.h"
#include "core/store/workspace.h"

// Latency predictors trained in the desktop, as runs of the workspace: what core's study gives is
// kept, so that it can be seen again.

namespace auspex {

/// StoredRun::kind.
inline constexpr const char *latencyTrainingKind = "latency-training";

struct LatencyTrainingPlan {
    std::string dataset;          ///< HAT's latency CSV
    std::string output;           ///< the predictor's safetensors file
    std::optional<double> normMs; ///< else latencyNormFor()
    LatencyStudyOptions study;
};

struct LatencyTrainingResult {
    double normMs = 0.0;
    std::vector<LatencyContender> contenders;
    /// Of the test part, by the perceptron.
    struct Point {
        double measuredMs = 0.0;
        double predictedMs = 0.0;
    };
    std::vector<Point> points;
};

nlohmann::json latencyTrainingSettings(const LatencyTrainingPlan &plan);
Result<LatencyTrainingPlan> latencyTrainingPlanOf(const nlohmann::json &settings);

/// Of a run's progress; nothing before it is done.
std::optional<LatencyTrainingResult> latencyTrainingResult(const nlohmann::json &progress);

/// Fails, changing nothing, where the data cannot be read or are too few. Gives the run's id.
Result<std::int64_t> addLatencyTraining(Workspace &workspace, const LatencyTrainingPlan &plan);

/// Trains, judges, writes the predictor's file, and keeps the result with the run.
Result<void> runLatencyTraining(Workspace &workspace, std::int64_t run, Job &job);

} // namespace auspex
