// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "core/base/job.h"
#include "core/predict/latency_predictor.h"

namespace auspex {

/// How far predicted latencies are from measured ones.
struct LatencyScores {
    std::size_t rows = 0;
    double rmseMs = 0.0;
    double mapd = 0.0; ///< mean of |predicted - measured| / measured, a fraction
    double tau = 0.0;  ///< Kendall's tau-b
};

LatencyScores latencyScores(std::span<const double> predictedMs, std::span<const LatencyRow> rows);

/// HAT's split: shuffled, the first 80 % to train, 10 % to choose settings by, the rest to test.
struct LatencySplit {
    std::vector<LatencyRow> training;
    std::vector<LatencyRow> validation;
    std::vector<LatencyRow> test;
};
LatencySplit splitLatencyData(std::vector<LatencyRow> rows, std::uint64_t seed);

struct LatencyStudyOptions {
    int hiddenWidth = 400; ///< the paper's network: 486,001 parameters
    int hiddenLayers = 4;
    MlpTraining training;
    double normMs = 200.0;
    std::uint64_t seed = 1;
    bool compare = true; ///< with the methods below, besides the perceptron
};

/// The norm of a data set where nobody says: HAT's of the device that the file is named after
/// (latencyNormOf()), else the mean latency. There is at least one row.
double latencyNormFor(const std::filesystem::path &file, std::span<const LatencyRow> rows);

/// A method's scores on the test part.
struct LatencyContender {
    std::string name;     ///< "mlp", "ridge", "ols:decoder_layers", "knn", "gp", "mean"
    std::string settings; ///< what the validation part chose: "k = 5"
    LatencyScores scores;
    std::string problem; ///< a sentence where the method could not be fitted; there are no scores
};

struct LatencyStudy {
    LatencyPredictor predictor;
    std::vector<LatencyContender> contenders; ///< the perceptron first
};

/// Trains the perceptron and judges it beside the regressions of core/predict, all on one split:
/// fitted to the training part, their penalty, neighbours and kernel chosen by the error on the
/// validation part. From 20 rows on.
Result<LatencyStudy> studyLatency(const std::vector<LatencyRow> &rows,
                                  const LatencyStudyOptions &options, Job &job);

} // namespace auspex
