// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/tfs_task_store.h"

#include <functional>
#include <unordered_map>

#include "core/base/text.h"
#include "core/store/architecture_rows.h"

namespace auspex {

namespace {

/// Calls `use` for every row of a query about one task.
Result<void> forEachRow(Database &database, std::string_view sql, std::int64_t taskId,
                        const std::function<Result<void>(const Statement &)> &use)
{
    Result<Statement> statement = database.prepare(sql);
    if (!statement)
        return tl::make_unexpected(std::move(statement.error()));
    if (Result<void> bound = statement->bind(taskId); !bound)
        return bound;
    while (true) {
        const Result<bool> row = statement->step();
        if (!row)
            return tl::make_unexpected(row.error());
        if (!*row)
            return {};
        if (Result<void> used = use(*statement); !used)
            return used;
    }
}

/// Fills one StoredTask; its first failure ends the reading.
class TaskReader {
public:
    TaskReader(Database &database, std::int64_t id)
        : m_database(database)
        , m_id(id)
    {
    }

    Result<StoredTask> read()
    {
        return readName()
            .and_then([this] { return readRecords(); })
            .and_then([this] { return readScores(); })
            .and_then([this] { return readCounts(); })
            .and_then([this] { return readSplits(); })
            .map([this] { return std::move(m_stored); });
    }

private:
    Result<void> rows(std::string_view sql,
                      const std::function<Result<void>(const Statement &)> &use)
    {
        return forEachRow(m_database, sql, m_id, use);
    }

    /// The index of the record of the architecture in column 0.
    Result<std::size_t> recordIndex(const Statement &row) const
    {
        const auto found = m_indexOf.find(row.integer(0));
        if (found != m_indexOf.end())
            return found->second;
        return failure(ErrorCode::Corrupt,
                       "The task " + m_stored.task.name
                           + " has values without their architecture; keep a copy of the "
                             "workspace and go on with its newest backup.");
    }

    /// As rows(), handing over the record that column 0 names.
    Result<void> recordRows(std::string_view sql,
                            const std::function<void(TfsRecord &, const Statement &)> &use)
    {
        return rows(sql, [&](const Statement &row) {
            return recordIndex(row).map(
                [&](std::size_t index) { use(m_stored.task.records[index], row); });
        });
    }

    Result<void> readName()
    {
        return rows("SELECT name FROM tasks WHERE id = ?", [this](const Statement &row) {
            m_stored.task.name = row.text(0);
            return Result<void>();
        });
    }

    Result<void> readRecords()
    {
        return rows(
            "SELECT r.architecture_id, a.json FROM records r "
            "JOIN architectures a ON a.id = r.architecture_id "
            "WHERE r.task_id = ? ORDER BY r.position",
            [this](const Statement &row) {
                return storedArchitecture(row.text(1)).map([&](Architecture &&architecture) {
                    m_indexOf.emplace(row.integer(0), m_stored.task.records.size());
                    m_stored.architectureIds.push_back(row.integer(0));
                    m_stored.task.records.emplace_back().architecture = std::move(architecture);
                });
            });
    }

    Result<void> readScores()
    {
        return recordRows("SELECT architecture_id, target, value FROM tfs_scores WHERE task_id = ?",
                          [](TfsRecord &record, const Statement &row) {
                              record.tfs[row.text(1)] = row.real(2);
                          })
            .and_then([this] {
                return recordRows("SELECT architecture_id, predictor, target, value "
                                  "FROM recorded_scores WHERE task_id = ?",
                                  [](TfsRecord &record, const Statement &row) {
                                      record.recorded[row.text(1)][row.text(2)] = row.real(3);
                                  });
            })
            .and_then([this] {
                return recordRows(
                    "SELECT architecture_id, milliseconds FROM latencies WHERE task_id = ?",
                    [](TfsRecord &record, const Statement &row) {
                        record.latencyMs = row.real(1);
                    });
            });
    }

    Result<void> readCounts()
    {
        return recordRows(
            "SELECT architecture_id, kind, value FROM stated_counts WHERE task_id = ?",
            [](TfsRecord &record, const Statement &row) {
                const std::string kind = row.text(1);
                StatedCounts &stated = record.stated;
                auto &count = kind == "total_flops"                ? stated.totalFlops
                              : kind == "last_layer_flops"         ? stated.lastLayerFlops
                              : kind == "flops_without_last_layer" ? stated.flopsWithoutLastLayer
                              : kind == "parameters_without_embeddings"
                                  ? stated.parametersWithoutEmbeddings
                                  : stated.embeddingParameters;
                count = row.integer(2);
            });
    }

