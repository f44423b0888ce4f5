// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/call_store.h"

#include "core/store/call_rows.h"

namespace auspex {

namespace {

constexpr const char *columns
    = "c.id, c.run_id, c.key, c.replied, c.provider, c.model, c.architecture, c.sample, c.ask, "
      "c.status, c.content, c.finish, c.value, c.form, c.expected, c.deviation, c.problem, "
      "c.failure, c.prompt_tokens, c.cached_tokens, c.cache_write_tokens, c.completion_tokens, "
      "c.cost, c.seconds, c.fingerprint, c.service_request, c.created_at";
constexpr int columnCount = 27;

/// Reads the columns above, one after the other.
class Reader {
public:
    explicit Reader(const Statement &row)
        : m_row(row)
    {
    }

    std::int64_t integer() { return m_row.integer(m_column++); }
    int smallInteger() { return static_cast<int>(integer()); }
    double real() { return m_row.real(m_column++); }
    std::string text() { return m_row.text(m_column++); }
    std::optional<double> optionalReal()
    {
        const int column = m_column++;
        return m_row.isNull(column) ? std::nullopt : std::optional(m_row.real(column));
    }

private:
    const Statement &m_row;
    int m_column = 0;
};

StoredCall callOf(const Statement &row)
{
    Reader read(row);
    StoredCall call;
    call.id = read.integer();
    call.runId = read.integer();
    call.key = read.text();
    call.replied = read.integer() != 0;
    call.provider = read.text();
    call.model = read.text();
    call.architectureKey = read.text();
    call.sample = read.smallInteger();
    call.ask = read.smallInteger();
    call.status = read.smallInteger();
    call.content = read.text();
    call.finish = read.text();
    call.value = read.optionalReal();
    call.form = read.text();
    call.expected = read.optionalReal();
    call.deviation = read.optionalReal();
    call.problem = read.text();
    call.failure = read.text();
    call.promptTokens = read.integer();
    call.cachedTokens = read.integer();
    call.cacheWriteTokens = read.integer();
    call.completionTokens = read.integer();
    call.cost = read.optionalReal();
    call.seconds = read.real();
    call.fingerprint = read.text();
    call.requestId = read.text();
    call.createdAt = read.text();
    return call;
}

} // namespace

Result<void> saveCalls(Workspace &workspace, std::span<const StoredCall> calls)
{
    Result<Transaction> transaction = workspace.beginWrite();
    if (!transaction)
        return tl::make_unexpected(std::move(transaction.error()));
    return insertCalls(workspace.database(), calls).and_then([&] {
        return workspace.commit(*transaction, Change::Calls);
    });
}

Result<std::vector<std::optional<StoredCall>>> findReplies(Workspace &workspace,
                                                           std::span<const std::string> keys)
{
    Database &database = workspace.database();
    const Result<Transaction> view = Transaction::begin(database, Transaction::Kind::Read);
    if (!view)
        return tl::make_unexpected(view.error());
    Result<Statement> find = database.prepare(std::string("SELECT ") + columns
                                              + " FROM calls c WHERE c.key = ? AND c.replied = 1");
    if (!find)
        return tl::make_unexpected(std::move(find.error()));
    std::vector<std::optional<StoredCall>> replies;
    replies.reserve(keys.size());
    for (const std::string &key : keys) {
        const Result<bool> row = find->bind(key).and_then([&] { return find->step(); });
        if (!row)
            return tl::make_unexpected(row.error());
        replies.push_back(*row ? std::optional(callOf(*find)) : std::nullopt);
    }
    return replies;
}

Result<std::vector<StoredCall>> loadCalls(Workspace &workspace, const CallFilter &filter)
{
    std::string sql = std::string("SELECT ") + columns + " FROM calls c WHERE c.id > ?1";
    sql += filter.runId ? " AND c.run_id IS nullif(?3, 0)" : " AND ?3 IS NULL";
    if (filter.failuresOnly && filter.unusableOnly)
        sql += " AND (c.replied = 0 OR c.value IS NULL)";
    else if (filter.failuresOnly)
        sql += " AND c.replied = 0";
    else if (filter.unusableOnly)
        sql += " AND c.replied = 1 AND c.value IS NULL";
    Result<Statement> rows = workspace.database().prepare(sql + " ORDER BY c.id LIMIT ?2");
    if (!rows)
        return tl::make_unexpected(std::move(rows.error()));
    const Result<void> bound = rows->bind(filter.afterId, filter.most, filter.runId);
    if (!bound)
        return tl::make_unexpected(bound.error());
    std::vector<StoredCall> calls;
    while (true) {
        const Result<bool> row = rows->step();
        if (!row)
            return tl::make_unexpected(row.error());
        if (!*row)
            return calls;
        calls.push_back(callOf(*rows));
    }
}

Result<StoredCall> loadCall(Workspace &workspace, std::int64_t id)
{
    Result<Statement> find = workspace.database().prepare(
        std::string("SELECT ") + columns
        + ", t.request, t.response, t.usage, t.price FROM calls c "
          "LEFT JOIN call_texts t ON t.call_id = c.id WHERE c.id = ?");
    if (!find)
        return tl::make_unexpected(std::move(find.error()));
    const Result<bool> row = find->bind(id).and_then([&] { return find->step(); });
    if (!row)
        return tl::make_unexpected(row.error());
    if (!*row)
        return failure(ErrorCode::NotFound, "The call " + std::to_string(id)
                                                + " is not in the workspace; choose another one.");
    StoredCall call = callOf(*find);
    call.request = find->text(columnCount);
    call.response = find->text(columnCount + 1);
    call.usage = find->text(columnCount + 2);
    call.price = find->text(columnCount + 3);
    return call;
}

Result<CallTotals> callTotals(Workspace &workspace, std::optional<std::int64_t> runId)
{
    std::string sql
        = "SELECT count(*) FILTER (WHERE replied = 1), "
          "count(*) FILTER (WHERE replied = 1 AND value IS NULL), "
          "count(*) FILTER (WHERE replied = 0), total(prompt_tokens), total(completion_tokens), "
          "total(cost), count(*) FILTER (WHERE replied = 1 AND cost IS NULL) FROM calls WHERE ";
    sql += runId ? "run_id IS nullif(?1, 0)" : "?1 IS NULL";
    Result<Statement> sums = workspace.database().prepare(sql);
    if (!sums)
        return tl::make_unexpected(std::move(sums.error()));
    const Result<bool> row = sums->bind(runId).and_then([&] { return sums->step(); });
    if (!row)
        return tl::make_unexpected(row.error());
    CallTotals totals;
    totals.replies = sums->integer(0);
    totals.unusable = sums->integer(1);
    totals.failures = sums->integer(2);
    totals.promptTokens = sums->integer(3);
    totals.completionTokens = sums->integer(4);
    totals.cost = sums->real(5);
    totals.unpriced = sums->integer(6);
    return totals;
}

Result<std::optional<double>> bytesPerPromptToken(Workspace &workspace, const std::string &model)
{
    Result<Statement> sums = workspace.database().prepare(
        "SELECT total(request_bytes), total(prompt_tokens) FROM calls "
        "WHERE model = ? AND replied = 1 AND prompt_tokens > 0");
    if (!sums)
        return tl::make_unexpected(std::move(sums.error()));
    const Result<bool> row = sums->bind(model).and_then([&] { return sums->step(); });
    if (!row)
        return tl::make_unexpected(row.error());
    if (sums->real(1) <= 0.0)
        return std::optional<double>();
    return std::optional(sums->real(0) / sums->real(1));
}

} // namespace auspex
