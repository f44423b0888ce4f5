// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>
#include <memory>
#include <optional>

#include <CLI/App.hpp>

#include "app/cli/context.h"
#include "app/cli/latency_measure_command.h"
#include "app/cli/output.h"
#include "core/base/text.h"
#include "core/predict/latency_evaluation.h"

namespace auspex::cli {

namespace {

struct EvaluateLatencyOptions {
    std::vector<std::string> datasets;
    std::vector<std::string> predictors;
    std::optional<double> normMs;
};

struct TrainLatencyOptions {
    std::string dataset;
    LatencyStudyOptions study;
    std::optional<double> normMs;
    bool alone = false;
};

TableCell textCell(std::string text)
{
    return {.value = std::move(text)};
}

std::vector<TableColumn> scoreColumns()
{
    return {
        {.key = "n", .title = "n", .kind = ColumnKind::Integer},
        {.key = "rmse_ms",
         .title = "RMSE (ms)",
         .kind = ColumnKind::Number,
         .better = BetterWhen::Lower},
        {.key = "mapd",
         .title = "MAPD",
         .kind = ColumnKind::Percentage,
         .decimals = 2,
         .better = BetterWhen::Lower},
        {.key = "tau",
         .title = "Kendall tau",
         .kind = ColumnKind::Number,
         .decimals = 3,
         .better = BetterWhen::Higher},
    };
}

void addScores(std::vector<TableCell> &row, const LatencyScores &scores)
{
    row.push_back({.value = static_cast<std::int64_t>(scores.rows)});
    row.push_back({.value = scores.rmseMs});
    row.push_back({.value = scores.mapd});
    TableCell tau{.value = scores.tau};
    if (std::isnan(scores.tau))
        tau.reason = "all predictions or all measurements are equal";
    row.push_back(std::move(tau));
}

Outcome evaluateLatency(Context &context, const EvaluateLatencyOptions &options)
{
    if (const auto format = tableFormat(context.options); !format)
        return tl::make_unexpected(format.error());
    std::vector<LatencyPredictor> predictors;
    for (const std::string &file : options.predictors) {
        Result<LatencyPredictor> predictor = readLatencyPredictor(file, options.normMs);
        if (!predictor)
            return tl::make_unexpected(predictor.error());
        predictors.push_back(std::move(*predictor));
    }
    ResultTable table;
    table.columns = {{.key = "dataset", .title = "Data set"},
                     {.key = "predictor", .title = "Predictor"}};
    const std::vector<TableColumn> scores = scoreColumns();
    table.columns.insert(table.columns.end(), scores.begin(), scores.end());
    for (const std::string &file : options.datasets) {
        const Result<std::vector<LatencyRow>> rows = readLatencyData(file);
        if (!rows)
            return tl::make_unexpected(rows.error());
        for (std::size_t i = 0; i < predictors.size(); ++i) {
            if (context.job.isCancelled())
                return cancelled();
            std::vector<TableCell> row = {textCell(file), textCell(options.predictors[i])};
            addScores(row, latencyScores(predictors[i].predictMs(*rows), *rows));
            table.rows.push_back(std::move(row));
        }
    }
    return writeTable(context, table);
}

ResultTable tableOf(const LatencyStudy &study)
{
    ResultTable table;
    table.columns = {{.key = "predictor", .title = "Predictor"},
                     {.key = "settings", .title = "Settings"}};
    const std::vector<TableColumn> scores = scoreColumns();
    table.columns.insert(table.columns.end(), scores.begin(), scores.end());
    for (const LatencyContender &contender : study.contenders) {
        std::vector<TableCell> row = {textCell(contender.name), textCell(contender.settings)};
        if (contender.problem.empty())
            addScores(row, contender.scores);
        while (row.size() < table.columns.size())
            row.push_back({.reason = contender.problem});
        table.rows.push_back(std::move(row));
    }
    return table;
}

Outcome trainLatency(Context &context, TrainLatencyOptions options)
{
    // -o names the predictor's file; the table goes to the standard output.
    const std::string file = context.options.output;
    if (file.empty() || file == "-")
        return wrongUsage("Say where the predictor is written: -o FILE.safetensors.");
    GlobalOptions toStandardOutput = context.options;
    toStandardOutput.output.clear();
    Context printing{toStandardOutput, context.console, context.job};
    if (const auto format = tableFormat(toStandardOutput); !format)
        return tl::make_unexpected(format.error());

    const Result<std::vector<LatencyRow>> rows = readLatencyData(options.dataset);
    if (!rows)
        return tl::make_unexpected(rows.error());
    options.study.seed = context.options.seed;
    options.study.normMs = options.normMs.value_or(latencyNormFor(options.dataset, *rows));
    options.study.compare = !options.alone;
    Result<LatencyStudy> study = studyLatency(*rows, options.study, context.job);
    if (!study)
        return tl::make_unexpected(study.error());
    study->predictor.metadata["dataset"]
        = std::filesystem::path(options.dataset).filename().string();
    study->predictor.metadata["seed"] = std::to_string(options.study.seed);
    if (const Result<void> written = writeLatencyPredictor(file, study->predictor); !written)
        return tl::make_unexpected(written.error());
    context.console.say("The predictor is in " + file + ", its norm is "
                        + formatDouble(study->predictor.normMs) + " ms.");
    return writeTable(printing, tableOf(*study));
}

/// Repeatable, each time with one value.
CLI::Option *oneEach(CLI::Option *option)
{
    return option->allow_extra_args(false)->take_all();
}

const CLI::Validator &positive()
{
    static const CLI::Validator validator = CLI::Range(1e-9, 1e9).description({});
    return validator;
}

void addEvaluate(CLI::App &latency, Program &program)
{
    CLI::App *evaluate = latency.add_subcommand(
        "evaluate", "How far predicted latencies are from measured ones");
    const auto options = std::make_shared<EvaluateLatencyOptions>();
    oneEach(evaluate->add_option("--dataset", options->datasets,
                                 "HAT's latency CSV; repeatable, each with each predictor"))
        ->required()
        ->type_name("CSV");
    oneEach(evaluate->add_option("--predictor", options->predictors,
                                 "HAT's .pt file, or what latency train wrote; repeatable"))
        ->required()
        ->type_name("FILE");
    evaluate
        ->add_option("--lat-norm", options->normMs,
                     "Milliseconds that the network's output is multiplied by. Without it: the\n"
                     "file's own, else 200, 300 or 5000 where its name has titanxp, xeon or\n"
                     "raspberrypi")
        ->check(positive())
        ->type_name("MS");
    evaluate->footer(
        "RMSE in milliseconds, MAPD (the mean of |predicted - measured| / measured; a fraction in\n"
        "data formats), and Kendall's tau-b.\n\n"
        "Examples:\n"
        "  auspex-cli latency evaluate --dataset wmt14ende_gpu_titanxp_all.csv \\\n"
        "      --predictor predictors/wmt14ende_gpu_titanxp.pt\n"
        "  auspex-cli latency evaluate --dataset mine.csv --predictor mine.safetensors --format "
        "csv");
    evaluate->callback([&program, options] {
        program.command = [options](Context &context) {
            return evaluateLatency(context, *options);
        };
    });
}

void addTrain(CLI::App &latency, Program &program)
{
    CLI::App *train = latency.add_subcommand(
        "train", "Trains a latency predictor and compares it with simpler ones");
    const auto options = std::make_shared<TrainLatencyOptions>();
    MlpTraining &training = options->study.training;
    train->add_option("--dataset", options->dataset, "HAT's latency CSV")
        ->required()
        ->type_name("CSV");
    train->add_option("--steps", training.steps, "Of training")
        ->capture_default_str()
        ->check(CLI::Range(1, 10'000'000).description({}))
        ->type_name("N");
    train->add_option("--learning-rate", training.learningRate, "Of Adam")
        ->capture_default_str()
        ->check(positive())
        ->type_name("RATE");
    train->add_option("--batch", training.batch, "Measurements a step")
        ->capture_default_str()
        ->check(CLI::Range(1, 1'000'000).description({}))
        ->type_name("N");
    train->add_option("--hidden-width", options->study.hiddenWidth, "Of the network's layers")
        ->capture_default_str()
        ->check(CLI::Range(1, 10'000).description({}))
        ->type_name("N");
    train->add_option("--hidden-layers", options->study.hiddenLayers, "Of that width")
        ->capture_default_str()
        ->check(CLI::Range(1, 100).description({}))
        ->type_name("N");
    train
        ->add_option(
            "--lat-norm", options->normMs,
            "Milliseconds that latencies are divided by. Without it: HAT's for the device\n"
            "in the file's name, else the mean latency")
        ->check(positive())
        ->type_name("MS");
    train->add_flag("--alone", options->alone, "Without the comparison");
    train->footer(
        "-o FILE.safetensors takes the predictor; the table is printed. The defaults are the\n"
        "paper's: 486,001 parameters, Adam at 1e-5, 5000 steps of 128 measurements. --seed draws\n"
        "the 80/10/10 split, the first weights and the batches. All rows of the table are fitted\n"
        "to the training part and judged on the test part; penalties, neighbours and kernels are\n"
        "chosen on the validation part.\n\n"
        "Example:\n"
        "  auspex-cli latency train --dataset wmt14ende_gpu_titanxp_all.csv -o "
        "titanxp.safetensors");
    train->callback([&program, options] {
        program.command = [options](Context &context) { return trainLatency(context, *options); };
    });
}

} // namespace

void addLatencyCommands(CLI::App &app, Program &program)
{
    CLI::App *latency = app.add_subcommand("latency",
                                           "Latency: measure it, train predictors, evaluate them");
    latency->require_subcommand(1);
    latency->footer(
        "Examples:\n"
        "  auspex-cli latency measure --space wmt14ende-latency --count 2000 -o data.csv\n"
        "  auspex-cli latency evaluate --dataset data.csv --predictor hat_xeon.pt\n"
        "  auspex-cli latency train --dataset data.csv -o mine.safetensors");
    addMeasureLatency(*latency, program);
    addEvaluate(*latency, program);
    addTrain(*latency, program);
}

} // namespace auspex::cli
