// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/prompt_task.h"

#include <memory>
#include <optional>

#include <CLI/App.hpp>

#include "app/cli/llm_session.h"
#include "app/cli/output.h"
#include "app/cli/workspaces.h"
#include "core/base/text.h"

namespace auspex::cli {

namespace {

struct TaskOptions {
    std::string task;
    std::optional<std::string> name;
    std::optional<std::string> sourceLanguage;
    std::optional<std::string> targetLanguage;
    std::optional<std::string> metric;
    std::optional<std::string> efficiency;
    ExampleOptions examples;

    bool changesAnything(const Context &context) const
    {
        return name || sourceLanguage || targetLanguage || metric || efficiency
               || !examples.files.empty() || !examples.pairsFile.empty()
               || context.options.seedIsGiven;
    }
};

Outcome write(Context &context, const std::string &task, const TaskPromptData &data)
{
    ResultTable table;
    table.columns = {{.key = "task", .title = "Task"},
                     {.key = "name", .title = "Name"},
                     {.key = "source_language", .title = "Source"},
                     {.key = "target_language", .title = "Target"},
                     {.key = "metric", .title = "Metric"},
                     {.key = "efficiency", .title = "Efficiency"},
                     {.key = "examples", .title = "Examples", .kind = ColumnKind::Integer},
                     {.key = "chosen", .title = "Picked by hand", .kind = ColumnKind::Integer},
                     {.key = "seed", .title = "Seed", .kind = ColumnKind::Integer}};
    table.rows.push_back({{.value = task},
                          {.value = data.task.name},
                          {.value = data.task.sourceLanguage},
                          {.value = data.task.targetLanguage},
                          {.value = data.task.metric},
                          {.value = std::string(efficiencyKey(data.task.efficiency))},
                          {.value = static_cast<std::int64_t>(data.pool.size())},
                          {.value = static_cast<std::int64_t>(data.chosen.size())},
                          {.value = static_cast<std::int64_t>(data.exampleSeed)}});
    return writeTable(context, table);
}

Outcome showOrSet(Context &context, const TaskOptions &options)
{
    const bool changes = options.changesAnything(context);
    auto workspace = changes ? openToWrite(context, IfMissing::Create) : openToRead(context);
    if (!workspace)
        return tl::make_unexpected(workspace.error());
    auto data = loadTaskPromptData(*workspace, options.task);
    if (!data && !changes)
        return tl::make_unexpected(Stop(data.error()));
    TaskPromptData known = data.value_or(
        TaskPromptData{promptTaskOf(options.task), {}, {}, TaskPromptData().exampleSeed});
    const auto set = [](std::string &field, const std::optional<std::string> &given) {
        field = given.value_or(field);
    };
    set(known.task.name, options.name);
    set(known.task.sourceLanguage, options.sourceLanguage);
    set(known.task.targetLanguage, options.targetLanguage);
    set(known.task.metric, options.metric);
    if (options.efficiency)
        known.task.efficiency
            = efficiencyOfKey(*options.efficiency).value_or(known.task.efficiency);
    if (context.options.seedIsGiven)
        known.exampleSeed = context.options.seed;
    auto given = examplesGiven(context, options.examples, known);
    if (!given)
        return tl::make_unexpected(given.error());
    if (*given)
        known = std::move(**given);
    if (changes) {
        if (auto saved = saveTaskPromptData(*workspace, options.task, known); !saved)
            return tl::make_unexpected(Stop(saved.error()));
    }
    return write(context, options.task, known);
}

} // namespace

void addPromptTask(CLI::App &prompt, Program &program)
{
    CLI::App *task = prompt.add_subcommand(
        "task", "What prompts of the workspace say of a task: shows it, or sets what is given");
    const auto options = std::make_shared<TaskOptions>();
    task->add_option("TASK", options->task, "The task, as tfs list calls it")
        ->required()
        ->type_name("");
    task->add_option("--name", options->name,
                     "As a reader would say it: \"WMT'14 English to German\"")
        ->type_name("TEXT");
    task->add_option("--source-language", options->sourceLanguage, "\"English\"")
        ->type_name("TEXT");
    task->add_option("--target-language", options->targetLanguage, "\"German\"")->type_name("TEXT");
    task->add_option("--metric", options->metric, "What scores are called: BLEU, COMET, ...")
        ->type_name("TEXT");
    task->add_option("--efficiency", options->efficiency,
                     "Shown beside each architecture: gflops, latency, model-size or none")
        ->check(efficiencyProblem)
        ->type_name("E");
    addExampleOptions(*task, options->examples);
    task->footer(
        "Examples are drawn by --seed, which is kept with them.\n\n"
        "Examples:\n"
        "  auspex-cli --workspace study.auspex prompt task wmt14ende\n"
        "  auspex-cli --workspace study.auspex prompt task wmt14ende \\\n"
        "      --examples train.en train.de --seed 123\n"
        "  auspex-cli --workspace study.auspex prompt task mine --name 'Bribri to Spanish' "
        "\\\n"
        "      --metric chrF --efficiency latency");
    task->callback([&program, options] {
        program.command = [options](Context &context) { return showOrSet(context, *options); };
    });
}

} // namespace auspex::cli
