// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/tfs_export.h"

#include <set>
#include <system_error>

#include <nlohmann/json.hpp>

#include "app/cli/output.h"
#include "app/cli/workspaces.h"
#include "core/arch/tfs_csv.h"
#include "core/arch/tfs_eval.h"
#include "core/base/files.h"
#include "core/base/text.h"
#include "core/store/tfs_task_store.h"

namespace auspex::cli {

namespace {

namespace fs = std::filesystem;

tl::expected<std::string, Stop> chosenFormat(const GlobalOptions &options)
{
    const bool toFile = !options.output.empty() && options.output != "-";
    const fs::path extension = fs::path(options.output).extension();
    const std::string otherwise = !toFile || extension == ".csv" ? "csv"
                                  : extension == ".json"         ? "json"
                                                                 : "llmas";
    auto format = formatAmong(options, {"csv", "json", "llmas"}, otherwise);
    if (format && *format == "llmas" && !toFile)
        return wrongUsage("The LLMAS layout is a folder; name it with -o FOLDER.");
    return format;
}

std::string tasksJson(const std::vector<TfsTask> &tasks)
{
    using nlohmann::ordered_json;
    ordered_json list = ordered_json::array();
    for (const TfsTask &task : tasks) {
        ordered_json records = ordered_json::array();
        for (const TfsRecord &record : task.records)
            records.push_back(ordered_json::parse(tfsLine(record)));
        ordered_json splits = ordered_json::array();
        for (const TfsSplit &split : task.splits) {
            ordered_json one;
            one["name"] = split.name;
            one["demonstrations"] = split.demonstrations;
            one["test"] = split.test;
            splits.push_back(std::move(one));
        }
        ordered_json object;
        object["task"] = task.name;
        object["records"] = std::move(records);
        object["splits"] = std::move(splits);
        list.push_back(std::move(object));
    }
    return list.dump(2, ' ', false, ordered_json::error_handler_t::replace) + '\n';
}

Result<void> checkFolderName(const std::string &name, const std::string &what)
{
    if (!name.empty() && name != "." && name != ".." && name.find('/') == std::string::npos)
        return {};
    return failure(ErrorCode::InvalidInput, "The " + what + ' ' + quotedForMessage(name)
                                                + " cannot name a folder, so it cannot be exported "
                                                  "in the LLMAS layout; choose --format json.");
}

Result<void> writeRole(const TfsTask &task, const std::vector<std::size_t> &indices,
                       const fs::path &file)
{
    if (indices.empty())
        return {};
    std::string text;
    for (const std::size_t index : indices)
        text += tfsLine(task.records[index]) + '\n';
    return writeFileAtomically(file, text);
}

Result<void> writeSplit(const TfsTask &task, const TfsSplit &split, const fs::path &folder)
{
    if (Result<void> fine = checkFolderName(split.name, "split"); !fine)
        return fine;
    const fs::path place = folder / split.name / task.name;
    std::error_code error;
    fs::create_directories(place, error);
    if (error)
        return failure(ErrorCode::Io, "The folder " + place.string() + " cannot be made ("
                                          + error.message() + "); choose another place.");
    return writeRole(task, split.demonstrations, place / "train.jsonl").and_then([&] {
        return writeRole(task, split.test, place / "test.jsonl");
    });
}

std::size_t withoutSplit(const TfsTask &task)
{
    std::set<std::size_t> members;
    for (const TfsSplit &split : task.splits) {
        members.insert(split.demonstrations.begin(), split.demonstrations.end());
        members.insert(split.test.begin(), split.test.end());
    }
    return task.records.size() - members.size();
}

Outcome writeLayout(Context &context, const std::vector<TfsTask> &tasks)
{
    const fs::path folder = context.options.output;
    std::error_code ignored;
    if (fs::exists(folder, ignored) && !(fs::is_directory(folder) && fs::is_empty(folder, ignored)))
        return tl::make_unexpected(Stop(
            Status::Failed, folder.string()
                                + " exists and is not an empty folder; old and new files would "
                                  "mix, so choose another one."));
    for (const TfsTask &task : tasks) {
        if (Result<void> fine = checkFolderName(task.name, "task"); !fine)
            return tl::make_unexpected(fine.error());
        for (const TfsSplit &split : task.splits) {
            if (context.job.isCancelled())
                return cancelled();
            if (Result<void> written = writeSplit(task, split, folder); !written)
                return tl::make_unexpected(written.error());
        }
        if (const std::size_t left = withoutSplit(task); left > 0)
            context.console.warn(std::to_string(left) + " architectures of " + task.name
                                 + " are in no split and so have no place in the LLMAS layout; "
                                   "--format json holds them too.");
    }
    return {};
}

} // namespace

Outcome exportTfs(Context &context, const std::string &name)
{
    const auto format = chosenFormat(context.options);
    if (!format)
        return tl::make_unexpected(format.error());
    auto workspace = openToRead(context);
    if (!workspace)
        return tl::make_unexpected(workspace.error());
    std::vector<TfsTask> tasks;
    if (name.empty()) {
        Result<std::vector<TfsTask>> all = loadTasks(*workspace);
        if (!all)
            return tl::make_unexpected(all.error());
        tasks = *std::move(all);
    } else {
        Result<TfsTask> one = loadTask(*workspace, name);
        if (!one)
            return tl::make_unexpected(one.error());
        tasks.push_back(*std::move(one));
    }
    if (tasks.empty())
        return tl::make_unexpected(
            Stop(Status::Failed, "The workspace " + context.options.workspace
                                     + " has no task to export; bring one in with auspex-cli tfs "
                                       "import."));
    if (*format == "llmas")
        return writeLayout(context, tasks);
    if (*format == "json")
        return writeResult(context, tasksJson(tasks));
    if (tasks.size() > 1) {
        std::vector<std::string> names;
        for (const TfsTask &task : tasks)
            names.push_back(task.name);
        return wrongUsage("A CSV file holds one task; choose it with --task from "
                          + join(names, ", ") + ", or use --format json.");
    }
    return writeResult(context, tfsCsv(tasks.front()));
}

} // namespace auspex::cli
