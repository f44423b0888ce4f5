// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/predict/latency_contenders.h"

#include <functional>
#include <limits>

#include "core/base/text.h"
#include "core/predict/gaussian_process.h"
#include "core/predict/neighbours.h"
#include "core/predict/regression.h"
#include "core/predict/simple_predictors.h"

namespace auspex {

namespace {

constexpr std::size_t decoderLayersPlace = 5; ///< among the averages

/// The kernel is chosen on as many rows, for its cost grows with their cube.
constexpr std::size_t kernelRows = 400;

/// Predictors take architectures: each row stands for one that has its averages.
struct Part {
    std::vector<Demonstration> measured;
    std::vector<Architecture> architectures;
    std::span<const LatencyRow> rows;
};

Result<Part> partOf(std::span<const LatencyRow> rows)
{
    Part part;
    part.rows = rows;
    for (const LatencyRow &row : rows) {
        Result<Architecture> architecture = architectureWith(row);
        if (!architecture)
            return tl::make_unexpected(architecture.error());
        part.measured.push_back({*architecture, row.totalMs()});
        part.architectures.push_back(std::move(*architecture));
    }
    return part;
}

std::vector<Column> encodingColumns()
{
    std::vector<Column> columns;
    for (std::size_t i = 0; i < std::tuple_size_v<Encoding>; ++i)
        columns.push_back(
            {"average " + std::to_string(i + 1), "average " + std::to_string(i + 1),
             [i](const Architecture &architecture) { return latencyEncoding(architecture)[i]; }});
    return columns;
}

std::vector<Column> depthColumn()
{
    return {{"decoder_layers", "decoder layers", [](const Architecture &architecture) {
                 return latencyEncoding(architecture)[decoderLayersPlace];
             }}};
}

/// One setting of a method.
struct Candidate {
    std::string settings;
    std::function<std::unique_ptr<Predictor>()> make;
};

struct Method {
    std::string name;
    std::vector<Candidate> candidates;
    std::size_t rowsToChoose = std::numeric_limits<std::size_t>::max();
};

std::vector<Method> allMethods()
{
    Method ridge{"ridge", {}};
    for (const double penalty : {1e-4, 1e-3, 1e-2, 0.1, 1.0, 10.0})
        ridge.candidates.push_back({"penalty " + formatDouble(penalty), [penalty] {
                                        return ridgePredictor("ridge", encodingColumns(), penalty,
                                                              RidgeScaling::AsIs);
                                    }});
    Method neighbours{"knn", {}};
    for (const std::size_t k : {1U, 3U, 5U, 10U, 20U})
        neighbours.candidates.push_back({"k = " + std::to_string(k), [k] {
                                             return nearestNeighbours("knn", encodingColumns(), k);
                                         }});
    Method process{"gp", {}, kernelRows};
    for (const double scale : {1.0, 2.0, 4.0, 8.0, 16.0}) {
        for (const double noise : {1e-4, 1e-3, 1e-2, 0.1})
            process.candidates.push_back(
                {"length scale " + formatDouble(scale) + ", noise " + formatDouble(noise),
                 [scale, noise] {
                     return gaussianProcess("gp", encodingColumns(),
                                            KernelParameters{scale, noise, 1.0});
                 }});
    }
    return {
        {"ols", {{"", [] { return leastSquaresPredictor("ols", encodingColumns()); }}}},
        {"ols:decoder_layers",
         {{"", [] { return leastSquaresPredictor("ols:decoder_layers", depthColumn()); }}}},
        ridge,
        neighbours,
        process,
        {"mean-by-depth", {{"", [] { return depthMeanPredictor("mean-by-depth"); }}}},
        {"mean", {{"", [] { return meanPredictor("mean"); }}}},
    };
}

/// The scores on `judged` of a predictor that was fitted to `shown`.
Result<LatencyScores> judge(const Candidate &candidate, std::span<const Demonstration> shown,
                            const Part &judged, Job &job)
{
    const std::unique_ptr<Predictor> predictor = candidate.make();
    if (const Result<void> fitted = predictor->fit(shown, job); !fitted)
        return tl::make_unexpected(fitted.error());
    const auto predictions = predictor->predict(judged.architectures, job);
    if (!predictions)
        return tl::make_unexpected(predictions.error());
    std::vector<double> values;
    for (const Prediction &prediction : *predictions)
        values.push_back(prediction.value);
    return latencyScores(values, judged.rows);
}

Result<LatencyContender> judgeMethod(const Method &method, const Part &training,
                                     const Part &validation, const Part &test, Job &job)
{
    const std::span<const Demonstration> shown = training.measured;
    const Candidate *best = &method.candidates.front();
    double leastError = std::numeric_limits<double>::infinity();
    if (method.candidates.size() > 1) {
        for (const Candidate &candidate : method.candidates) {
            if (job.isCancelled())
                return cancelled();
            const auto scores = judge(candidate,
                                      shown.first(std::min(shown.size(), method.rowsToChoose)),
                                      validation, job);
            if (scores && scores->rmseMs < leastError) {
                leastError = scores->rmseMs;
                best = &candidate;
            }
        }
    }
    const Result<LatencyScores> scores = judge(*best, shown, test, job);
    if (!scores && scores.error().code == ErrorCode::Cancelled)
        return tl::make_unexpected(scores.error());
    if (!scores)
        return LatencyContender{method.name, best->settings, {}, scores.error().message};
    return LatencyContender{method.name, best->settings, *scores, {}};
}

} // namespace

Result<std::vector<LatencyContender>> latencyContenders(const LatencySplit &split, Job &job)
{
    const Result<Part> training = partOf(split.training);
    const Result<Part> validation = partOf(split.validation);
    const Result<Part> test = partOf(split.test);
    for (const Result<Part> *part : {&training, &validation, &test}) {
        if (!*part)
            return tl::make_unexpected(part->error());
    }
    std::vector<LatencyContender> contenders;
    const std::vector<Method> methods = allMethods();
    for (const Method &method : methods) {
        if (job.isCancelled())
            return cancelled();
        job.report({static_cast<std::int64_t>(contenders.size()),
                    static_cast<std::int64_t>(methods.size()),
                    "methods",
                    "comparing with " + method.name,
                    {}});
        Result<LatencyContender> judged = judgeMethod(method, *training, *validation, *test, job);
        if (!judged)
            return tl::make_unexpected(judged.error());
        contenders.push_back(std::move(*judged));
    }
    return contenders;
}

} // namespace auspex
