// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <memory>

#include <CLI/App.hpp>
#include <nlohmann/json.hpp>

#include "app/cli/corpus_info.h"
#include "app/cli/output.h"
#include "app/cli/supernet_input.h"
#include "app/cli/training_arguments.h"
#include "app/cli/training_runs.h"
#include "app/cli/workspaces.h"
#include "core/base/files.h"
#include "core/base/text.h"
#include "core/engine/training_calls.h"
#include "core/supernets/run_progress.h"
#include "core/supernets/supernet_training.h"
#include "core/supernets/training_data.h"

namespace auspex::cli {

namespace {

struct InitOptions {
    std::string supernet;
    std::string space;
    std::string corpus;
    EngineOptions engine;
};

/// A shape from --supernet, or the supernet of --space for --corpus.
tl::expected<SupernetShape, Stop> shapeOf(Context &context, const InitOptions &options)
{
    const bool hasSpace = !options.space.empty() && !options.corpus.empty();
    if (options.supernet.empty() != hasSpace)
        return wrongUsage(
            "Say what the weights are of: --supernet S.json, or --space S and --corpus C.");
    if (!hasSpace) {
        const Result<std::string> text = readFile(options.supernet);
        if (!text)
            return tl::make_unexpected(Stop(text.error()));
        const auto json = nlohmann::json::parse(*text, nullptr, false);
        if (!json.is_object())
            return tl::make_unexpected(
                Stop(Status::Failed, options.supernet + " holds no JSON object."));
        const Result<SupernetShape> shape = supernetShapeOfJson(json, options.supernet);
        if (!shape)
            return tl::make_unexpected(Stop(shape.error()));
        return *shape;
    }
    const Result<SearchSpace> space = findSpace(options.space);
    if (!space)
        return tl::make_unexpected(Stop(space.error()));
    const auto corpus = corpusNamed(context, options.corpus);
    if (!corpus)
        return tl::make_unexpected(corpus.error());
    const Result<SupernetShape> shape = shapeFor(*space, *corpus);
    if (!shape)
        return tl::make_unexpected(Stop(shape.error()));
    return *shape;
}

Outcome initialise(Context &context, const InitOptions &options)
{
    if (Outcome fine = refuseFormat(context.options, "a safetensors file"); !fine)
        return fine;
    const std::string &output = context.options.output;
    if (output.empty() || output == "-")
        return wrongUsage("The weights need a file to go to: -o FILE.safetensors.");
    const auto shape = shapeOf(context, options);
    if (!shape)
        return tl::make_unexpected(shape.error());
    EngineSession session(options.engine, context.options);
    const auto reply = engine::initialiseWeights(
        session.client(), {*shape, context.options.seed, engineFileName(output)}, context.job);
    if (!reply)
        return tl::make_unexpected(Stop(reply.error()));
    context.console.say("wrote " + std::to_string(reply->parameters) + " fresh weights to "
                        + output);
    return {};
}

struct TrainOptions {
    TrainingArguments arguments;
    std::string mode;
    int experts = 2;
    std::string name;
};

tl::expected<SupernetTrainingPlan, Stop> planOf(Context &context, const TrainOptions &options)
{
    auto training = trainingOptions(options.arguments, context.options);
    if (!training)
        return tl::make_unexpected(training.error());
    SupernetTrainingPlan plan;
    plan.name = options.name;
    plan.corpus = options.arguments.corpus;
    plan.experts = options.experts;
    if (!options.mode.empty()) {
        const auto method = trainingMethodNamed(options.mode).value_or(TrainingMethod{});
        training->mode = method.mode;
        plan.mixture = method.mixture;
    }
    if (context.options.seedIsGiven)
        training->samplingSeed = context.options.seed;
    plan.options = *training;
    const Result<SearchSpace> space = findSpace(options.arguments.space);
    if (!space)
        return tl::make_unexpected(Stop(space.error()));
    plan.space = *space;
    return plan;
}

ResultTable tableOf(const StoredSupernet &supernet)
{
    const nlohmann::json training = supernet.training.value_or(nlohmann::json::object());
    ResultTable table;
    table.columns = {
        {.key = "name", .title = "Name"},
        {.key = "updates", .title = "Updates", .kind = ColumnKind::Integer},
        {.key = "best_loss",
         .title = "Best validation loss",
         .kind = ColumnKind::Number,
         .decimals = 4},
        {.key = "seconds", .title = "Seconds", .kind = ColumnKind::Number, .decimals = 1},
        {.key = "artifact", .title = "Artifact"}};
    TableCell best;
    if (training.contains("best_loss"))
        best.value = training["best_loss"].get<double>();
    table.rows.push_back({{.value = supernet.name},
                          {.value = training.value("updates", std::int64_t{0})},
                          best,
                          {.value = training.value("seconds", 0.0)},
                          {.value = supernet.artifact}});
    return table;
}

Outcome runStored(Context &context, Workspace &workspace, const EngineOptions &engine,
                  std::int64_t run)
{
    EngineSession session(engine, context.options);
    const Result<StoredSupernet> supernet = runSupernetTraining(workspace, session.client(), run,
                                                                context.job);
    if (!supernet) {
        return tl::make_unexpected(interruptedTraining(supernet.error(), "What is saved is kept",
                                                       context.options, "supernet", run));
    }
    return writeTable(context, tableOf(*supernet));
}

/// Without a workspace: everything into a folder, which is enough to go on there.
Outcome trainIntoFolder(Context &context, const TrainOptions &options,
                        const SupernetTrainingPlan &plan)
{
    const std::string &folder = context.options.output;
    if (folder.empty() || folder == "-")
        return wrongUsage("Say where the supernet goes: --workspace FILE.auspex and --name NAME, "
                          "or -o FOLDER.");
    const auto corpus = corpusNamed(context, plan.corpus);
    if (!corpus)
        return tl::make_unexpected(corpus.error());
    const Result<SupernetShape> shape = shapeFor(plan.space, *corpus, plan.mixture, plan.experts);
    if (!shape)
        return tl::make_unexpected(Stop(shape.error()));
    Result<engine::TrainRequest> request = trainRequestFor(plan.space, *shape, *corpus,
                                                           plan.options);
    if (!request)
        return tl::make_unexpected(Stop(request.error()));
    request->folder = engineFileName(folder);
    EngineSession session(options.arguments.engine, context.options);
    TrainingProgress progress;
    const auto reply = trainForRun(session.client(), *request, context.job, progress, [] {});
    if (!reply) {
        Stop stop(reply.error());
        if (stop.status == Status::Interrupted)
            stop.message += " The checkpoint is in " + folder
                            + "; the same command goes on from there.";
        return tl::make_unexpected(stop);
    }
    const std::filesystem::path description = std::filesystem::path(folder) / "supernet.json";
    if (Result<void> written = writeFileAtomically(description,
                                                   supernetShapeJson(*shape).dump(2) + '\n');
        !written)
        return tl::make_unexpected(Stop(written.error()));
    context.console.say("wrote " + reply->weights + " and " + description.string());
    return {};
}

Outcome trainSupernet(Context &context, const TrainOptions &options)
{
    if (const auto format = tableFormat(context.options); !format)
        return tl::make_unexpected(format.error());
    const auto plan = planOf(context, options);
    if (!plan)
        return tl::make_unexpected(plan.error());
    if (context.options.workspace.empty())
        return trainIntoFolder(context, options, *plan);
    if (options.name.empty())
        return wrongUsage("A supernet of the workspace needs a name: --name NAME.");
    auto workspace = openToWrite(context, IfMissing::Fail);
    if (!workspace)
        return tl::make_unexpected(workspace.error());
    const auto run = foundOrAdded(
        context, [&] { return findSupernetTraining(*workspace, *plan); },
        [&] { return addSupernetTraining(*workspace, *plan); });
    if (!run)
        return tl::make_unexpected(run.error());
    return runStored(context, *workspace, options.arguments.engine, *run);
}

void addInit(CLI::App &supernet, Program &program)
{
    CLI::App *command = supernet.add_subcommand("init", "Fresh weights of a supernet");
    const auto options = std::make_shared<InitOptions>();
    command->add_option("--supernet", options->supernet, "Its shape, as for supernet score")
        ->type_name("S.json");
    command->add_option("--space", options->space, "Or: a search space")->type_name("S");
    command->add_option("--corpus", options->corpus, "and a corpus, for the vocabularies")
        ->type_name("C");
    addEngineOption(*command, options->engine);
    command->footer("HAT's initialisation under --seed, the same on every machine.\n\n"
                    "Examples:\n"
                    "  auspex-cli supernet init --space demo --corpus demo --seed 7 \\\n"
                    "      -o fresh.safetensors");
    command->callback([&program, options] {
        program.command = [options](Context &context) { return initialise(context, *options); };
    });
}

void addTrain(CLI::App &supernet, Program &program)
{
    CLI::App *command = supernet.add_subcommand(
        "train", "Trains a supernet on a corpus, into the workspace or a folder");
    const auto options = std::make_shared<TrainOptions>();
    addTrainingArguments(*command, options->arguments, "small-supernet");
    command
        ->add_option("--mode", options->mode,
                     "Which subnets an update trains: spos (one, sampled), sandwich (a sampled\n"
                     "one, the largest, the smallest), layer-wise or neuron-wise (a mixture of\n"
                     "supernets, with the sandwich rule). Without it, the preset's")
        ->check(CLI::IsMember({"spos", "sandwich", "layer-wise", "neuron-wise"}).description({}))
        ->type_name("M");
    command->add_option("--experts", options->experts, "Of a mixture")
        ->capture_default_str()
        ->check(CLI::Range(2, 64).description({}))
        ->type_name("N");
    command->add_option("--name", options->name, "Of the supernet in the workspace")
        ->type_name("NAME");
    command->footer(
        "Ctrl-C keeps a checkpoint; the same command, or supernet resume, goes on from there and\n"
        "ends with the same weights, bit for bit, with the same number of threads. Without a\n"
        "workspace -o names a folder for checkpoints, weights.safetensors and supernet.json.\n\n"
        "Examples:\n"
        "  auspex-cli --workspace study.auspex supernet train --corpus demo --space demo \\\n"
        "      --preset small-supernet --name first\n"
        "  auspex-cli --workspace study.auspex supernet train --corpus demo --space demo \\\n"
        "      --preset small-sandwich --mode neuron-wise --experts 2 --updates 8000 --name nw\n"
        "  auspex-cli supernet train --corpus demo-folder --space space0.yml -o trained");
    command->callback([&program, options] {
        program.command = [options](Context &context) { return trainSupernet(context, *options); };
    });
}

} // namespace

void addSupernetTrainingCommands(CLI::App &supernet, Program &program)
{
    addInit(supernet, program);
    addTrain(supernet, program);
    addResumeCommand(supernet, program, supernetTrainingKind, runStored);
}

} // namespace auspex::cli
