// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/run_store.h"

#include <array>
#include <string_view>

namespace auspex {

namespace {

/// By RunState.
constexpr std::array<std::string_view, 6> stateKeys = {"queued", "running", "paused",
                                                       "done",   "failed",  "cancelled"};

std::string_view keyOf(RunState state)
{
    return stateKeys[static_cast<std::size_t>(state)];
}

RunState stateOf(std::string_view key)
{
    for (std::size_t i = 0; i < stateKeys.size(); ++i) {
        if (stateKeys[i] == key)
            return static_cast<RunState>(i);
    }
    return RunState::Failed; // the table allows no other key
}

std::string textOf(const nlohmann::json &json)
{
    return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

/// An empty object where it cannot be read, which checkWorkspace() finds.
nlohmann::json jsonOf(const std::string &text)
{
    nlohmann::json json = nlohmann::json::parse(text, nullptr, false);
    return json.is_discarded() ? nlohmann::json::object() : std::move(json);
}

tl::unexpected<Error> unknownRun()
{
    return failure(ErrorCode::NotFound,
                   "The run is not in the workspace any more; choose another one.");
}

constexpr const char *select
    = "SELECT id, kind, state, settings, progress, created_at, changed_at FROM runs ";

Result<std::vector<StoredRun>> readRuns(Statement &rows)
{
    std::vector<StoredRun> runs;
    while (true) {
        const Result<bool> row = rows.step();
        if (!row)
            return tl::make_unexpected(row.error());
        if (!*row)
            return runs;
        runs.push_back({rows.integer(0), rows.text(1), stateOf(rows.text(2)), jsonOf(rows.text(3)),
                        jsonOf(rows.text(4)), rows.text(5), rows.text(6)});
    }
}

/// Runs one statement that must change a run.
template<typename... Values>
Result<void> change(Workspace &workspace, std::string_view sql, const Values &...values)
{
    Result<Transaction> transaction = workspace.beginWrite();
    if (!transaction)
        return tl::make_unexpected(std::move(transaction.error()));
    Database &database = workspace.database();
    if (Result<void> done = database.run(sql, values...); !done)
        return done;
    if (database.changedRows() == 0)
        return unknownRun();
    return workspace.commit(*transaction, Change::Runs);
}

} // namespace

Result<StoredRun> addRun(Workspace &workspace, const std::string &kind,
                         const nlohmann::json &settings)
{
    if (kind.empty())
        return failure(ErrorCode::InvalidInput, "A run needs a kind; this one has none.");
    Result<Transaction> transaction = workspace.beginWrite();
    if (!transaction)
        return tl::make_unexpected(std::move(transaction.error()));
    Database &database = workspace.database();
    Result<void> done = database.run("INSERT INTO runs (kind, state, settings) VALUES (?, ?, ?)",
                                     kind, keyOf(RunState::Queued), textOf(settings));
    if (!done)
        return tl::make_unexpected(std::move(done.error()));
    Result<Statement> row = database.prepare(std::string(select) + "WHERE id = ?");
    if (!row)
        return tl::make_unexpected(std::move(row.error()));
    const Result<std::vector<StoredRun>> added = row->bind(database.lastId()).and_then([&] {
        return readRuns(*row);
    });
    if (!added)
        return tl::make_unexpected(added.error());
    return workspace.commit(*transaction, Change::Runs).map([&] { return added->front(); });
}

Result<void> updateRun(Workspace &workspace, std::int64_t id, RunState state,
                       const nlohmann::json &progress)
{
    return change(workspace,
                  "UPDATE runs SET state = ?2, progress = ?3, "
                  "changed_at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') WHERE id = ?1",
                  id, keyOf(state), textOf(progress));
}

Result<std::vector<StoredRun>> loadRuns(Workspace &workspace, const std::string &kind)
{
    Result<Statement> rows = workspace.database().prepare(
        std::string(select) + "WHERE ?1 = '' OR kind = ?1 ORDER BY id");
    if (!rows)
        return tl::make_unexpected(std::move(rows.error()));
    return rows->bind(kind).and_then([&] { return readRuns(*rows); });
}

Result<std::int64_t> settleInterruptedRuns(Workspace &workspace)
{
    Result<Transaction> transaction = workspace.beginWrite();
    if (!transaction)
        return tl::make_unexpected(std::move(transaction.error()));
    Database &database = workspace.database();
    const Result<void> done = database.run(
        "UPDATE runs SET state = 'paused', changed_at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') "
        "WHERE state = 'running'");
    if (!done)
        return tl::make_unexpected(done.error());
    const std::int64_t settled = database.changedRows();
    if (settled == 0)
        return settled; // nothing to write, nobody to tell
    return workspace.commit(*transaction, Change::Runs).map([&] { return settled; });
}

Result<void> removeRun(Workspace &workspace, std::int64_t id)
{
    return change(workspace, "DELETE FROM runs WHERE id = ?", id);
}

} // namespace auspex
