// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <memory>

#include <CLI/App.hpp>

#include "app/cli/llm_session.h"
#include "app/cli/output.h"
#include "app/cli/predictor_grammar.h"
#include "app/cli/shown_data.h"
#include "app/cli/supernet_session.h"
#include "app/cli/task_source.h"
#include "core/predict/evaluation.h"
#include "core/report/evaluation_table.h"

namespace auspex::cli {

namespace {

struct EvaluateOptions {
    std::string folder;
    std::vector<std::string> tasks;
    std::vector<std::string> predictors;
    std::string baseline;
    EvaluationOptions evaluation;
    LlmOptions llm;
    ExampleOptions examples;
    EngineOptions engine;
};

/// What is judged on one task, and the place of the baseline among it.
struct Contenders {
    std::vector<PredictorSpec> specs;
    std::optional<std::size_t> baseline;
};

/// Those of the command line that ask a model.
std::vector<LlmSpec> llmSpecs(const EvaluateOptions &options)
{
    std::vector<std::string> texts = options.predictors;
    if (!options.baseline.empty())
        texts.push_back(options.baseline);
    std::vector<LlmSpec> specs;
    for (const std::string &text : texts) {
        const Result<PredictorSpec> spec = parsePredictorSpec(text);
        if (!spec || !asksLlm(*spec))
            continue;
        if (auto llm = llmSpecOf(*spec))
            specs.push_back(std::move(*llm));
    }
    return specs;
}

/// Whether one of the command line is scored by the engine.
bool needsEngine(const EvaluateOptions &options)
{
    std::vector<std::string> texts = options.predictors;
    if (!options.baseline.empty())
        texts.push_back(options.baseline);
    return std::any_of(texts.begin(), texts.end(), [](const std::string &text) {
        const Result<PredictorSpec> spec = parsePredictorSpec(text);
        return spec && asksEngine(*spec);
    });
}

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
                                const EvaluateOptions &options, const PredictorServices &services)
{
    const Contenders contenders = contendersFor(task, options);
    EvaluationOptions settings = options.evaluation;
    settings.baseline = contenders.baseline;
    Result<Evaluation> evaluation = evaluate(task, contenders.specs, settings, context.job,
                                             services);
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

/// Where models or the engine are asked, --workspace is also where their answers are kept, and may
/// stand beside --tfs.
tl::expected<std::vector<TfsTask>, Stop> tasksToJudge(Context &context,
                                                      const EvaluateOptions &options,
                                                      Workspace *opened)
{
    const auto read = [&]() -> tl::expected<std::vector<TfsTask>, Stop> {
        if (!opened)
            return readTasks(context, options.folder);
        return options.folder.empty() ? tasksOfWorkspace(*opened)
                                      : tasksOfFolder(context, options.folder);
    };
    return read().and_then(
        [&](std::vector<TfsTask> tasks) { return chosenTasks(std::move(tasks), options.tasks); });
}

Outcome checkExamples(const std::vector<TfsTask> &tasks, const EvaluateOptions &options)
{
    if (tasks.size() == 1 || (options.examples.files.empty() && options.examples.pairsFile.empty()))
        return {};
    return wrongUsage("Examples are of one task; choose it with --task, or keep each task's own in "
                      "a workspace (auspex-cli prompt task --help).");
}

Outcome announce(Context &context, const std::vector<TfsTask> &tasks,
                 const EvaluateOptions &options, LlmSession &session)
{
    std::vector<LlmDemand> all;
    for (const TfsTask &task : tasks) {
        auto demands = llmDemand(task, contendersFor(task, options).specs, options.evaluation,
                                 {session.service(), nullptr});
        if (demands) // else its rows will say why
            std::move(demands->begin(), demands->end(), std::back_inserter(all));
    }
    return session.announce(context, all);
}

Outcome judgeTasks(Context &context, const std::vector<TfsTask> &tasks,
                   const EvaluateOptions &options, const PredictorServices &services)
{
    std::vector<Evaluation> evaluations;
    for (const TfsTask &task : tasks) {
        context.console.setStage(task.name);
        Result<Evaluation> evaluation = evaluateTask(context, task, options, services);
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

Outcome evaluatePredictors(Context &context, EvaluateOptions options)
{
    options.evaluation.seed = context.options.seed;
    if (const auto format = tableFormat(context.options); !format)
        return tl::make_unexpected(format.error());
    std::unique_ptr<LlmSession> session;
    if (const std::vector<LlmSpec> specs = llmSpecs(options); !specs.empty()) {
        if (options.folder.empty() && context.options.workspace.empty())
            return wrongUsage("Say where the TFS data is: --tfs FOLDER or --workspace "
                              "FILE.auspex.");
        auto opened = LlmSession::open(context, options.llm, specs, !options.folder.empty());
        if (!opened)
            return tl::make_unexpected(opened.error());
        session = std::move(*opened);
    }
    Workspace *opened = session ? session->workspace() : nullptr;
    std::unique_ptr<SupernetSession> supernets;
    if (needsEngine(options)) {
        auto made = SupernetSession::open(context, options.engine, opened);
        if (!made)
            return tl::make_unexpected(made.error());
        supernets = std::move(*made);
        opened = supernets->workspace();
    }
    const auto tasks = tasksToJudge(context, options, opened);
    if (!tasks)
        return tl::make_unexpected(tasks.error());
    const PredictorServices services{session ? session->service() : nullptr,
                                     supernets ? supernets->service() : nullptr};
    if (!session)
        return judgeTasks(context, *tasks, options, services);
    if (Outcome fine = checkExamples(*tasks, options); !fine)
        return fine;
    if (Outcome given = giveExamples(context, options.examples, tasks->front().name, *session);
        !given)
        return given;
    if (Outcome announced = announce(context, *tasks, options, *session); !announced)
        return announced;
    Outcome judged = judgeTasks(context, *tasks, options, services);
    session->sumUp(context);
    return judged;
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
    addLlmOptions(evaluate, options.llm);
    addExampleOptions(evaluate, options.examples);
    addEngineOption(evaluate, options.engine);
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
          "  auspex-cli evaluate --tfs tfs-eval --splits 123,456,789 --format latex -o table.tex\n"
          "  auspex-cli --workspace study.auspex evaluate --tfs tfs-eval --task wmt14ende \\\n"
          "      --predictor llm:openai/gpt-4o --predictor ols:decoder_layers --budget 2 \\\n"
          "      --examples train.en train.de\n"
          "  auspex-cli --workspace study.auspex evaluate --predictor supernet:HAT \\\n"
          "      --predictor 'proxy:synflow?corpus=demo'");
    evaluate->callback([&program, options] {
        program.command = [options](Context &context) {
            return evaluatePredictors(context, *options);
        };
    });
}

} // namespace auspex::cli
