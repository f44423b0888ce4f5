// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/predict/predictor_spec.h"

namespace auspex {

/// The metrics of an evaluation, in the order of every table.
enum class MetricId {
    Mae,
    Rmse,
    Bias,
    Tau,
    TauWithinDepth,
    Spearman,
    RegretAt1,
    OverlapAt5,
};
inline constexpr std::size_t metricCount = 8;

struct MetricInfo {
    MetricId id;
    std::string_view key;   ///< "tau_within_depth": the stem of CSV columns
    std::string_view title; ///< "Kendall tau within depth"
    /// +1: higher is better, -1: lower is better, 0: nearest to zero is best.
    int direction;
    bool needsScoreScale; ///< meaningless for a predictor that only ranks
};
const std::array<MetricInfo, metricCount> &allMetrics();

struct EvaluationOptions {
    std::string target = "valid_bleu";
    int demonstrations = 10; ///< shown to each predictor: the first ones of the split
    /// Empty: all of the task's splits, or three drawn ones where it has none; a name that the task
    /// does not have and that is a number draws a split with this seed.
    std::vector<std::string> splits;
    std::uint64_t seed = 1; ///< of the bootstrap
    int resamples = 2000;   ///< 0: no intervals and no tests
    double level = 0.95;
    /// Index into the predictors that the others are tested against; none: no tests.
    std::optional<std::size_t> baseline;
    /// Where the baseline cannot be evaluated, the first of these that can takes its place.
    std::vector<std::size_t> substitutes;
};

/// A test record that a predictor gave no prediction for.
struct MissedRecord {
    std::size_t record = 0; ///< index into TfsTask::records
    std::string problem;    ///< why, a full sentence
    bool isUnasked = false; ///< no LLM was asked for it yet: a run would bring it
};

/// A predictor on one split: predictions and TFS scores of the same test records, in their order.
struct SplitOutcome {
    std::string split;
    std::vector<std::size_t> records; ///< indices into TfsTask::records: those with a prediction
    std::vector<double> target;
    std::vector<Prediction> predictions;       ///< none of them missing
    std::vector<MissedRecord> missed;          ///< the split's other test records
    std::string explanation;                   ///< Predictor::explanation() after fitting
    std::array<double, metricCount> metrics{}; ///< NaN where undefined
};

/// A metric over the splits.
struct MetricSummary {
    double mean = 0.0; ///< NaN where undefined in every split
    double std = 0.0;  ///< of the population, over the splits
    double low = 0.0;  ///< bootstrap interval of the mean; NaN without
    double high = 0.0;
    std::optional<double> pValue; ///< two-sided, against the baseline, paired bootstrap
    std::string reason;           ///< why there is no value, a full sentence; empty if there is
};

struct PredictorEvaluation {
    PredictorSpec spec;
    PredictionScale scale = PredictionScale::Score;
    std::vector<SplitOutcome> splits;
    std::array<MetricSummary, metricCount> metrics;
    std::optional<Error> error; ///< why it could not be evaluated; the rest is then empty
    std::size_t judged = 0;     ///< test architectures with a prediction, summed over the splits
    std::size_t missed = 0;     ///< those without; given with an error, too
    std::size_t unasked = 0;    ///< of these, the ones that a run of the LLM would bring
};

struct Evaluation {
    std::string task;
    EvaluationOptions options;
    std::size_t testCount = 0;                   ///< judged architectures, summed over the splits
    std::vector<PredictorEvaluation> predictors; ///< in the order asked for
    std::optional<std::size_t> testedAgainst;    ///< the baseline or what took its place
    std::vector<std::string>
        notes; ///< what a reader must know: fewer demonstrations than asked, ...
};

/// Judges the predictors on the task's splits. Fails only where nothing can be judged (unknown
/// split, no record with the target) or the job is cancelled; a predictor that cannot be used is
/// reported in its own row. Progress counts predictors times splits, then resamples.
///
/// A predictor is judged on the architectures that it gives a prediction for, and tested against
/// the baseline on those that both do; a note says how many it misses and why. One that predicts
/// fewer than two architectures of a split while it misses others cannot be judged.
Result<Evaluation> evaluate(const TfsTask &task, const std::vector<PredictorSpec> &predictors,
                            const EvaluationOptions &options, Job &job,
                            const PredictorServices &services = {});

} // namespace auspex
