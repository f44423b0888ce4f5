// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <chrono>
#include <memory>

#include <CLI/App.hpp>

#include "app/cli/architecture_files.h"
#include "app/cli/corpus_info.h"
#include "app/cli/output.h"
#include "app/cli/training_arguments.h"
#include "app/cli/workspaces.h"
#include "core/store/tfs_task_store.h"
#include "core/supernets/tfs_training.h"
#include "core/supernets/training_data.h"

namespace auspex::cli {

namespace {

struct TrainOptions {
    TrainingArguments arguments;
    std::size_t count = 0;
    bool isStratified = false;
    std::vector<std::string> architectures;
    std::string task;
    BeamOptions beam;
};

tl::expected<std::vector<Architecture>, Stop> architecturesOf(Context &context,
                                                              const TrainOptions &options,
                                                              const SearchSpace &space)
{
    if (options.architectures.empty() == (options.count == 0))
        return wrongUsage("Say which architectures: --count N to sample, or --arch FILE.");
    if (options.count > 0) {
        auto sampled = architecturesToTrain(space, options.count, context.options.seed,
                                            options.isStratified);
        if (!sampled)
            return tl::make_unexpected(Stop(sampled.error()));
        return *sampled;
    }
    const auto records = readArchitectureFiles(context, options.architectures);
    if (!records)
        return tl::make_unexpected(records.error());
    std::vector<Architecture> architectures;
    for (const ArchitectureRecord &record : *records) {
        const Architecture &architecture = record.record.architecture;
        if (std::find(architectures.begin(), architectures.end(), architecture)
            == architectures.end())
            architectures.push_back(architecture);
    }
    return architectures;
}

tl::expected<TfsTrainingPlan, Stop> planOf(Context &context, const TrainOptions &options)
{
    TfsTrainingPlan plan;
    auto training = trainingOptions(options.arguments, context.options);
    if (!training)
        return tl::make_unexpected(training.error());
    training->mode = TrainingMode::Scratch;
    plan.options = *training;
    const Result<SearchSpace> space = findSpace(options.arguments.space);
    if (!space)
        return tl::make_unexpected(Stop(space.error()));
    plan.space = *space;
    auto architectures = architecturesOf(context, options, *space);
    if (!architectures)
        return tl::make_unexpected(architectures.error());
    plan.architectures = std::move(*architectures);
    const auto corpus = corpusNamed(context, options.arguments.corpus);
    if (!corpus)
        return tl::make_unexpected(corpus.error());
    plan.corpus = options.arguments.corpus;
    plan.task = options.task.empty() ? corpus->name : options.task;
    plan.beam = options.beam;
    return plan;
}

/// A row an architecture of the run, with what the task knows of it.
tl::expected<ResultTable, Stop> tableOf(Workspace &workspace, std::int64_t run)
{
    const Result<StoredRun> stored = loadTrainingRun(workspace, tfsTrainingKind, run);
    if (!stored)
        return tl::make_unexpected(Stop(stored.error()));
    const Result<TfsTrainingPlan> plan = tfsTrainingPlanOf(stored->settings);
    if (!plan)
        return tl::make_unexpected(Stop(plan.error()));
    const Result<TfsTask> task = loadTask(workspace, plan->task);
    if (!task)
        return tl::make_unexpected(Stop(task.error()));
    ResultTable table;
    table.columns = {
        {.key = "index", .title = "Index", .kind = ColumnKind::Integer},
        {.key = "decoder_layers", .title = "Decoder layers", .kind = ColumnKind::Integer},
        {.key = "params_without_embeddings",
         .title = "Parameters without embeddings",
         .kind = ColumnKind::Integer}};
    const std::vector<std::pair<const char *, const char *>> targets = {
        {"valid_bleu", "Valid BLEU"},           {"test_bleu", "Test BLEU"},
        {"valid_sacrebleu", "Valid sacreBLEU"}, {"test_sacrebleu", "Test sacreBLEU"},
        {"valid_loss", "Valid loss"},           {"training_seconds", "Seconds"}};
    for (const auto &[key, title] : targets)
        table.columns.push_back(
            {.key = key, .title = title, .kind = ColumnKind::Number, .decimals = 3});
    for (std::size_t i = 0; i < plan->architectures.size(); ++i) {
        const Architecture &architecture = plan->architectures[i];
        const auto found = std::find_if(
            task->records.begin(), task->records.end(),
            [&](const TfsRecord &record) { return record.architecture == architecture; });
        std::vector<TableCell> row(table.columns.size());
        row[0].value = static_cast<std::int64_t>(i);
        row[1].value = static_cast<std::int64_t>(architecture.decoderLayers());
        if (found != task->records.end()) {
            if (found->stated.parametersWithoutEmbeddings)
                row[2].value = *found->stated.parametersWithoutEmbeddings;
            for (std::size_t t = 0; t < targets.size(); ++t) {
                const auto score = found->tfs.find(targets[t].first);
                if (score != found->tfs.end())
                    row[3 + t].value = score->second;
            }
        }
        table.rows.push_back(std::move(row));
    }
    return table;
}

Outcome runStored(Context &context, Workspace &workspace, const EngineOptions &engine,
                  std::int64_t run)
{
    EngineSession session(engine, context.options);
    const auto stage = [&context](std::size_t index, const TrainingProgress &) {
        context.console.setStage("architecture " + std::to_string(index));
    };
    const Result<TfsTrainingSummary> summary = runTfsTraining(workspace, session.client(), run,
                                                              context.job, stage);
    if (!summary) {
        Stop stop(summary.error());
        stop.message += " What is finished is kept; go on with: "
                        + shellCommand({"auspex-cli", "--workspace", context.options.workspace,
                                        "tfs", "resume", std::to_string(run)});
        return tl::make_unexpected(stop);
    }
    context.console.say("trained " + std::to_string(summary->trained) + " architectures for the "
                        + "task " + summary->task + ", " + std::to_string(summary->known)
                        + " were there");
    const auto table = tableOf(workspace, run);
    if (!table)
        return tl::make_unexpected(table.error());
    return writeTable(context, *table);
}

Outcome trainArchitectures(Context &context, const TrainOptions &options)
{
    if (const auto format = tableFormat(context.options); !format)
        return tl::make_unexpected(format.error());
    const auto plan = planOf(context, options);
    if (!plan)
        return tl::make_unexpected(plan.error());
    auto workspace = openToWrite(context, IfMissing::Create);
    if (!workspace)
        return tl::make_unexpected(workspace.error());
    Result<std::int64_t> run = findTfsTraining(*workspace, *plan);
    if (run && *run > 0)
        context.console.say("going on with the training " + std::to_string(*run));
    else if (run)
        run = addTfsTraining(*workspace, *plan);
    if (!run)
        return tl::make_unexpected(Stop(run.error()));
    return runStored(context, *workspace, options.arguments.engine, *run);
}

struct ResumeOptions {
    std::int64_t run = 0;
    EngineOptions engine;
};

Outcome resumeTraining(Context &context, const ResumeOptions &options)
{
    if (const auto format = tableFormat(context.options); !format)
        return tl::make_unexpected(format.error());
    auto workspace = openToWrite(context, IfMissing::Fail);
    if (!workspace)
        return tl::make_unexpected(workspace.error());
    if (const auto run = loadTrainingRun(*workspace, tfsTrainingKind, options.run); !run)
        return tl::make_unexpected(Stop(run.error()));
    return runStored(context, *workspace, options.engine, options.run);
}

void addTrain(CLI::App &tfs, Program &program)
{
    CLI::App *command = tfs.add_subcommand(
        "train", "Trains architectures from scratch; their BLEU becomes TFS data");
    const auto options = std::make_shared<TrainOptions>();
    addTrainingArguments(*command, options->arguments, "small-scratch");
    command->add_option("--count", options->count, "So many different ones, sampled by --seed")
        ->check(CLI::Range(1, 1'000'000).description({}))
        ->type_name("N");
    command->add_flag("--stratified", options->isStratified,
                      "Sampled ones take the decoder depths in turn");
    command
        ->add_option("--arch", options->architectures,
                     "Or: the architectures of files, as for arch describe")
        ->type_name("FILE");
    command
        ->add_option("--task", options->task,
                     "Where the scores go; without it, the task with the corpus's name")
        ->type_name("T");
    command->add_option("--beam", options->beam.beam, "Width of the beam")
        ->capture_default_str()
        ->check(CLI::Range(1, 1000).description({}))
        ->type_name("N");
    command->add_option("--lenpen", options->beam.lengthPenalty, "Length penalty of the beam")
        ->capture_default_str()
        ->check(CLI::Range(-10.0, 10.0).description({}))
        ->type_name("X");
    command->footer(
        "Each architecture is trained alone, and the weights of its best validation translate\n"
        "the splits valid and test: valid_bleu and test_bleu as fairseq computes them,\n"
        "valid_sacrebleu and test_sacrebleu, valid_loss, training_seconds. What the task has\n"
        "scores of is not trained again, so that a larger --count goes on where a smaller one\n"
        "ended. Ctrl-C keeps what is finished and a checkpoint; the same command goes on.\n\n"
        "Examples:\n"
        "  auspex-cli --workspace study.auspex tfs train --corpus demo --space demo --count 30 \\\n"
        "      --stratified --seed 7\n"
        "  auspex-cli --workspace study.auspex tfs train --corpus demo --space demo \\\n"
        "      --arch found.jsonl --updates 3000");
    command->callback([&program, options] {
        program.command = [options](Context &context) {
            return trainArchitectures(context, *options);
        };
    });
}

void addResume(CLI::App &tfs, Program &program)
{
    CLI::App *command = tfs.add_subcommand("resume",
                                           "Goes on with a training that was interrupted");
    const auto options = std::make_shared<ResumeOptions>();
    command->add_option("RUN", options->run, "Its number, which was told at its interruption")
        ->required()
        ->type_name("");
    addEngineOption(*command, options->engine);
    options->engine.cancelGrace = std::chrono::minutes(5);
    command->footer("Examples:\n"
                    "  auspex-cli --workspace study.auspex tfs resume 3");
    command->callback([&program, options] {
        program.command = [options](Context &context) { return resumeTraining(context, *options); };
    });
}

} // namespace

void addTfsTrainingCommands(CLI::App &tfs, Program &program)
{
    addTrain(tfs, program);
    addResume(tfs, program);
}

} // namespace auspex::cli
