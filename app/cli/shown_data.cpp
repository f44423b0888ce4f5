// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/shown_data.h"

#include <algorithm>

#include <CLI/App.hpp>

#include "app/cli/task_source.h"
#include "app/cli/workspaces.h"
#include "core/predict/judged_splits.h"
#include "core/store/tfs_task_store.h"

namespace auspex::cli {

namespace {

/// The data's tasks, none where the command line names no data.
tl::expected<std::vector<TfsTask>, Stop> tasksOf(Context &context, const ShownOptions &options,
                                                 Workspace *opened)
{
    if (!options.folder.empty())
        return tasksOfFolder(context, options.folder);
    if (opened)
        return tasksOfWorkspace(*opened);
    if (context.options.workspace.empty())
        return std::vector<TfsTask>();
    auto workspace = openToRead(context);
    if (!workspace)
        return tl::make_unexpected(workspace.error());
    return tasksOfWorkspace(*workspace);
}

bool canDoWithoutTasks(const ShownOptions &options, Workspace *opened, ShownNeed need)
{
    if (need == ShownNeed::Demonstrations || !options.folder.empty())
        return false;
    if (need == ShownNeed::Nothing)
        return true;
    // A task of the workspace goes before a space of the same name.
    const Result<std::vector<TaskInfo>> known = opened ? listTasks(*opened)
                                                       : std::vector<TaskInfo>();
    if (!known)
        return false; // reading the tasks will tell why
    const bool isTask = std::any_of(known->begin(), known->end(), [&](const TaskInfo &task) {
        return task.name == options.task;
    });
    return !isTask && builtInSpace(options.task).has_value();
}

} // namespace

void addShownOptions(CLI::App &command, ShownOptions &options)
{
    command
        .add_option("--tfs", options.folder,
                    "Folder with SPLIT/TASK/train.jsonl and test.jsonl; without it, the data of\n"
                    "--workspace; without both, nothing is shown")
        ->type_name("FOLDER");
    command
        .add_option("--task", options.task,
                    "Whose demonstrations are shown; needed where the data has several. Without\n"
                    "data, the search space's name")
        ->type_name("T");
    command
        .add_option("--split", options.split,
                    "Whose demonstrations are shown; without it, the first. A number that is no\n"
                    "split's name draws one with that seed")
        ->type_name("S");
    command.add_option("--demos", options.demonstrations, "How many of them")
        ->capture_default_str()
        ->check(CLI::Range(0, 1'000'000).description({}))
        ->type_name("N");
    command.add_option("--target", options.target, "valid_bleu, test_bleu or another score")
        ->capture_default_str()
        ->type_name("T");
}

tl::expected<ShownData, Stop> readShown(Context &context, const ShownOptions &options,
                                        Workspace *opened, ShownNeed need)
{
    auto tasks = canDoWithoutTasks(options, opened, need)
                     ? tl::expected<std::vector<TfsTask>, Stop>()
                     : tasksOf(context, options, opened);
    if (!tasks)
        return tl::make_unexpected(tasks.error());
    TfsTask task;
    if (tasks->empty()) {
        task.name = options.task.empty() ? "wmt14ende" : options.task;
        return ShownData{knowledgeOf(task, options.target), {}, {}};
    }
    auto chosen = chosenTask(std::move(*tasks), options.task);
    if (!chosen)
        return tl::make_unexpected(chosen.error());
    task = std::move(*chosen);

    EvaluationOptions evaluation;
    evaluation.target = options.target;
    evaluation.demonstrations = options.demonstrations;
    std::string name = options.split;
    if (name.empty())
        name = task.splits.empty() ? "1" : task.splits.front().name;
    const auto split = findSplit(task, name, evaluation);
    if (!split)
        return tl::make_unexpected(Stop(split.error()));
    ShownData shown{knowledgeOf(task, options.target), demonstrationsOf(task, *split, evaluation),
                    name};
    if (options.split.empty())
        context.console.say("shows the demonstrations of split " + name + '.');
    if (shown.demonstrations.size() < static_cast<std::size_t>(options.demonstrations))
        context.console.warn("Split " + name + " has only "
                             + std::to_string(shown.demonstrations.size()) + " of "
                             + std::to_string(options.demonstrations) + " demonstrations with "
                             + options.target + '.');
    return shown;
}

void addKnown(Knowledge &knowledge, const std::vector<ArchitectureRecord> &records)
{
    for (const ArchitectureRecord &one : records) {
        Knowledge::Known &known = knowledge.known[one.record.architecture];
        if (!known.latencyMs)
            known.latencyMs = one.record.latencyMs;
        for (const auto &[name, scores] : one.record.recorded) {
            const auto score = scores.find(knowledge.target);
            if (score != scores.end())
                known.recorded.emplace(name, score->second);
        }
    }
}

Outcome giveExamples(Context &context, const ExampleOptions &options, const std::string &task,
                     LlmSession &session)
{
    if (options.files.empty() && options.pairsFile.empty())
        return {};
    auto known = session.workspace()
                     ? loadTaskPromptData(*session.workspace(), task)
                     : TaskPromptData{promptTaskOf(task), {}, {}, TaskPromptData().exampleSeed};
    if (!known)
        return tl::make_unexpected(Stop(known.error()));
    auto data = examplesGiven(context, options, std::move(*known));
    if (!data)
        return tl::make_unexpected(data.error());
    if (*data)
        session.service()->setTaskPromptData(task, std::move(**data));
    return {};
}

} // namespace auspex::cli
