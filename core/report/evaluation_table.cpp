// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/evaluation_table.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "core/base/text.h"

namespace auspex {

namespace {

/// Lower is better, whatever the metric wants.
double distanceFromIdeal(double value, int direction)
{
    return direction == 0 ? std::abs(value) : -direction * value;
}

bool holdsBest(const MetricSummary &summary, double best, int direction)
{
    if (!std::isfinite(summary.low) || !std::isfinite(summary.high))
        return false;
    const auto within = [&](double value) { return summary.low <= value && value <= summary.high; };
    return direction == 0 ? within(best) || within(-best) : within(best);
}

std::vector<std::string> splitNames(const Evaluation &evaluation)
{
    std::vector<std::string> names = evaluation.options.splits;
    for (const PredictorEvaluation &predictor : evaluation.predictors) {
        if (predictor.splits.empty())
            continue;
        names.clear();
        for (const SplitOutcome &outcome : predictor.splits)
            names.push_back(outcome.split);
        break;
    }
    return names;
}

TableCell textCell(std::string text)
{
    return {.value = std::move(text)};
}

TableCell metricCell(const PredictorEvaluation &predictor, std::size_t metric, double value,
                     std::optional<double> spread = {})
{
    if (predictor.error)
        return {.reason = predictor.error->message};
    if (!std::isfinite(value))
        return {.reason = predictor.metrics[metric].reason};
    return {.value = value, .spread = spread};
}

std::vector<TableCell> dataRow(const Evaluation &evaluation, const PredictorEvaluation &predictor)
{
    std::vector<TableCell> row = {
        textCell(evaluation.task),
        textCell(evaluation.options.target),
        textCell(specText(predictor.spec)),
        {.value = std::int64_t{evaluation.options.demonstrations}},
        textCell(join(splitNames(evaluation), " ")),
        {.value = static_cast<std::int64_t>(evaluation.testCount
                                            - (predictor.error ? 0 : predictor.missed))},
    };
    for (std::size_t i = 0; i < metricCount; ++i) {
        const MetricSummary &summary = predictor.metrics[i];
        row.push_back(metricCell(predictor, i, summary.mean, summary.std));
        row.push_back(metricCell(predictor, i, summary.low));
        row.push_back(metricCell(predictor, i, summary.high));
    }
    return row;
}

ResultTable dataTable(std::span<const Evaluation> evaluations)
{
    ResultTable table;
    table.columns = {
        {.key = "task", .title = "Task"},
        {.key = "target", .title = "Target"},
        {.key = "predictor", .title = "Predictor"},
        {.key = "demonstrations", .title = "Demonstrations", .kind = ColumnKind::Integer},
        {.key = "splits", .title = "Splits"},
        {.key = "n", .title = "Judged", .kind = ColumnKind::Integer},
    };
    for (const MetricInfo &metric : allMetrics()) {
        const std::string key(metric.key);
        const std::string title(metric.title);
        const auto column = [&](const char *end, const char *name) {
            return TableColumn{.key = key + end, .title = title + name, .kind = ColumnKind::Number};
        };
        table.columns.push_back(column("_mean", ""));
        table.columns.back().hasSpread = true;
        table.columns.push_back(column("_low", ", low"));
        table.columns.push_back(column("_high", ", high"));
    }
    for (const Evaluation &evaluation : evaluations) {
        for (const PredictorEvaluation &predictor : evaluation.predictors)
            table.rows.push_back(dataRow(evaluation, predictor));
    }
    return table;
}

/// True where the evaluations disagree on what `value` says of them.
template<typename Value>
bool differ(std::span<const Evaluation> evaluations, Value value)
{
    return std::any_of(evaluations.begin(), evaluations.end(), [&](const Evaluation &evaluation) {
        return value(evaluation) != value(evaluations.front());
    });
}

std::string captionOf(std::span<const Evaluation> evaluations, bool severalTasks,
                      bool severalTargets)
{
    if (evaluations.empty())
        return {};
    const Evaluation &first = evaluations.front();
    std::string caption = "Predictors judged on ";
    caption += severalTasks ? std::to_string(evaluations.size()) + " tasks" : first.task;
    if (!severalTargets)
        caption.append(", ").append(first.options.target);
    caption += ": mean ± standard deviation over the splits";
    if (const std::vector<std::string> names = splitNames(first); !names.empty())
        caption.append(" ").append(join(names, ", "));
    caption.append("; ").append(std::to_string(first.options.demonstrations));
    caption += " demonstrations.";
    if (first.options.resamples > 0) {
        caption += " Not told apart from the best: the ";
        caption += formatDouble(std::round(first.options.level * 1000) / 10);
        caption += " % bootstrap interval holds the best mean.";
    }
    return caption;
}

ResultTable peopleTable(std::span<const Evaluation> evaluations, std::span<const MetricId> metrics)
{
    const bool severalTasks = differ(evaluations, [](const auto &one) { return one.task; });
    const bool severalTargets = differ(evaluations,
                                       [](const auto &one) { return one.options.target; });
    ResultTable table;
    table.caption = captionOf(evaluations, severalTasks, severalTargets);
    table.label = "tab:predictors";
    if (severalTasks)
        table.columns.push_back({.key = "task", .title = "Task"});
    if (severalTargets)
        table.columns.push_back({.key = "target", .title = "Target"});
    table.columns.push_back({.key = "predictor", .title = "Predictor"});
    std::vector<std::size_t> shown;
    for (std::size_t i = 0; i < metricCount; ++i) {
        const MetricInfo &metric = allMetrics()[i];
        if (!metrics.empty()
            && std::find(metrics.begin(), metrics.end(), metric.id) == metrics.end())
            continue;
        shown.push_back(i);
        table.columns.push_back({.key = std::string(metric.key),
                                 .title = std::string(metric.title),
                                 .kind = ColumnKind::Number,
                                 .hasSpread = true});
    }
    for (const Evaluation &evaluation : evaluations) {
        const std::vector<MetricEmphasis> emphasis = metricEmphasis(evaluation);
        for (std::size_t p = 0; p < evaluation.predictors.size(); ++p) {
            const PredictorEvaluation &predictor = evaluation.predictors[p];
            std::vector<TableCell> row;
            if (severalTasks)
                row.push_back(textCell(evaluation.task));
            if (severalTargets)
                row.push_back(textCell(evaluation.options.target));
            row.push_back(textCell(specTitle(predictor.spec)));
            for (const std::size_t i : shown) {
                const MetricSummary &summary = predictor.metrics[i];
                row.push_back(metricCell(predictor, i, summary.mean, summary.std));
                row.back().emphasis = emphasis[p][i];
            }
            table.rows.push_back(std::move(row));
        }
    }
    return table;
}

} // namespace

std::vector<MetricEmphasis> metricEmphasis(const Evaluation &evaluation)
{
    std::vector<MetricEmphasis> marks(evaluation.predictors.size(), MetricEmphasis{});
    for (std::size_t i = 0; i < metricCount; ++i) {
        const int direction = allMetrics()[i].direction;
        std::optional<double> best;
        for (const PredictorEvaluation &predictor : evaluation.predictors) {
            const double mean = predictor.metrics[i].mean;
            if (!predictor.error && std::isfinite(mean)
                && (!best
                    || distanceFromIdeal(mean, direction) < distanceFromIdeal(*best, direction)))
                best = mean;
        }
        for (std::size_t p = 0; best && p < marks.size(); ++p) {
            const PredictorEvaluation &predictor = evaluation.predictors[p];
            const MetricSummary &summary = predictor.metrics[i];
            if (predictor.error || !std::isfinite(summary.mean))
                continue;
            if (distanceFromIdeal(summary.mean, direction) == distanceFromIdeal(*best, direction))
                marks[p][i] = Emphasis::Best;
            else if (holdsBest(summary, *best, direction))
                marks[p][i] = Emphasis::Tied;
        }
    }
    return marks;
}

EvaluationForm formFor(TableFormat format)
{
    const bool data = format == TableFormat::Csv || format == TableFormat::Tsv
                      || format == TableFormat::Json;
    return data ? EvaluationForm::Data : EvaluationForm::People;
}

ResultTable evaluationTable(std::span<const Evaluation> evaluations, EvaluationForm form,
                            std::span<const MetricId> metrics)
{
    return form == EvaluationForm::Data ? dataTable(evaluations)
                                        : peopleTable(evaluations, metrics);
}

} // namespace auspex
