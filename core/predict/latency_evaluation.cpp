// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/predict/latency_evaluation.h"

#include <cmath>

#include "core/metrics/errors.h"
#include "core/metrics/rank.h"
#include "core/predict/latency_contenders.h"

namespace auspex {

namespace {

constexpr std::size_t fewestRows = 20;

FloatMatrix targetsOf(std::span<const LatencyRow> rows, double normMs)
{
    FloatMatrix y(static_cast<Eigen::Index>(rows.size()), 1);
    for (std::size_t i = 0; i < rows.size(); ++i)
        y(static_cast<Eigen::Index>(i), 0) = static_cast<float>(rows[i].totalMs() / normMs);
    return y;
}

Result<LatencyPredictor> trainPredictor(const LatencySplit &split,
                                        const LatencyStudyOptions &options, Job &job)
{
    std::vector<int> widths = {static_cast<int>(std::tuple_size_v<Encoding>)};
    widths.insert(widths.end(), static_cast<std::size_t>(options.hiddenLayers),
                  options.hiddenWidth);
    widths.push_back(1);
    Random random(options.seed, "latency predictor");
    MlpTraining training = options.training;
    training.seed = options.seed;
    Result<Mlp> mlp = trainMlp(makeMlp(widths, random), latencyInputs(split.training),
                               targetsOf(split.training, options.normMs), training, job);
    if (!mlp)
        return tl::make_unexpected(mlp.error());
    return LatencyPredictor{std::move(*mlp), options.normMs, {}};
}

} // namespace

LatencyScores latencyScores(std::span<const double> predictedMs, std::span<const LatencyRow> rows)
{
    LatencyScores scores;
    scores.rows = rows.size();
    std::vector<double> measured;
    double deviation = 0.0;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        measured.push_back(rows[i].totalMs());
        deviation += std::abs(predictedMs[i] - measured[i]) / measured[i];
    }
    scores.rmseMs = rootMeanSquaredError(predictedMs, measured);
    scores.mapd = deviation / static_cast<double>(rows.size());
    scores.tau = kendallTauB(predictedMs, measured);
    return scores;
}

LatencySplit splitLatencyData(std::vector<LatencyRow> rows, std::uint64_t seed)
{
    Random random(seed, "latency split");
    random.shuffle(rows);
    const auto training = static_cast<std::ptrdiff_t>(rows.size() * 8 / 10);
    const auto validation = static_cast<std::ptrdiff_t>(rows.size() / 10);
    LatencySplit split;
    split.training.assign(rows.begin(), rows.begin() + training);
    split.validation.assign(rows.begin() + training, rows.begin() + training + validation);
    split.test.assign(rows.begin() + training + validation, rows.end());
    return split;
}

double latencyNormFor(const std::filesystem::path &file, std::span<const LatencyRow> rows)
{
    if (const std::optional<double> known = latencyNormOf(file.filename().string()))
        return *known;
    double sum = 0.0;
    for (const LatencyRow &row : rows)
        sum += row.totalMs();
    return sum / static_cast<double>(rows.size());
}

Result<LatencyStudy> studyLatency(const std::vector<LatencyRow> &rows,
                                  const LatencyStudyOptions &options, Job &job)
{
    if (rows.size() < fewestRows)
        return failure(ErrorCode::InvalidInput,
                       "A latency predictor needs at least " + std::to_string(fewestRows)
                           + " measurements, and there are " + std::to_string(rows.size())
                           + "; measure more.");
    const LatencySplit split = splitLatencyData(rows, options.seed);
    Result<LatencyPredictor> predictor = trainPredictor(split, options, job);
    if (!predictor)
        return tl::make_unexpected(predictor.error());
    LatencyStudy study;
    study.contenders.push_back({"mlp",
                                std::to_string(predictor->mlp.parameterCount()) + " parameters",
                                latencyScores(predictor->predictMs(split.test), split.test),
                                {}});
    study.predictor = std::move(*predictor);
    if (!options.compare)
        return study;
    Result<std::vector<LatencyContender>> others = latencyContenders(split, job);
    if (!others)
        return tl::make_unexpected(others.error());
    std::move(others->begin(), others->end(), std::back_inserter(study.contenders));
    return study;
}

} // namespace auspex
