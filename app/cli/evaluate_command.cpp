// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <memory>

#include <CLI/App.hpp>

#include "app/cli/output.h"
#include "app/cli/workspaces.h"
#include "core/arch/tfs_eval.h"
#include "core/base/text.h"
#include "core/predict/evaluation.h"
#include "core/predict/features.h"
#include "core/predict/suggestion.h"
#include "core/report/evaluation_table.h"
#include "core/store/tfs_task_store.h"

namespace auspex::cli {

namespace {

struct EvaluateOptions {
    std::string folder;
    std::vector<std::string> tasks;
    std::vector<std::string> predictors;
    std::string baseline;
    EvaluationOptions evaluation;
};

Result<std::vector<TfsTask>> readFolder(Context &context, const std::string &folder)
{
    Result<TfsEval> eval = readTfsEval(folder, context.job);
    if (!eval)
        return tl::make_unexpected(eval.error());
    for (const LineProblem &problem : eval->problems)
        context.console.warn(describe(problem));
    return std::move(eval->tasks);
}

tl::expected<std::vector<TfsTask>, Stop> readTasks(Context &context, const EvaluateOptions &options)
{
    if (options.folder.empty() == context.options.workspace.empty())
        return wrongUsage("Say where the TFS data is: either --tfs FOLDER or --workspace "
                          "FILE.auspex.");
    if (!options.folder.empty()) {
        Result<std::vector<TfsTask>> tasks = readFolder(context, options.folder);
        if (!tasks)
            return tl::make_unexpected(Stop(tasks.error()));
        return *std::move(tasks);
    }
    auto workspace = openToRead(context);
    if (!workspace)
        return tl::make_unexpected(workspace.error());
    Result<std::vector<TfsTask>> tasks = loadTasks(*workspace);
    if (!tasks)
        return tl::make_unexpected(Stop(tasks.error()));
    if (tasks->empty())
        return tl::make_unexpected(Stop(
            Status::Failed, "The workspace " + context.options.workspace
                                + " has no task yet; bring one in with auspex-cli tfs import."));
    return *std::move(tasks);
}

/// Those that were asked for, in that order; all where none was.
tl::expected<std::vector<TfsTask>, Stop> chosenTasks(std::vector<TfsTask> tasks,
                                                     const std::vector<std::string> &names)
{
    if (names.empty())
        return tasks;
    std::vector<TfsTask> chosen;
    for (const std::string &name : names) {
        const auto found = std::find_if(tasks.begin(), tasks.end(),
                                        [&](const TfsTask &task) { return task.name == name; });
        if (found != tasks.end()) {
            chosen.push_back(*found);
            continue;
        }
        std::vector<std::string> known;
        for (const TfsTask &task : tasks)
            known.push_back(task.name);
        return tl::make_unexpected(Stop(
            Status::Failed, "There is no task " + quotedForMessage(name) + " in the data"
                                + suggestion(name, known) + "; it has " + join(known, ", ") + '.'));
    }
    return chosen;
}

/// What is judged on one task, and the place of the baseline among it.
struct Contenders {
    std::vector<PredictorSpec> specs;
    std::optional<std::size_t> baseline;
};

Contenders contendersFor(const TfsTask &task, const EvaluateOptions &options)
{
    Contenders contenders;
    for (const std::string &text : options.predictors) {
        if (const Result<PredictorSpec> spec = parsePredictorSpec(text)) // the parser checked them
            contenders.specs.push_back(*spec);
    }
    if (contenders.specs.empty())
        contenders.specs = defaultPredictors(knowledgeOf(task, options.evaluation.target));
    if (options.baseline.empty())
        return contenders;
    if (const Result<PredictorSpec> spec = parsePredictorSpec(options.baseline)) {
        const auto at = std::find(contenders.specs.begin(), contenders.specs.end(), *spec);
        contenders.baseline = static_cast<std::size_t>(at - contenders.specs.begin());
        if (at == contenders.specs.end())
            contenders.specs.push_back(*spec);
    }
    return contenders;
}

/// One column a metric with the p-value of the paired test against the baseline, at the end.
void addPValues(ResultTable &table, const std::vector<Evaluation> &evaluations, EvaluationForm form)
{
    for (std::size_t metric = 0; metric < metricCount; ++metric) {
        const MetricInfo &info = allMetrics()[metric];
        if (form == EvaluationForm::People && info.id != MetricId::Mae && info.id != MetricId::Tau)
            continue;
        table.columns.push_back({.key = std::string(info.key) + "_p",
                                 .title = std::string(info.title) + ", p",
                                 .kind = ColumnKind::Number,
                                 .decimals = 3});
        auto row = table.rows.begin();
        for (const Evaluation &evaluation : evaluations) {
            for (const PredictorEvaluation &predictor : evaluation.predictors) {
                const std::optional<double> p = predictor.metrics[metric].pValue;
                (row++)->push_back(p ? TableCell{.value = *p} : TableCell{});
            }
        }
    }
}

Outcome writeEvaluations(Context &context, const EvaluateOptions &options,
                         const std::vector<Evaluation> &evaluations)
{
    const auto format = tableFormat(context.options);
    if (!format)
        return tl::make_unexpected(format.error());
    const EvaluationForm form = formFor(*format);
    ResultTable table = evaluationTable(evaluations, form);
    if (!options.baseline.empty() && options.evaluation.resamples > 0)
        addPValues(table, evaluations, form);
    return writeTable(context, table);
}

/// The task's evaluation, with its notes told; where it fails as a whole, one failed row for each
/// predictor.
Result<Evaluation> evaluateTask(Context &context, const TfsTask &task,
                                const EvaluateOptions &options)
{
    const Contenders contenders = contendersFor(task, options);
    EvaluationOptions settings = options.evaluation;
    settings.baseline = contenders.baseline;
    Result<Evaluation> evaluation = evaluate(task, contenders.specs, settings, context.job);
    if (evaluation || evaluation.error().code == ErrorCode::Cancelled)
        return evaluation;
    Evaluation failed;
    failed.task = task.name;
    failed.options = settings;
    for (const PredictorSpec &spec : contenders.specs) {
        PredictorEvaluation &row = failed.predictors.emplace_back();
        row.spec = spec;
        row.error = evaluation.error();
    }
    return failed;
}

void tell(Console &console, const Evaluation &evaluation)
{
    for (const std::string &note : evaluation.notes)
        console.say(evaluation.task + ": " + note);
    std::string last;
    for (const PredictorEvaluation &predictor : evaluation.predictors) {
        if (predictor.error && predictor.error->message != last) {
            last = predictor.error->message;
            console.warn(evaluation.task + ": " + last);
        }
    }
}

/// Each failure was told as a warning; only where nothing is left it is one of the command.
Outcome checkAnySucceeded(const std::vector<Evaluation> &evaluations)
{
    for (const Evaluation &evaluation : evaluations) {
        for (const PredictorEvaluation &predictor : evaluation.predictors) {
            if (!predictor.error)
                return {};
        }
    }
    return tl::make_unexpected(
        Stop(Status::Failed, "No predictor could be judged; the warnings above say why."));
}

Outcome evaluatePredictors(Context &context, const EvaluateOptions &given)
{
    EvaluateOptions options = given;
    options.evaluation.seed = context.options.seed;
    if (const auto format = tableFormat(context.options); !format)
        return tl::make_unexpected(format.error());
    auto tasks = readTasks(context, options).and_then([&](std::vector<TfsTask> read) {
        return chosenTasks(std::move(read), options.tasks);
    });
    if (!tasks)
        return tl::make_unexpected(tasks.error());

    std::vector<Evaluation> evaluations;
    for (const TfsTask &task : *tasks) {
        context.console.setStage(task.name);
        Result<Evaluation> evaluation = evaluateTask(context, task, options);
        if (!evaluation) { // cancelled; the tasks before are done
            const Outcome written = evaluations.empty()
                                        ? Outcome()
                                        : writeEvaluations(context, options, evaluations);
            return written ? tl::make_unexpected(Stop(evaluation.error())) : written;
        }
        tell(context.console, *evaluation);
        evaluations.push_back(*std::move(evaluation));
    }
    if (Outcome written = writeEvaluations(context, options, evaluations); !written)
        return written;
    return checkAnySucceeded(evaluations);
}

std::string predictorGrammar()
{
    std::vector<std::string> features = {"all"};
    for (const Feature &feature : allFeatures())
        features.push_back(feature.name);
    std::string list;
    std::size_t width = 0;
    for (const std::string &feature : features) {
        const bool breaks = width + feature.size() > 80;
        list += breaks ? "\n    " : list.empty() ? "    " : " ";
        width = breaks ? feature.size() : width + feature.size() + 1;
        list += feature;
    }
    return "Predictors:\n"
           "  recorded:COLUMN          a score that the data brings, such as recorded:HAT\n"
           "  params                   number of parameters; params:no-embeddings without those\n"
           "  flops                    floating point operations; flops:no-output without the\n"
           "                           output layer\n"
           "  latency                  the latency that the data brings\n"
           "  mean                     the mean of the demonstrations\n"
           "  mean-by-depth            their mean for each number of decoder layers\n"
           "  ols:F+F...               least squares on features\n"
           "  ridge:F+F...             ridge regression on features\n"
           "  gp, gp:F+F...            Gaussian process, on the encoding or on features\n"
           "  knn:K                    the mean of the K nearest demonstrations\n"
           "  stacked                  a combination chosen on the demonstrations alone\n"
           "  calibrated:HOW:PREDICTOR any of them, fitted to the demonstrations by HOW:\n"
           "                           none, shift, linear or isotonic\n"
           "Features F (all stands for the ten of the encoding):\n"
           + list + "\n\n";
}

std::string predictorProblem(const std::string &text)
{
    const Result<PredictorSpec> spec = parsePredictorSpec(text);
    return spec ? std::string() : spec.error().message;
}

void addEvaluateOptions(CLI::App &evaluate, EvaluateOptions &options)
{
    const auto oneEach = [](CLI::Option *option) {
        return option->allow_extra_args(false)->take_all();
    };
    evaluate
        .add_option("--tfs", options.folder,
                    "Folder with SPLIT/TASK/train.jsonl and test.jsonl; without it, the data of\n"
                    "--workspace")
        ->type_name("FOLDER");
    oneEach(evaluate.add_option("--task", options.tasks, "Repeatable; without it, all tasks"))
        ->type_name("T");
    oneEach(evaluate.add_option("--predictor", options.predictors,
                                "Repeatable; without it, baselines, supernets and the stacked one"))
        ->check(predictorProblem)
        ->type_name("P");
    evaluate
        .add_option("--demos", options.evaluation.demonstrations,
                    "Demonstrations that each predictor is shown")
        ->capture_default_str()
        ->check(CLI::Range(0, 1'000'000).description({}))
        ->type_name("N");
    evaluate
        .add_option(
            "--splits", options.evaluation.splits,
            "Names, separated by commas; without it, all splits of the data. A number that\n"
            "is no split's name draws one with that seed")
        ->delimiter(',')
        ->allow_extra_args(false)
        ->take_all()
        ->type_name("A,B,C");
    evaluate
        .add_option("--target", options.evaluation.target, "valid_bleu, test_bleu or another score")
        ->capture_default_str()
        ->type_name("T");
    evaluate
        .add_option("--baseline", options.baseline,
                    "Test the others against this predictor: adds a p-value for each metric")
        ->check(predictorProblem)
        ->type_name("P");
    evaluate
        .add_option("--resamples", options.evaluation.resamples,
                    "Of the bootstrap behind intervals and tests; 0 for none")
        ->capture_default_str()
        ->check(CLI::Range(0, 10'000'000).description({}))
        ->type_name("N");
}

} // namespace

void addEvaluateCommand(CLI::App &app, Program &program)
{
    CLI::App *evaluate = app.add_subcommand(
        "evaluate", "Judges predictors on architectures that were trained from scratch");
    const auto options = std::make_shared<EvaluateOptions>();
    addEvaluateOptions(*evaluate, *options);
    evaluate->footer(
        predictorGrammar()
        + "Examples:\n"
          "  auspex-cli evaluate --tfs tfs-eval --task wmt14ende\n"
          "  auspex-cli evaluate --tfs tfs-eval --predictor recorded:HAT \\\n"
          "      --predictor calibrated:linear:recorded:HAT --predictor ols:decoder_layers\n"
          "  auspex-cli --workspace study.auspex evaluate --target test_bleu --baseline "
          "mean-by-depth\n"
          "  auspex-cli evaluate --tfs tfs-eval --splits 123,456,789 --format latex -o table.tex");
    evaluate->callback([&program, options] {
        program.command = [options](Context &context) {
            return evaluatePredictors(context, *options);
        };
    });
}

} // namespace auspex::cli
