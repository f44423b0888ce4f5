// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/task_source.h"

#include <algorithm>

#include "app/cli/workspaces.h"
#include "core/arch/tfs_eval.h"
#include "core/base/suggestion.h"
#include "core/base/text.h"
#include "core/store/tfs_task_store.h"

namespace auspex::cli {

namespace {

std::vector<std::string> namesOf(const std::vector<TfsTask> &tasks)
{
    std::vector<std::string> names;
    for (const TfsTask &task : tasks)
        names.push_back(task.name);
    return names;
}

} // namespace

tl::expected<std::vector<TfsTask>, Stop> tasksOfFolder(Context &context, const std::string &folder)
{
    Result<TfsEval> eval = readTfsEval(folder, context.job);
    if (!eval)
        return tl::make_unexpected(Stop(eval.error()));
    for (const LineProblem &problem : eval->problems)
        context.console.warn(describe(problem));
    return std::move(eval->tasks);
}

tl::expected<std::vector<TfsTask>, Stop> tasksOfWorkspace(Workspace &workspace)
{
    Result<std::vector<TfsTask>> tasks = loadTasks(workspace);
    if (!tasks)
        return tl::make_unexpected(Stop(tasks.error()));
    if (tasks->empty())
        return tl::make_unexpected(
            Stop(Status::Failed, "The workspace " + workspace.path().string()
                                     + " has no task yet; bring one in with auspex-cli tfs "
                                       "import."));
    return *std::move(tasks);
}

tl::expected<std::vector<TfsTask>, Stop> readTasks(Context &context, const std::string &folder)
{
    if (folder.empty() == context.options.workspace.empty())
        return wrongUsage("Say where the TFS data is: either --tfs FOLDER or --workspace "
                          "FILE.auspex.");
    if (!folder.empty())
        return tasksOfFolder(context, folder);
    auto workspace = openToRead(context);
    if (!workspace)
        return tl::make_unexpected(workspace.error());
    return tasksOfWorkspace(*workspace);
}

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
        const std::vector<std::string> known = namesOf(tasks);
        return tl::make_unexpected(Stop(
            Status::Failed, "There is no task " + quotedForMessage(name) + " in the data"
                                + suggestion(name, known) + "; it has " + join(known, ", ") + '.'));
    }
    return chosen;
}

tl::expected<TfsTask, Stop> chosenTask(std::vector<TfsTask> tasks, const std::string &name)
{
    if (name.empty() && tasks.size() != 1)
        return wrongUsage("The data has the tasks " + join(namesOf(tasks), ", ")
                          + "; choose one with --task.");
    auto chosen = chosenTasks(std::move(tasks), name.empty() ? std::vector<std::string>{}
                                                             : std::vector<std::string>{name});
    if (!chosen)
        return tl::make_unexpected(chosen.error());
    return std::move(chosen->front());
}

} // namespace auspex::cli
