// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/ablation_table.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <set>

#include "core/base/text.h"

namespace auspex {

namespace {

constexpr std::array shownMetrics{MetricId::Mae, MetricId::Tau};

/// A row of a table: the same predictor with the same demonstrations on every task.
struct Line {
    std::string model;
    std::string prompt;
    std::string variant;
    std::string title; ///< what people read
    std::string spec;
    int demonstrations = 0;
};

TableCell textCell(std::string text)
{
    return {.value = std::move(text)};
}

std::vector<std::string> taskNames(const Ablation &ablation)
{
    std::vector<std::string> names;
    for (const AblationBlock &block : ablation.blocks) {
        if (std::find(names.begin(), names.end(), block.task) == names.end())
            names.push_back(block.task);
    }
    return names;
}

/// The lines of the blocks with so many demonstrations, the same for every task.
std::vector<Line> linesOf(const Ablation &ablation, int demonstrations)
{
    std::vector<Line> lines;
    for (const AblationBlock &block : ablation.blocks) {
        if (block.demonstrations != demonstrations || block.task != ablation.blocks.front().task)
            continue;
        for (std::size_t i = 0; i < block.evaluation.predictors.size(); ++i) {
            const PredictorSpec &spec = block.evaluation.predictors[i].spec;
            Line line{{}, {}, {}, specTitle(spec), specText(spec), demonstrations};
            if (i < block.rows.size()) {
                const AblationRow &row = ablation.rows[block.rows[i]];
                line.model = row.model;
                line.prompt = row.prompt;
                line.variant = row.variant;
                line.title = row.title;
            }
            lines.push_back(std::move(line));
        }
    }
    return lines;
}

const Evaluation *evaluationOf(const Ablation &ablation, const std::string &task,
                               int demonstrations)
{
    for (const AblationBlock &block : ablation.blocks) {
        if (block.task == task && block.demonstrations == demonstrations)
            return &block.evaluation;
    }
    return nullptr;
}

const PredictorEvaluation *outcomeOf(const Evaluation &evaluation, const std::string &spec)
{
    for (const PredictorEvaluation &predictor : evaluation.predictors) {
        if (specText(predictor.spec) == spec)
            return &predictor;
    }
    return nullptr;
}

TableCell numberCell(const PredictorEvaluation &predictor, const MetricSummary &summary,
                     double value, std::optional<double> spread = {})
{
    if (predictor.error)
        return {.reason = predictor.error->message};
    if (!std::isfinite(value))
        return {.reason = summary.reason};
    return {.value = value, .spread = spread};
}

std::size_t judgedCount(const PredictorEvaluation &predictor)
{
    std::size_t count = 0;
    for (const SplitOutcome &outcome : predictor.splits) {
        for (const Prediction &prediction : outcome.predictions)
            count += std::isfinite(prediction.value) ? 1 : 0;
    }
    return count;
}

std::string splitsOf(const PredictorEvaluation &predictor, const Evaluation &evaluation)
{
    std::vector<std::string> names;
    for (const SplitOutcome &outcome : predictor.splits)
        names.push_back(outcome.split);
    return join(names.empty() ? evaluation.options.splits : names, " ");
}

void addDataColumns(ResultTable &table)
{
    table.columns = {
        {.key = "task", .title = "Task"},
        {.key = "target", .title = "Target"},
        {.key = "model", .title = "Model"},
        {.key = "prompt", .title = "Prompt"},
        {.key = "variant", .title = "Variant"},
        {.key = "predictor", .title = "Predictor"},
        {.key = "demonstrations", .title = "Demonstrations", .kind = ColumnKind::Integer},
        {.key = "splits", .title = "Splits"},
        {.key = "n", .title = "Judged", .kind = ColumnKind::Integer}};
    for (const MetricId id : shownMetrics) {
        const MetricInfo &metric = allMetrics()[static_cast<std::size_t>(id)];
        const auto column = [&](const char *end, const char *name) {
            return TableColumn{.key = std::string(metric.key) + end,
                               .title = std::string(metric.title) + name,
                               .kind = ColumnKind::Number,
                               .decimals = 3};
        };
        table.columns.push_back(column("_mean", ""));
        table.columns.back().hasSpread = true;
        table.columns.push_back(column("_low", ", low"));
        table.columns.push_back(column("_high", ", high"));
        table.columns.push_back(column("_p", ", p"));
    }
    table.columns.push_back({.key = "reference", .title = "Tested against"});
}

std::vector<TableCell> dataRow(const Line &line, const Evaluation &evaluation,
                               const PredictorEvaluation &predictor)
{
    std::vector<TableCell> row = {textCell(evaluation.task),
                                  textCell(evaluation.options.target),
                                  textCell(line.model),
                                  textCell(line.prompt),
                                  textCell(line.variant),
                                  textCell(line.spec),
                                  {.value = std::int64_t{line.demonstrations}},
                                  textCell(splitsOf(predictor, evaluation)),
                                  {.value = static_cast<std::int64_t>(judgedCount(predictor))}};
    for (const MetricId id : shownMetrics) {
        const MetricSummary &summary = predictor.metrics[static_cast<std::size_t>(id)];
        row.push_back(numberCell(predictor, summary, summary.mean, summary.std));
        row.push_back(numberCell(predictor, summary, summary.low));
        row.push_back(numberCell(predictor, summary, summary.high));
        row.push_back(summary.pValue ? TableCell{.value = *summary.pValue} : TableCell{});
    }
    const bool isTested = evaluation.testedAgainst
                          && &evaluation.predictors[*evaluation.testedAgainst] != &predictor;
    row.push_back(
        textCell(isTested ? specText(evaluation.predictors[*evaluation.testedAgainst].spec) : ""));
    return row;
}

ResultTable dataTable(const Ablation &ablation, const std::vector<Line> &lines)
{
    ResultTable table;
    addDataColumns(table);
    for (const std::string &task : taskNames(ablation)) {
        for (const Line &line : lines) {
            const Evaluation *evaluation = evaluationOf(ablation, task, line.demonstrations);
            const PredictorEvaluation *predictor = evaluation ? outcomeOf(*evaluation, line.spec)
                                                              : nullptr;
            if (predictor)
                table.rows.push_back(dataRow(line, *evaluation, *predictor));
        }
    }
    return table;
}

/// Where something else took the reference's place, as it could not be fitted.
std::string substitutesOf(const Ablation &ablation, const std::set<int> &demonstrations)
{
    std::set<std::pair<int, std::string>> found;
    for (const AblationBlock &block : ablation.blocks) {
        const Evaluation &evaluation = block.evaluation;
        if (demonstrations.contains(block.demonstrations) && evaluation.testedAgainst
            && evaluation.testedAgainst != evaluation.options.baseline)
            found.emplace(block.demonstrations,
                          specTitle(evaluation.predictors[*evaluation.testedAgainst].spec));
    }
    std::string text;
    for (const auto &[count, title] : found)
        text += " With " + std::to_string(count)
                + (count == 1 ? " demonstration" : " demonstrations")
                + " that cannot be fitted, and p is against " + title + '.';
    return text;
}

std::string captionOf(const Ablation &ablation, const std::string &what,
                      const std::set<int> &demonstrations)
{
    std::string caption = what + ", " + ablation.plan.target
                          + ": mean ± standard deviation over the splits";
    if (ablation.plan.resamples > 0)
        caption += ", with the ends of its 95 % bootstrap interval";
    caption += '.';
    if (!ablation.plan.reference.empty()) {
        if (const auto spec = parsePredictorSpec(ablation.plan.reference))
            caption += " p: paired bootstrap test against " + specTitle(*spec) + '.'
                       + substitutesOf(ablation, demonstrations);
    }
    return caption;
}

ResultTable emptyPeopleTable(const Ablation &ablation, const std::vector<Line> &lines, bool counts,
                             const std::string &what)
{
    ResultTable table;
    std::set<int> demonstrations;
    for (const Line &line : lines)
        demonstrations.insert(line.demonstrations);
    table.caption = captionOf(ablation, what, demonstrations);
    table.label = counts ? "tab:demonstrations" : "tab:ablation";
    if (taskNames(ablation).size() > 1)
        table.columns.push_back({.key = "task", .title = "Task"});
    table.columns.push_back({.key = "model", .title = "Model"});
    if (ablation.plan.prompts.size() > 1)
        table.columns.push_back({.key = "prompt", .title = "Prompt"});
    table.columns.push_back({.key = "row", .title = counts ? "Predictor" : "Components"});
    if (counts)
        table.columns.push_back(
            {.key = "demonstrations", .title = "Demonstrations", .kind = ColumnKind::Integer});
    for (const MetricId id : shownMetrics) {
        const MetricInfo &metric = allMetrics()[static_cast<std::size_t>(id)];
        const auto column = [&](const char *end, const std::string &title) {
            return TableColumn{
                .key = std::string(metric.key) + end, .title = title, .kind = ColumnKind::Number};
        };
        table.columns.push_back(column("", std::string(metric.title)));
        table.columns.back().hasSpread = true;
        if (ablation.plan.resamples <= 0)
            continue;
        table.columns.push_back(column("_low", "low"));
        table.columns.push_back(column("_high", "high"));
        if (!ablation.plan.reference.empty()) {
            table.columns.push_back(column("_p", "p"));
            table.columns.back().decimals = 3;
        }
    }
    return table;
}

void addFigures(std::vector<TableCell> &row, const AblationPlan &plan,
                const PredictorEvaluation &predictor, const MetricEmphasis &emphasis)
{
    for (const MetricId id : shownMetrics) {
        const auto metric = static_cast<std::size_t>(id);
        const MetricSummary &summary = predictor.metrics[metric];
        row.push_back(numberCell(predictor, summary, summary.mean, summary.std));
        row.back().emphasis = emphasis[metric];
        if (plan.resamples <= 0)
            continue;
        row.push_back(numberCell(predictor, summary, summary.low));
        row.push_back(numberCell(predictor, summary, summary.high));
        if (!plan.reference.empty())
            row.push_back(summary.pValue ? TableCell{.value = *summary.pValue} : TableCell{});
    }
}

ResultTable peopleTable(const Ablation &ablation, const std::vector<Line> &lines, bool counts,
                        const std::string &what)
{
    ResultTable table = emptyPeopleTable(ablation, lines, counts, what);
    const std::vector<std::string> tasks = taskNames(ablation);
    for (const std::string &task : tasks) {
        for (const Line &line : lines) {
            const Evaluation *evaluation = evaluationOf(ablation, task, line.demonstrations);
            const PredictorEvaluation *predictor = evaluation ? outcomeOf(*evaluation, line.spec)
                                                              : nullptr;
            if (!predictor)
                continue;
            std::vector<TableCell> row;
            if (tasks.size() > 1)
                row.push_back(textCell(task));
            row.push_back(textCell(line.model));
            if (ablation.plan.prompts.size() > 1)
                row.push_back(textCell(line.prompt));
            row.push_back(textCell(line.title));
            if (counts)
                row.push_back({.value = std::int64_t{line.demonstrations}});
            const auto at = static_cast<std::size_t>(predictor - evaluation->predictors.data());
            addFigures(row, ablation.plan, *predictor, metricEmphasis(*evaluation)[at]);
            table.rows.push_back(std::move(row));
        }
    }
    return table;
}

int mostDemonstrations(const Ablation &ablation)
{
    int most = 0;
    for (const AblationBlock &block : ablation.blocks)
        most = std::max(most, block.demonstrations);
    return most;
}

} // namespace

ResultTable ablationTable(const Ablation &ablation, EvaluationForm form)
{
    const int demonstrations = mostDemonstrations(ablation);
    const std::vector<Line> lines = linesOf(ablation, demonstrations);
    if (form == EvaluationForm::Data)
        return dataTable(ablation, lines);
    return peopleTable(ablation, lines, false,
                       "What each part of the prompt is worth, with "
                           + std::to_string(demonstrations) + " demonstrations");
}

ResultTable demonstrationsTable(const Ablation &ablation, EvaluationForm form)
{
    std::set<int> counts;
    for (const AblationBlock &block : ablation.blocks)
        counts.insert(block.demonstrations);
    std::vector<Line> lines;
    for (const int count : counts) {
        for (Line &line : linesOf(ablation, count)) {
            // Of the rows, those that are judged with every number.
            const auto row = std::find_if(
                ablation.rows.begin(), ablation.rows.end(),
                [&](const AblationRow &known) { return specText(known.spec) == line.spec; });
            if (row == ablation.rows.end()
                || isJudged(ablation.plan, ablation.rows,
                            static_cast<std::size_t>(row - ablation.rows.begin()), -1))
                lines.push_back(std::move(line));
        }
    }
    std::stable_sort(lines.begin(), lines.end(), [&](const Line &a, const Line &b) {
        const auto place = [&](const Line &line) {
            return std::find(ablation.plan.models.begin(), ablation.plan.models.end(), line.model);
        };
        return place(a) < place(b);
    });
    if (form == EvaluationForm::Data)
        return dataTable(ablation, lines);
    return peopleTable(ablation, lines, true, "What demonstrations are worth");
}

} // namespace auspex
