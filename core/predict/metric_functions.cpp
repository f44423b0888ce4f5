// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/predict/metric_functions.h"

#include <algorithm>
#include <map>

#include "core/metrics/errors.h"
#include "core/metrics/rank.h"
#include "core/metrics/selection.h"

namespace auspex {

namespace {

constexpr int overlapSize = 5;

bool isConstant(std::span<const double> values)
{
    return std::all_of(values.begin(), values.end(),
                       [&](double value) { return value == values.front(); });
}

/// Whether a group has two items with different values.
bool variesWithinGroups(std::span<const double> values, std::span<const int> groups)
{
    std::map<int, double> firstOf;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const auto first = firstOf.emplace(groups[i], values[i]).first;
        if (first->second != values[i])
            return true;
    }
    return false;
}

std::string whyNoRanking(const Sample &sample)
{
    if (sample.target.size() < 2)
        return "A ranking needs at least two test architectures.";
    if (isConstant(sample.predicted))
        return "All predictions are equal, so there is no ranking.";
    return "All TFS scores are equal, so there is nothing to rank.";
}

std::string whyNoRankingWithinDepth(const Sample &sample)
{
    if (sample.target.size() < 2 || isConstant(sample.predicted) || isConstant(sample.target))
        return whyNoRanking(sample);
    if (!variesWithinGroups(sample.predicted, sample.group))
        return "Predictions are equal within each decoder depth, so there is no ranking within "
               "one.";
    return "No two test architectures of the same decoder depth differ in both prediction and TFS "
           "score.";
}

} // namespace

const std::array<MetricInfo, metricCount> &allMetrics()
{
    static constexpr std::array<MetricInfo, metricCount> metrics{{
        {MetricId::Mae, "mae", "MAE", -1, true},
        {MetricId::Rmse, "rmse", "RMSE", -1, true},
        {MetricId::Bias, "bias", "Bias", 0, true},
        {MetricId::Tau, "tau", "Kendall tau", 1, false},
        {MetricId::TauWithinDepth, "tau_within_depth", "Kendall tau within depth", 1, false},
        {MetricId::Spearman, "spearman", "Spearman", 1, false},
        {MetricId::RegretAt1, "regret_at_1", "Regret at 1", -1, false},
        {MetricId::OverlapAt5, "overlap_at_5", "Overlap at 5", 1, false},
    }};
    return metrics;
}

Metric metricFunction(MetricId id)
{
    switch (id) {
    case MetricId::Mae:
        return [](const Sample &s) { return meanAbsoluteError(s.predicted, s.target); };
    case MetricId::Rmse:
        return [](const Sample &s) { return rootMeanSquaredError(s.predicted, s.target); };
    case MetricId::Bias:
        return [](const Sample &s) { return bias(s.predicted, s.target); };
    case MetricId::Tau:
        return [](const Sample &s) { return kendallTauB(s.predicted, s.target); };
    case MetricId::TauWithinDepth:
        return [](const Sample &s) { return tauWithinGroups(s.predicted, s.target, s.group); };
    case MetricId::Spearman:
        return [](const Sample &s) { return spearman(s.predicted, s.target); };
    case MetricId::RegretAt1:
        return [](const Sample &s) { return regretAtK(s.predicted, s.target, 1); };
    case MetricId::OverlapAt5:
        return [](const Sample &s) { return topKOverlap(s.predicted, s.target, overlapSize); };
    }
    return {};
}

bool isMeaningful(const MetricInfo &info, PredictionScale scale)
{
    return !info.needsScoreScale || scale == PredictionScale::Score;
}

std::string whyUndefined(MetricId id, const Sample &sample)
{
    switch (id) {
    case MetricId::Tau:
    case MetricId::Spearman:
        return whyNoRanking(sample);
    case MetricId::TauWithinDepth:
        return whyNoRankingWithinDepth(sample);
    case MetricId::OverlapAt5:
        return "The overlap of the best five needs at least five test architectures.";
    case MetricId::Mae:
    case MetricId::Rmse:
    case MetricId::Bias:
    case MetricId::RegretAt1:
        break;
    }
    return "It is not defined on these predictions.";
}

std::string whyNoErrors(const PredictorSpec &spec)
{
    return specTitle(spec) + " ranks architectures and predicts no score; calibrated:linear:"
           + specText(spec) + " makes one of it.";
}

} // namespace auspex