    Result<void> readSplits()
    {
        std::unordered_map<std::int64_t, std::size_t> splitOf;
        return rows("SELECT id, name FROM splits WHERE task_id = ? ORDER BY id",
                    [&](const Statement &row) {
                        splitOf.emplace(row.integer(0), m_stored.task.splits.size());
                        m_stored.task.splits.push_back({row.text(1), {}, {}});
                        return Result<void>();
                    })
            .and_then([&] {
                return rows("SELECT m.architecture_id, i.split_id, i.role FROM ("
                            "SELECT max(id) AS id, split_id, role FROM imports "
                            "WHERE task_id = ? AND split_id IS NOT NULL GROUP BY split_id, role) i "
                            "JOIN split_members m ON m.import_id = i.id ORDER BY i.id, m.position",
                            [&](const Statement &row) {
                                return recordIndex(row).map([&](std::size_t index) {
                                    TfsSplit &split = m_stored.task.splits[splitOf[row.integer(1)]];
                                    (row.text(2) == "test" ? split.test : split.demonstrations)
                                        .push_back(index);
                                });
                            });
            });
    }

    Database &m_database;
    std::int64_t m_id;
    StoredTask m_stored;
    std::unordered_map<std::int64_t, std::size_t> m_indexOf;
};

Result<std::vector<std::string>> texts(Database &database, std::string_view sql,
                                       std::int64_t taskId)
{
    std::vector<std::string> found;
    return forEachRow(database, sql, taskId,
                      [&](const Statement &row) {
                          found.push_back(row.text(0));
                          return Result<void>();
                      })
        .map([&] { return std::move(found); });
}

Result<std::vector<TaskInfo>> listInView(Database &database)
{
    std::vector<TaskInfo> tasks;
    const Result<void> done = forEachRow(
        database,
        "SELECT id, name, revision, (SELECT count(*) FROM records r WHERE r.task_id = t.id) "
        "FROM tasks t WHERE deleted_at IS NULL AND 0 = ? ORDER BY name",
        0, [&](const Statement &row) {
            tasks.push_back({row.integer(0), row.text(1), row.integer(2), row.integer(3), {}, {}});
            return Result<void>();
        });
    if (!done)
        return tl::make_unexpected(done.error());
    for (TaskInfo &task : tasks) {
        auto splits = texts(database, "SELECT name FROM splits WHERE task_id = ? ORDER BY id",
                            task.id);
        auto targets = texts(database,
                             "SELECT DISTINCT target FROM tfs_scores WHERE task_id = ? ORDER BY 1",
                             task.id);
        if (!splits || !targets)
            return tl::make_unexpected(splits ? targets.error() : splits.error());
        task.splits = *std::move(splits);
        task.targets = *std::move(targets);
    }
    return tasks;
}

Result<void> updateTask(Workspace &workspace, std::string_view sql, std::int64_t id,
                        const std::string &text)
{
    Result<Transaction> transaction = workspace.beginWrite();
    if (!transaction)
        return tl::make_unexpected(std::move(transaction.error()));
    if (Result<void> done = workspace.database().run(sql, id, text); !done)
        return done;
    return workspace.commit(*transaction, Change::Tasks);
}

tl::unexpected<Error> nameTaken(const std::string &name)
{
    return failure(ErrorCode::InvalidInput, "There is already a task " + quotedForMessage(name)
                                                + " in this workspace; choose another name or "
                                                  "rename that one first.");
}

Result<bool> isTaken(Workspace &workspace, const std::string &name)
{
    return workspace.database()
        .count("SELECT count(*) FROM tasks WHERE name = ? AND deleted_at IS NULL", name)
        .map([](std::int64_t count) { return count > 0; });
}

} // namespace

Result<StoredTask> readTask(Database &database, std::int64_t id)
{
    return TaskReader(database, id).read();
}

Result<std::int64_t> taskIdOf(Workspace &workspace, const std::string &name)
{
    const auto id = workspace.database().integer(
        "SELECT id FROM tasks WHERE name = ? AND deleted_at IS NULL", name);
    if (!id)
        return tl::make_unexpected(id.error());
    if (*id)
        return **id;
    const auto tasks = listInView(workspace.database());
    if (!tasks)
        return tl::make_unexpected(tasks.error());
    std::vector<std::string> names;
    for (const TaskInfo &task : *tasks)
        names.push_back(task.name);
    return failure(ErrorCode::NotFound,
                   "There is no task " + quotedForMessage(name) + " in the workspace "
                       + workspace.path().string() + "; "
                       + (names.empty() ? "it has no task yet, so import one first."
                                        : "it has " + join(names, ", ") + '.'));
}

Result<std::vector<TaskInfo>> listTasks(Workspace &workspace)
{
    Result<Transaction> view = Transaction::begin(workspace.database(), Transaction::Kind::Read);
    if (!view)
        return tl::make_unexpected(std::move(view.error()));
    return listInView(workspace.database());
}

Result<std::vector<TfsTask>> loadTasks(Workspace &workspace)
{
    Result<Transaction> view = Transaction::begin(workspace.database(), Transaction::Kind::Read);
    if (!view)
        return tl::make_unexpected(std::move(view.error()));
    const auto infos = listInView(workspace.database());
    if (!infos)
        return tl::make_unexpected(infos.error());
    std::vector<TfsTask> tasks;
    for (const TaskInfo &info : *infos) {
        Result<StoredTask> stored = readTask(workspace.database(), info.id);
        if (!stored)
            return tl::make_unexpected(std::move(stored.error()));
        tasks.push_back(std::move(stored->task));
    }
    return tasks;
}

Result<TfsTask> loadTask(Workspace &workspace, const std::string &name)
{
    Result<Transaction> view = Transaction::begin(workspace.database(), Transaction::Kind::Read);
    if (!view)
        return tl::make_unexpected(std::move(view.error()));
    const auto id = taskIdOf(workspace, name);
    if (!id)
        return tl::make_unexpected(id.error());
    return readTask(workspace.database(), *id).map([](StoredTask &&stored) {
        return std::move(stored.task);
    });
}

Result<std::int64_t> removeTask(Workspace &workspace, const std::string &name)
{
    auto id = taskIdOf(workspace, name);
    if (!id)
        return id;
    return updateTask(workspace,
                      "UPDATE tasks SET deleted_at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') "
                      "WHERE id = ?1 AND name = ?2",
                      *id, name)
        .map([&] { return *id; });
}

Result<void> restoreTask(Workspace &workspace, std::int64_t id)
{
    const auto names = texts(workspace.database(),
                             "SELECT name FROM tasks WHERE id = ? AND deleted_at IS NOT NULL", id);
    if (!names)
        return tl::make_unexpected(names.error());
    if (names->empty())
        return failure(
            ErrorCode::NotFound,
            "The deleted task is not in the workspace any more; it was removed for good.");
    const std::string &name = names->front();
    const Result<bool> taken = isTaken(workspace, name);
    if (!taken)
        return tl::make_unexpected(taken.error());
    if (*taken)
        return nameTaken(name);
    return updateTask(workspace, "UPDATE tasks SET deleted_at = NULL WHERE id = ?1 AND name = ?2",
                      id, name);
}

Result<void> renameTask(Workspace &workspace, const std::string &name, const std::string &newName)
{
    const auto id = taskIdOf(workspace, name);
    if (!id)
        return tl::make_unexpected(id.error());
    if (newName == name)
        return {};
    if (trimmed(newName).empty())
        return failure(ErrorCode::InvalidInput, "A task needs a name; the new one is empty.");
    const Result<bool> taken = isTaken(workspace, newName);
    if (!taken)
        return tl::make_unexpected(taken.error());
    if (*taken)
        return nameTaken(newName);
    return updateTask(workspace, "UPDATE tasks SET name = ?2 WHERE id = ?1", *id, newName);
}

Result<std::int64_t> purgeDeleted(Workspace &workspace)
{
    Result<Transaction> transaction = workspace.beginWrite();
    if (!transaction)
        return tl::make_unexpected(std::move(transaction.error()));
    Database &database = workspace.database();
    std::int64_t purged = 0;
    const auto deleteFrom = [&](std::string_view sql) {
        return database.run(sql).map([&] { purged += database.changedRows(); });
    };
    const Result<void> done
        = deleteFrom("DELETE FROM tasks WHERE deleted_at IS NOT NULL")
              .and_then([&] {
                  return deleteFrom("DELETE FROM predictor_specs WHERE deleted_at IS NOT NULL");
              })
              .and_then([&] {
                  return database.run("DELETE FROM architectures WHERE id NOT IN "
                                      "(SELECT architecture_id FROM records UNION "
                                      "SELECT architecture_id FROM predictions)");
              })
              .and_then([&] { return workspace.commit(*transaction, Change::Tasks); });
    return done.map([&] { return purged; });
}

} // namespace auspex
