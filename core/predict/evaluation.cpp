// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/predict/evaluation.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/metrics/bootstrap.h"
#include "core/predict/judged_columns.h"
#include "core/predict/judged_splits.h"
#include "core/predict/metric_functions.h"
#include "core/predict/missed_records.h"

namespace auspex {

namespace {

constexpr double undefined = std::numeric_limits<double>::quiet_NaN();

Result<SplitOutcome> predictSplit(const PredictorSpec &spec, Predictor &predictor,
                                  const JudgedSplit &split, Job &job)
{
    if (const auto fitted = predictor.fit(split.demonstrations, job); !fitted)
        return tl::make_unexpected(fitted.error());
    auto predictions = predictor.predict(split.architectures, job);
    if (!predictions)
        return tl::make_unexpected(predictions.error());
    SplitOutcome outcome;
    for (std::size_t i = 0; i < predictions->size(); ++i) {
        Prediction &prediction = (*predictions)[i];
        if (prediction.isMissing()) {
            outcome.missed.push_back(
                {split.records[i], std::move(prediction.problem), prediction.isUnasked});
            continue;
        }
        if (!std::isfinite(prediction.value))
            return failure(ErrorCode::Internal,
                           specText(spec) + " gives no finite number for "
                               + architectureKey(split.architectures[i])
                               + "; look for extreme values in what it is computed from.");
        outcome.records.push_back(split.records[i]);
        outcome.target.push_back(split.target[i]);
        outcome.predictions.push_back(std::move(prediction));
    }
    outcome.split = split.name;
    outcome.explanation = predictor.explanation();
    outcome.metrics.fill(undefined);
    return outcome;
}

/// The predictor's row without metrics. Fails only where cancelled; other errors go into the row.
Result<PredictorEvaluation> predictAll(const PredictorSpec &spec,
                                       const std::shared_ptr<const Knowledge> &knowledge,
                                       const std::vector<JudgedSplit> &splits, Job &job)
{
    PredictorEvaluation row;
    row.spec = spec;
    const auto refused = [&](Error error) {
        row.splits.clear();
        row.error = std::move(error);
        return row;
    };
    for (const JudgedSplit &split : splits) {
        if (job.isCancelled())
            return cancelled();
        const auto predictor = makePredictor(spec, knowledge);
        if (!predictor)
            return refused(predictor.error());
        row.scale = (*predictor)->scale();
        auto outcome = predictSplit(spec, **predictor, split, job);
        if (!outcome) {
            Error error = outcome.error();
            if (error.code == ErrorCode::Cancelled)
                return tl::make_unexpected(error);
            error.message = "Split " + split.name + ": " + error.message;
            return refused(std::move(error));
        }
        row.splits.push_back(std::move(*outcome));
    }
    countRecords(row);
    if (auto error = tooFewPredictions(row))
        return refused(std::move(*error));
    return row;
}

/// Mean and population deviation over the splits where there is a value.
void summarise(MetricSummary &summary, const std::vector<double> &bySplit)
{
    double sum = 0.0;
    double count = 0.0;
    for (const double value : bySplit) {
        if (!std::isnan(value)) {
            sum += value;
            count += 1.0;
        }
    }
    summary.mean = count > 0.0 ? sum / count : undefined;
    double squares = 0.0;
    for (const double value : bySplit) {
        if (!std::isnan(value))
            squares += (value - summary.mean) * (value - summary.mean);
    }
    summary.std = count > 0.0 ? std::sqrt(squares / count) : undefined;
}

/// Fills the row's metrics, of each split and over all, and says why one is missing.
void measure(PredictorEvaluation &row, const std::vector<JudgedSplit> &splits,
             std::vector<std::string> &notes)
{
    const JudgedColumns columns = columnsOf(row, splits);
    const std::vector<SplitScores> scores = scoresOf(columns);
    for (std::size_t m = 0; m < metricCount; ++m) {
        const MetricInfo &info = allMetrics()[m];
        MetricSummary &summary = row.metrics[m];
        summary = {undefined, undefined, undefined, undefined, std::nullopt, {}};
        if (!isMeaningful(info, row.scale)) {
            summary.reason = whyNoErrors(row.spec);
            continue;
        }
        const std::vector<double> bySplit = metricBySplit(scores, metricFunction(info.id));
        summarise(summary, bySplit);
        for (std::size_t s = 0; s < splits.size(); ++s) {
            row.splits[s].metrics[m] = bySplit[s];
            if (!std::isnan(bySplit[s]))
                continue;
            const std::string reason = whyUndefined(
                info.id, {scores[s].predicted, scores[s].target, scores[s].group});
            if (std::isnan(summary.mean))
                summary.reason = reason;
            else
                notes.push_back("The " + std::string(info.title) + " of " + specTitle(row.spec)
                                + " leaves out split " + splits[s].name + ": " + reason);
        }
    }
}

/// Intervals of the row's metrics, and tests against the baseline where there is one.
Result<void> resample(PredictorEvaluation &row, const PredictorEvaluation *baseline,
                      const std::vector<JudgedSplit> &splits, const EvaluationOptions &options,
                      const Job &job)
{
    const BootstrapOptions bootstrap{options.resamples, options.level, options.seed};
    std::vector<std::size_t> measured;
    std::vector<Metric> metrics;
    for (std::size_t m = 0; m < metricCount; ++m) {
        if (!std::isnan(row.metrics[m].mean)) {
            measured.push_back(m);
            metrics.push_back(metricFunction(allMetrics()[m].id));
        }
    }
    const JudgedColumns columns = columnsOf(row, splits);
    const std::vector<SplitScores> scores = scoresOf(columns);
    const auto intervals = bootstrapIntervals(scores, metrics, bootstrap, job);
    if (!intervals)
        return tl::make_unexpected(intervals.error());
    for (std::size_t i = 0; i < measured.size(); ++i) {
        row.metrics[measured[i]].low = (*intervals)[i].low;
        row.metrics[measured[i]].high = (*intervals)[i].high;
    }
    if (!baseline)
        return {};

    std::vector<std::size_t> compared;
    std::vector<Metric> comparable;
    for (std::size_t i = 0; i < measured.size(); ++i) {
        if (!std::isnan(baseline->metrics[measured[i]].mean)) {
            compared.push_back(measured[i]);
            comparable.push_back(metrics[i]);
        }
    }
    const JudgedColumns both = columnsOf(row, splits, baseline);
    const JudgedColumns baselines = columnsOf(*baseline, splits, &row);
    const auto tests = pairedBootstraps(scoresOf(both), scoresOf(baselines), comparable, bootstrap,
                                        job);
    if (!tests)
        return tl::make_unexpected(tests.error());
    for (std::size_t i = 0; i < compared.size(); ++i) {
        if (!std::isnan((*tests)[i].pValue))
            row.metrics[compared[i]].pValue = (*tests)[i].pValue;
    }
    return {};
}

bool predictTheSame(const PredictorEvaluation &a, const PredictorEvaluation &b)
{
    return std::equal(a.splits.begin(), a.splits.end(), b.splits.begin(), b.splits.end(),
                      [](const SplitOutcome &first, const SplitOutcome &second) {
                          return std::equal(first.predictions.begin(), first.predictions.end(),
                                            second.predictions.begin(), second.predictions.end(),
                                            [](const Prediction &p, const Prediction &q) {
                                                return p.value == q.value;
                                            });
                      });
}

/// Two recorded columns that are one and the same are not two pieces of evidence; TFS-Eval has
/// such.
void noteIdenticalColumns(const std::vector<PredictorEvaluation> &rows,
                          std::vector<std::string> &notes)
{
    for (std::size_t i = 0; i < rows.size(); ++i) {
        for (std::size_t j = 0; j < i; ++j) {
            const bool recorded = rows[i].spec.kind == "recorded" && rows[j].spec.kind == "recorded"
                                  && rows[i].spec != rows[j].spec;
            if (recorded && !rows[i].error && !rows[j].error && predictTheSame(rows[i], rows[j]))
                notes.push_back(specTitle(rows[j].spec) + " and " + specTitle(rows[i].spec)
                                + " give every test architecture the same score, so they are not "
                                  "two independent predictors.");
        }
    }
}

Result<void> checkOptions(const EvaluationOptions &options, std::size_t predictors)
{
    if (options.demonstrations < 0)
        return failure(ErrorCode::InvalidInput, "The number of demonstrations is "
                                                    + std::to_string(options.demonstrations)
                                                    + "; it must be 0 or more.");
    if (options.resamples < 0)
        return failure(ErrorCode::InvalidInput, "The number of resamples is "
                                                    + std::to_string(options.resamples)
                                                    + "; it must be 0 or more.");
    if (!(options.level > 0.0 && options.level < 1.0))
        return failure(ErrorCode::InvalidInput,
                       "The level of the intervals must lie between 0 and 1, as 0.95 does.");
    const auto isNone = [&](std::size_t index) { return index >= predictors; };
    if ((options.baseline && isNone(*options.baseline))
        || std::any_of(options.substitutes.begin(), options.substitutes.end(), isNone))
        return failure(ErrorCode::InvalidInput,
                       "The baseline is none of the predictors that are to be judged; choose one "
                       "of them.");
    return {};
}

/// Sets what is tested against, and notes where that is not what was asked for.
void chooseBaseline(Evaluation &evaluation)
{
    const EvaluationOptions &options = evaluation.options;
    if (!options.baseline)
        return;
    const std::vector<PredictorEvaluation> &rows = evaluation.predictors;
    if (!rows[*options.baseline].error) {
        evaluation.testedAgainst = options.baseline;
        return;
    }
    const auto found = std::find_if(options.substitutes.begin(), options.substitutes.end(),
                                    [&](std::size_t index) { return !rows[index].error; });
    std::string note = "The baseline " + specTitle(rows[*options.baseline].spec)
                       + " could not be evaluated, so ";
    if (found == options.substitutes.end()) {
        note += "nothing was tested against it.";
    } else {
        evaluation.testedAgainst = *found;
        note += "the others were tested against " + specTitle(rows[*found].spec) + " instead.";
    }
    evaluation.notes.push_back(std::move(note));
}

Result<void> resampleAll(Evaluation &evaluation, const std::vector<JudgedSplit> &splits, Job &job)
{
    const EvaluationOptions &options = evaluation.options;
    std::vector<PredictorEvaluation> &rows = evaluation.predictors;
    chooseBaseline(evaluation);
    const PredictorEvaluation *baseline = evaluation.testedAgainst
                                              ? &rows[*evaluation.testedAgainst]
                                              : nullptr;
    const auto each = static_cast<std::int64_t>(options.resamples);
    const auto total = each * static_cast<std::int64_t>(rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
        job.report({each * static_cast<std::int64_t>(i), total, "resamples",
                    "resampling " + specTitle(rows[i].spec), std::nullopt});
        if (rows[i].error)
            continue;
        const PredictorEvaluation *against = &rows[i] == baseline ? nullptr : baseline;
        if (against)
            noteShared(rows[i], *against, splits, evaluation.notes);
        if (auto done = resample(rows[i], against, splits, options, job); !done)
            return done;
    }
    job.report({total, total, "resamples", "resampled", std::nullopt});
    return {};
}

std::shared_ptr<const Knowledge> sharedKnowledge(const TfsTask &task, const std::string &target,
                                                 const PredictorServices &services)
{
    Knowledge knowledge = knowledgeOf(task, target);
    knowledge.services = services;
    return std::make_shared<const Knowledge>(std::move(knowledge));
}

} // namespace

Result<Evaluation> evaluate(const TfsTask &task, const std::vector<PredictorSpec> &predictors,
                            const EvaluationOptions &options, Job &job,
                            const PredictorServices &services)
{
    if (const auto checked = checkOptions(options, predictors.size()); !checked)
        return tl::make_unexpected(checked.error());
    Evaluation evaluation;
    evaluation.task = task.name;
    evaluation.options = options;
    const auto splits = judgedSplits(task, options, evaluation.notes);
    if (!splits)
        return tl::make_unexpected(splits.error());
    for (const JudgedSplit &split : *splits)
        evaluation.testCount += split.records.size();

    const auto knowledge = sharedKnowledge(task, options.target, services);
    const auto perRow = static_cast<std::int64_t>(splits->size());
    const auto total = perRow * static_cast<std::int64_t>(predictors.size());
    for (std::size_t i = 0; i < predictors.size(); ++i) {
        job.report({perRow * static_cast<std::int64_t>(i), total, "predictions",
                    "fitting " + specTitle(predictors[i]), std::nullopt});
        auto row = predictAll(predictors[i], knowledge, *splits, job);
        if (!row)
            return tl::make_unexpected(row.error());
        if (!row->error) {
            noteMissed(*row, evaluation.notes);
            measure(*row, *splits, evaluation.notes);
        }
        evaluation.predictors.push_back(std::move(*row));
    }
    noteIdenticalColumns(evaluation.predictors, evaluation.notes);
    if (options.resamples > 0) {
        if (const auto done = resampleAll(evaluation, *splits, job); !done)
            return tl::make_unexpected(done.error());
    }
    return evaluation;
}

} // namespace auspex
