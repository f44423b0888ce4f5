// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/call_rows.h"

#include <cmath>

namespace auspex {

namespace {

constexpr const char *insertCall
    = "INSERT INTO calls (run_id, key, replied, provider, model, architecture, sample, ask, "
      "status, content, finish, value, form, expected, deviation, problem, failure, "
      "prompt_tokens, cached_tokens, cache_write_tokens, completion_tokens, cost, seconds, "
      "fingerprint, service_request, request_bytes) "
      "VALUES ((SELECT id FROM runs WHERE id = ?), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, "
      "?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (key) WHERE replied = 1 DO NOTHING";

constexpr const char *insertTexts
    = "INSERT INTO call_texts (call_id, request, response, usage, price) VALUES (?1, ?2, ?3, "
      "CASE WHEN json_valid(?4) THEN ?4 ELSE '' END, CASE WHEN json_valid(?5) THEN ?5 ELSE '' END)";

std::optional<double> finite(const std::optional<double> &value)
{
    return value && std::isfinite(*value) ? value : std::nullopt;
}

Result<void> run(Statement &statement, const StoredCall &call)
{
    return statement.run(
        call.runId, call.key, call.replied, call.provider, call.model, call.architectureKey,
        call.sample, call.ask, call.status, call.content, call.finish, finite(call.value),
        call.form, finite(call.expected), finite(call.deviation), call.problem,
        call.replied ? std::string() : call.failure, call.promptTokens, call.cachedTokens,
        call.cacheWriteTokens, call.completionTokens, finite(call.cost),
        finite(call.seconds).value_or(0.0), call.fingerprint, call.requestId, call.request.size());
}

} // namespace

Result<void> insertCalls(Database &database, std::span<const StoredCall> calls)
{
    Result<Statement> intoCalls = database.prepare(insertCall);
    if (!intoCalls)
        return tl::make_unexpected(std::move(intoCalls.error()));
    Result<Statement> intoTexts = database.prepare(insertTexts);
    if (!intoTexts)
        return tl::make_unexpected(std::move(intoTexts.error()));
    for (const StoredCall &call : calls) {
        if (Result<void> done = run(*intoCalls, call); !done)
            return done;
        if (database.changedRows() == 0)
            continue; // the key has its reply
        Result<void> done = intoTexts->run(database.lastId(), call.request, call.response,
                                           call.usage, call.price);
        if (!done)
            return done;
    }
    return {};
}

} // namespace auspex
