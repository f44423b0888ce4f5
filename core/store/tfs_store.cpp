// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/tfs_store.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include <nlohmann/json.hpp>

#include "core/base/text.h"
#include "core/store/architecture_rows.h"
#include "core/store/record_writer.h"
#include "core/store/tfs_task_store.h"

namespace auspex {

namespace {

bool isFinite(const TargetScores &scores)
{
    return std::all_of(scores.begin(), scores.end(),
                       [](const auto &score) { return std::isfinite(score.second); });
}

bool isFinite(const TfsRecord &record)
{
    return isFinite(record.tfs) && std::isfinite(record.latencyMs.value_or(0))
           && std::all_of(record.recorded.begin(), record.recorded.end(),
                          [](const auto &scores) { return isFinite(scores.second); });
}

/// The request's records without those that the file format's numbers cannot hold.
struct UsableRecords {
    std::vector<TfsRecord> records;
    std::vector<std::size_t> lines;
    std::vector<LineProblem> problems;
};

UsableRecords usableRecords(const ImportRequest &request)
{
    UsableRecords usable;
    for (std::size_t i = 0; i < request.records.size(); ++i) {
        const std::size_t line = i < request.lines.size() ? request.lines[i] : 0;
        if (isFinite(request.records[i])) {
            usable.records.push_back(request.records[i]);
            usable.lines.push_back(line);
        } else {
            usable.problems.push_back(
                {request.file, line, "a number is not finite; the record was left out."});
        }
    }
    return usable;
}

std::string problemsJson(const std::vector<LineProblem> &problems)
{
    nlohmann::json list = nlohmann::json::array();
    for (const LineProblem &problem : problems)
        list.push_back(
            {{"file", problem.file}, {"line", problem.line}, {"reason", problem.reason}});
    return list.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::string counted(std::size_t count, const std::string &one)
{
    return std::to_string(count) + ' ' + one + (count == 1 ? "" : "s");
}

std::string summaryMessage(const ImportSummary &summary, const ImportRequest &request)
{
    std::string message = request.file + ": ";
    if (summary.wasKnown)
        return message + "the workspace already has exactly this content for task " + summary.task
               + "; nothing changed.";
    message += counted(summary.usedRecords, "architecture") + " for task " + summary.task;
    if (!request.split.empty())
        message += request.role == SplitRole::Test
                       ? " (test, split " + request.split + ')'
                       : " (demonstrations, split " + request.split + ')';
    message += ", " + std::to_string(summary.newRecords) + " of them new; "
               + counted(summary.newScores, "new score");
    if (!summary.problems.empty())
        message += "; " + counted(summary.problems.size(), "problem");
    return message + '.';
}

Result<std::int64_t> findOrAdd(Database &database, std::string_view find, std::string_view add,
                               std::int64_t owner, const std::string &name)
{
    const auto found = database.integer(find, owner, name);
    if (!found)
        return tl::make_unexpected(found.error());
    if (*found)
        return **found;
    return database.run(add, owner, name).map([&] { return database.lastId(); });
}

Result<std::int64_t> splitIdOf(Database &database, std::int64_t taskId, const std::string &name)
{
    return findOrAdd(database, "SELECT id FROM splits WHERE task_id = ? AND name = ?",
                     "INSERT INTO splits (task_id, name) VALUES (?, ?)", taskId, name);
}

/// The newest import in the request's place, if it has the same content.
Result<std::optional<std::int64_t>> knownImport(Database &database, const ImportRequest &request)
{
    if (request.contentSha256.empty())
        return std::optional<std::int64_t>();
    if (request.split.empty())
        return database.integer("SELECT max(i.id) FROM imports i JOIN tasks t ON t.id = i.task_id "
                                "WHERE t.name = ? AND t.deleted_at IS NULL AND i.split_id IS NULL "
                                "AND i.sha256 = ?",
                                request.task, request.contentSha256);
    return database.integer("SELECT id FROM imports WHERE sha256 = ?4 AND id = (SELECT max(i.id) "
                            "FROM imports i JOIN tasks t ON t.id = i.task_id "
                            "JOIN splits s ON s.id = i.split_id WHERE t.name = ?1 "
                            "AND t.deleted_at IS NULL AND s.name = ?2 AND i.role = ?3)",
                            request.task, request.split, roleText(request.role),
                            request.contentSha256);
}

Result<void> checkRequest(const ImportRequest &request)
{
    if (trimmed(request.task).empty())
        return failure(ErrorCode::InvalidInput,
                       "The file " + request.file + " has no task to go to; name one.");
    return {};
}

tl::unexpected<Error> nothingUsable(const ImportRequest &request,
                                    const std::vector<LineProblem> &problems)
{
    return failure(ErrorCode::InvalidInput,
                   "No record of " + request.file + " could be used, so nothing was imported"
                       + (problems.empty() ? std::string("; the file has none.")
                                           : ". The first problem: " + describe(problems.front())));
}

/// The record indices that the file's records have in the merged task.
std::vector<std::size_t> mergedIndices(TfsTask &task, const ImportRequest &request,
                                       const UsableRecords &usable,
                                       std::vector<LineProblem> &problems)
{
    std::vector<LineProblem> found = mergeRecords(task, request.split, request.role, usable.records,
                                                  usable.lines, request.file);
    problems.insert(problems.end(), found.begin(), found.end());
    for (const TfsSplit &split : task.splits) {
        if (split.name == request.split)
            return request.role == SplitRole::Test ? split.test : split.demonstrations;
    }
    return {};
}

Result<void> writeRecords(Database &database, RecordWriter &writer, StoredTask &stored,
                          const std::vector<std::size_t> &indices, bool asMembers)
{
    Result<ArchitectureRows> architectures = ArchitectureRows::prepare(database);
    if (!architectures)
        return tl::make_unexpected(std::move(architectures.error()));
    for (std::size_t position = 0; position < indices.size(); ++position) {
        const std::size_t index = indices[position];
        const TfsRecord &record = stored.task.records[index];
        if (index >= stored.architectureIds.size()) { // new ones come in the order of their indices
            const Result<std::int64_t> id = architectures->idOf(record.architecture);
            if (!id)
                return tl::make_unexpected(id.error());
            stored.architectureIds.push_back(*id);
            if (Result<void> done = writer.addRecord(*id, index); !done)
                return done;
        }
        const std::int64_t architectureId = stored.architectureIds[index];
        Result<void> done = writer.addValues(architectureId, record);
        if (done && asMembers)
            done = writer.addMember(architectureId, position);
        if (!done)
            return done;
    }
    return writer.finish();
}

/// Everything of importTfsFile() inside its transaction.
Result<ImportSummary> importInside(Database &database, const ImportRequest &request)
{
    ImportSummary summary;
    summary.task = request.task;
    const auto known = knownImport(database, request);
    if (!known)
        return tl::make_unexpected(known.error());
    if (*known) {
        summary.importId = **known;
        summary.wasKnown = true;
        summary.problems = request.problems;
        return summary;
    }
    const auto taskId = findOrAdd(
        database, "SELECT id FROM tasks WHERE deleted_at IS NULL AND 0 = ?1 AND name = ?2",
        "INSERT INTO tasks (revision, name) VALUES (?, ?)", 0, request.task);
    if (!taskId)
        return tl::make_unexpected(taskId.error());
    Result<StoredTask> stored = readTask(database, *taskId);
    if (!stored)
        return tl::make_unexpected(std::move(stored.error()));
    const UsableRecords usable = usableRecords(request);
    summary.isNewTask = stored->task.records.empty();
    summary.problems = request.problems;
    summary.problems.insert(summary.problems.end(), usable.problems.begin(), usable.problems.end());
    const auto indices = mergedIndices(stored->task, request, usable, summary.problems);
    summary.usedRecords = indices.size();
    if (indices.empty())
        return nothingUsable(request, summary.problems);

    std::optional<std::int64_t> splitId;
    if (!request.split.empty()) {
        const auto id = splitIdOf(database, *taskId, request.split);
        if (!id)
            return tl::make_unexpected(id.error());
        splitId = *id;
    }
    Result<RecordWriter> writer = RecordWriter::prepare(database, *taskId);
    if (!writer)
        return tl::make_unexpected(std::move(writer.error()));
    const auto importId = writer->start(splitId, request.role, "file", request.file,
                                        request.contentSha256, problemsJson(summary.problems));
    if (!importId)
        return tl::make_unexpected(importId.error());
    summary.importId = *importId;
    const Result<void> written = writeRecords(database, *writer, *stored, indices,
                                              splitId.has_value());
    if (!written)
        return tl::make_unexpected(written.error());
    summary.newRecords = writer->newRecords();
    summary.newScores = writer->newScores();
    return summary;
}

Result<std::int64_t> saveRole(Database &database, const StoredTask &stored, std::int64_t taskId,
                              std::int64_t splitId, SplitRole role,
                              const std::vector<std::size_t> &members)
{
    Result<RecordWriter> writer = RecordWriter::prepare(database, taskId);
    if (!writer)
        return tl::make_unexpected(std::move(writer.error()));
    auto importId = writer->start(splitId, role, "drawn", {}, {}, "[]");
    if (!importId)
        return importId;
    for (std::size_t position = 0; position < members.size(); ++position) {
        const Result<void> done = writer->addMember(stored.architectureIds[members[position]],
                                                    position);
        if (!done)
            return tl::make_unexpected(done.error());
    }
    return writer->finish().map([&] { return *importId; });
}

Result<void> checkSplit(const TfsSplit &split, const StoredTask &stored)
{
    std::vector<std::size_t> all = split.demonstrations;
    all.insert(all.end(), split.test.begin(), split.test.end());
    std::sort(all.begin(), all.end());
    const bool inRange = all.empty() || all.back() < stored.architectureIds.size();
    if (inRange && !trimmed(split.name).empty()
        && std::adjacent_find(all.begin(), all.end()) == all.end())
        return {};
    return failure(ErrorCode::InvalidInput,
                   "The split " + quotedForMessage(split.name)
                       + " cannot be stored: it needs a name, and architectures of the task "
                       + stored.task.name + ", each at most once.");
}

Result<std::vector<std::int64_t>> saveSplitInside(Workspace &workspace, const std::string &task,
                                                  const TfsSplit &split)
{
    Database &database = workspace.database();
    const auto taskId = taskIdOf(workspace, task);
    if (!taskId)
        return tl::make_unexpected(taskId.error());
    const Result<StoredTask> stored = readTask(database, *taskId);
    if (!stored)
        return tl::make_unexpected(stored.error());
    if (const Result<void> fine = checkSplit(split, *stored); !fine)
        return tl::make_unexpected(fine.error());
    const auto splitId = splitIdOf(database, *taskId, split.name);
    if (!splitId)
        return tl::make_unexpected(splitId.error());
    std::vector<std::int64_t> ids;
    for (const SplitRole role : {SplitRole::Demonstrations, SplitRole::Test}) {
        const auto id = saveRole(database, *stored, *taskId, *splitId, role,
                                 role == SplitRole::Test ? split.test : split.demonstrations);
        if (!id)
            return tl::make_unexpected(id.error());
        ids.push_back(*id);
    }
    return ids;
}

Result<void> removeImport(Database &database, std::int64_t id)
{
    const auto taskId = database.integer("SELECT task_id FROM imports WHERE id = ?", id);
    if (!taskId)
        return tl::make_unexpected(taskId.error());
    if (!*taskId)
        return failure(ErrorCode::NotFound,
                       "This import is not in the workspace any more; there is nothing to undo.");
    const auto newer = database.count("SELECT count(*) FROM imports WHERE task_id = ? AND id > ?",
                                      **taskId, id);
    if (!newer)
        return tl::make_unexpected(newer.error());
    if (*newer > 0)
        return failure(
            ErrorCode::InvalidInput,
            "This import cannot be undone because later imports into the same task build "
            "on it; undo those first.");
    return database.run("DELETE FROM imports WHERE id = ?", id)
        .and_then([&] {
            return database.run("DELETE FROM splits WHERE task_id = ?1 AND id NOT IN (SELECT "
                                "split_id FROM imports WHERE split_id IS NOT NULL)",
                                **taskId);
        })
        .and_then([&] {
            return database.run("DELETE FROM tasks WHERE id = ?1 AND NOT EXISTS "
                                "(SELECT 1 FROM imports WHERE task_id = ?1)",
                                **taskId);
        })
        .and_then([&] {
            return database.run("UPDATE tasks SET revision = revision + 1 WHERE id = ?", **taskId);
        });
}

} // namespace

Result<ImportSummary> importTfsFile(Workspace &workspace, const ImportRequest &request)
{
    return importTfsFile(workspace, std::span(&request, 1)).map([](auto &&summaries) {
        return std::move(summaries.front());
    });
}

Result<std::vector<ImportSummary>> importTfsFile(Workspace &workspace,
                                                 std::span<const ImportRequest> parts)
{
    Result<Transaction> transaction = workspace.beginWrite();
    if (!transaction)
        return tl::make_unexpected(std::move(transaction.error()));
    std::vector<ImportSummary> summaries;
    for (const ImportRequest &request : parts) {
        if (const Result<void> fine = checkRequest(request); !fine)
            return tl::make_unexpected(fine.error());
        Result<ImportSummary> summary = importInside(workspace.database(), request);
        if (!summary)
            return tl::make_unexpected(std::move(summary.error()));
        summary->message = summaryMessage(*summary, request);
        summaries.push_back(*std::move(summary));
    }
    const bool nothingNew = std::all_of(summaries.begin(), summaries.end(),
                                        [](const ImportSummary &part) { return part.wasKnown; });
    if (nothingNew)
        return summaries;
    if (const Result<void> done = workspace.commit(*transaction, Change::Tasks); !done)
        return tl::make_unexpected(done.error());
    return summaries;
}

Result<std::vector<std::int64_t>> saveSplit(Workspace &workspace, const std::string &task,
                                            const TfsSplit &split)
{
    Result<Transaction> transaction = workspace.beginWrite();
    if (!transaction)
        return tl::make_unexpected(std::move(transaction.error()));
    auto ids = saveSplitInside(workspace, task, split);
    if (!ids)
        return ids;
    if (const Result<void> done = workspace.commit(*transaction, Change::Tasks); !done)
        return tl::make_unexpected(done.error());
    return ids;
}

Result<void> removeImports(Workspace &workspace, std::vector<std::int64_t> importIds)
{
    Result<Transaction> transaction = workspace.beginWrite();
    if (!transaction)
        return tl::make_unexpected(std::move(transaction.error()));
    std::sort(importIds.rbegin(), importIds.rend());
    for (const std::int64_t id : importIds) {
        if (Result<void> done = removeImport(workspace.database(), id); !done)
            return done;
    }
    return workspace.commit(*transaction, Change::Tasks);
}

} // namespace auspex
