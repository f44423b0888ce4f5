// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/batch_store.h"

#include <array>
#include <string_view>

#include "core/store/call_rows.h"

namespace auspex {

namespace {

/// By BatchState.
constexpr std::array<std::string_view, 6> stateKeys = {"submitting", "in_progress", "ended",
                                                       "collected",  "failed",      "cancelled"};

std::string_view keyOf(BatchState state)
{
    return stateKeys[static_cast<std::size_t>(state)];
}

BatchState stateOf(std::string_view key)
{
    for (std::size_t i = 0; i < stateKeys.size(); ++i) {
        if (stateKeys[i] == key)
            return static_cast<BatchState>(i);
    }
    return BatchState::Failed; // the table allows no other key
}

std::string textOf(const nlohmann::json &json)
{
    return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

/// An object where it cannot be read, which checkWorkspace() finds.
nlohmann::json jsonOf(const std::string &text)
{
    nlohmann::json json = nlohmann::json::parse(text, nullptr, false);
    return json.is_object() ? std::move(json) : nlohmann::json::object();
}

tl::unexpected<Error> unknownBatch()
{
    return failure(ErrorCode::NotFound,
                   "The batch job is not in the workspace any more; choose another one.");
}

constexpr const char *select
    = "SELECT id, run_id, provider, model, marker, remote_id, state, settings, requests, finished, "
      "problem, created_at, checked_at FROM batches ";

Result<std::vector<StoredBatch>> readBatches(Statement &rows)
{
    std::vector<StoredBatch> batches;
    while (true) {
        const Result<bool> row = rows.step();
        if (!row)
            return tl::make_unexpected(row.error());
        if (!*row)
            return batches;
        StoredBatch batch;
        batch.id = rows.integer(0);
        batch.runId = rows.integer(1);
        batch.provider = rows.text(2);
        batch.model = rows.text(3);
        batch.marker = rows.text(4);
        batch.remoteId = rows.text(5);
        batch.state = stateOf(rows.text(6));
        batch.settings = jsonOf(rows.text(7));
        batch.requests = rows.integer(8);
        batch.finished = rows.integer(9);
        batch.problem = rows.text(10);
        batch.createdAt = rows.text(11);
        batch.checkedAt = rows.text(12);
        batches.push_back(std::move(batch));
    }
}

Result<void> insertRequests(Database &database, std::int64_t batchId,
                            const std::vector<BatchRequest> &requests)
{
    Result<Statement> insert = database.prepare(
        "INSERT INTO batch_requests (batch_id, custom_id, key, architecture, sample, ask, body) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)");
    if (!insert)
        return tl::make_unexpected(std::move(insert.error()));
    for (const BatchRequest &request : requests) {
        Result<void> done = insert->run(batchId, request.customId, request.key,
                                        request.architectureKey, request.sample, request.ask,
                                        request.body);
        if (!done)
            return done;
    }
    return {};
}

std::optional<std::string> nullIfEmpty(const std::string &text)
{
    return text.empty() ? std::nullopt : std::optional(text);
}

} // namespace

bool isFinal(BatchState state)
{
    return state == BatchState::Collected || state == BatchState::Failed
           || state == BatchState::Cancelled;
}

Result<StoredBatch> addBatch(Workspace &workspace, const StoredBatch &batch,
                             const std::vector<BatchRequest> &requests)
{
    Result<Transaction> transaction = workspace.beginWrite();
    if (!transaction)
        return tl::make_unexpected(std::move(transaction.error()));
    Database &database = workspace.database();
    const Result<void> inserted = database.run(
        "INSERT INTO batches (run_id, provider, model, marker, remote_id, state, settings, "
        "requests, finished, problem, checked_at) VALUES ((SELECT id FROM runs WHERE id = ?), ?, "
        "?, ?, ?, ?, ?, ?, ?, ?, ?)",
        batch.runId, batch.provider, batch.model, batch.marker, batch.remoteId, keyOf(batch.state),
        textOf(batch.settings), batch.requests, batch.finished, batch.problem,
        nullIfEmpty(batch.checkedAt));
    if (!inserted)
        return tl::make_unexpected(inserted.error());
    const std::int64_t id = database.lastId();
    if (const Result<void> done = insertRequests(database, id, requests); !done)
        return tl::make_unexpected(done.error());
    Result<StoredBatch> added = loadBatch(workspace, id);
    if (!added)
        return added;
    return workspace.commit(*transaction, Change::Runs).map([&] { return *added; });
}

Result<void> updateBatch(Workspace &workspace, const StoredBatch &batch)
{
    Result<Transaction> transaction = workspace.beginWrite();
    if (!transaction)
        return tl::make_unexpected(std::move(transaction.error()));
    Database &database = workspace.database();
    Result<void> done = database.run(
        "UPDATE batches SET remote_id = ?2, state = ?3, settings = ?4, requests = ?5, "
        "finished = ?6, problem = ?7, checked_at = ?8 WHERE id = ?1",
        batch.id, batch.remoteId, keyOf(batch.state), textOf(batch.settings), batch.requests,
        batch.finished, batch.problem, nullIfEmpty(batch.checkedAt));
    if (!done)
        return done;
    if (database.changedRows() == 0)
        return unknownBatch();
    if (isFinal(batch.state))
        done = database.run("DELETE FROM batch_requests WHERE batch_id = ?", batch.id);
    return done.and_then([&] { return workspace.commit(*transaction, Change::Runs); });
}

Result<std::vector<StoredBatch>> loadBatches(Workspace &workspace)
{
    Result<Statement> rows = workspace.database().prepare(std::string(select) + "ORDER BY id");
    if (!rows)
        return tl::make_unexpected(std::move(rows.error()));
    return readBatches(*rows);
}

Result<StoredBatch> loadBatch(Workspace &workspace, std::int64_t id)
{
    Result<Statement> rows = workspace.database().prepare(std::string(select) + "WHERE id = ?");
    if (!rows)
        return tl::make_unexpected(std::move(rows.error()));
    Result<std::vector<StoredBatch>> found = rows->bind(id).and_then(
        [&] { return readBatches(*rows); });
    if (!found)
        return tl::make_unexpected(std::move(found.error()));
    if (found->empty())
        return unknownBatch();
    return std::move(found->front());
}

Result<std::vector<BatchRequest>> loadBatchRequests(Workspace &workspace, std::int64_t batchId)
{
    Result<Statement> rows = workspace.database().prepare(
        "SELECT custom_id, key, architecture, sample, ask, body FROM batch_requests "
        "WHERE batch_id = ? ORDER BY id");
    if (!rows)
        return tl::make_unexpected(std::move(rows.error()));
    if (const Result<void> bound = rows->bind(batchId); !bound)
        return tl::make_unexpected(bound.error());
    std::vector<BatchRequest> requests;
    while (true) {
        const Result<bool> row = rows->step();
        if (!row)
            return tl::make_unexpected(row.error());
        if (!*row)
            return requests;
        requests.push_back({rows->text(0), rows->text(1), rows->text(2),
                            static_cast<int>(rows->integer(3)), static_cast<int>(rows->integer(4)),
                            rows->text(5)});
    }
}

Result<void> settleBatchRequests(Workspace &workspace, std::int64_t batchId,
                                 std::span<const StoredCall> calls)
{
    Result<Transaction> transaction = workspace.beginWrite();
    if (!transaction)
        return tl::make_unexpected(std::move(transaction.error()));
    Database &database = workspace.database();
    if (Result<void> inserted = insertCalls(database, calls); !inserted)
        return inserted;
    Result<Statement> settle = database.prepare(
        "DELETE FROM batch_requests WHERE batch_id = ? AND key = ?");
    if (!settle)
        return tl::make_unexpected(std::move(settle.error()));
    for (const StoredCall &call : calls) {
        if (Result<void> done = settle->run(batchId, call.key); !done)
            return done;
    }
    return workspace.commit(*transaction, Change::Calls);
}

Result<std::vector<bool>> waitInBatches(Workspace &workspace, std::span<const std::string> keys)
{
    Result<Statement> find = workspace.database().prepare(
        "SELECT 1 FROM batch_requests WHERE key = ? LIMIT 1");
    if (!find)
        return tl::make_unexpected(std::move(find.error()));
    std::vector<bool> wait;
    wait.reserve(keys.size());
    for (const std::string &key : keys) {
        const Result<bool> row = find->bind(key).and_then([&] { return find->step(); });
        if (!row)
            return tl::make_unexpected(row.error());
        wait.push_back(*row);
    }
    return wait;
}

} // namespace auspex
