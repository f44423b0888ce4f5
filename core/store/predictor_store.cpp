// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/predictor_store.h"

#include <algorithm>

#include "core/base/text.h"

namespace auspex {

namespace {

Result<void> checkPredictor(Workspace &workspace, std::int64_t id, const std::string &name,
                            const std::string &spec)
{
    if (trimmed(name).empty() || trimmed(spec).empty())
        return failure(ErrorCode::InvalidInput,
                       "A predictor needs a name and a specification; one of them is empty.");
    const auto taken = workspace.database().count(
        "SELECT count(*) FROM predictor_specs WHERE name = ? AND deleted_at IS NULL AND id <> ?",
        name, id);
    if (!taken)
        return tl::make_unexpected(taken.error());
    if (*taken == 0)
        return {};
    return failure(ErrorCode::InvalidInput, "There is already a predictor " + quotedForMessage(name)
                                                + " in this workspace; choose another name.");
}

tl::unexpected<Error> unknownPredictor()
{
    return failure(ErrorCode::NotFound,
                   "The predictor is not in the workspace any more; choose another one.");
}

/// Runs one UPDATE of predictor_specs that must change a row.
template<typename... Values>
Result<void> change(Workspace &workspace, std::string_view sql, const Values &...values)
{
    Database &database = workspace.database();
    if (Result<void> done = database.run(sql, values...); !done)
        return done;
    if (database.changedRows() == 0)
        return unknownPredictor();
    return {};
}

Result<void> insertPredictor(Workspace &workspace, StoredPredictor &predictor)
{
    const auto others = loadPredictors(workspace);
    if (!others)
        return tl::make_unexpected(others.error());
    const auto isUsed = [&](int color) {
        return std::any_of(others->begin(), others->end(),
                           [&](const StoredPredictor &other) { return other.color == color; });
    };
    while (isUsed(predictor.color))
        ++predictor.color;
    for (const StoredPredictor &other : *others)
        predictor.position = std::max(predictor.position, other.position + 1);
    return workspace.database()
        .run("INSERT INTO predictor_specs (name, spec, color, position) VALUES (?, ?, ?, ?)",
             predictor.name, predictor.spec, predictor.color, predictor.position)
        .map([&] { predictor.id = workspace.database().lastId(); });
}

} // namespace

Result<std::vector<StoredPredictor>> loadPredictors(Workspace &workspace)
{
    Result<Statement> rows = workspace.database().prepare(
        "SELECT id, name, spec, color, position FROM predictor_specs "
        "WHERE deleted_at IS NULL ORDER BY position, id");
    if (!rows)
        return tl::make_unexpected(std::move(rows.error()));
    std::vector<StoredPredictor> predictors;
    while (true) {
        const Result<bool> row = rows->step();
        if (!row)
            return tl::make_unexpected(row.error());
        if (!*row)
            return predictors;
        predictors.push_back({rows->integer(0), rows->text(1), rows->text(2),
                              static_cast<int>(rows->integer(3)),
                              static_cast<int>(rows->integer(4))});
    }
}

Result<StoredPredictor> addPredictor(Workspace &workspace, const std::string &name,
                                     const std::string &spec)
{
    StoredPredictor predictor{0, name, spec, 0, 0};
    Result<Transaction> transaction = workspace.beginWrite();
    if (!transaction)
        return tl::make_unexpected(std::move(transaction.error()));
    const Result<void> done = checkPredictor(workspace, 0, name, spec)
                                  .and_then([&] { return insertPredictor(workspace, predictor); })
                                  .and_then([&] {
                                      return workspace.commit(*transaction, Change::Predictors);
                                  });
    return done.map([&] { return predictor; });
}

Result<void> updatePredictor(Workspace &workspace, const StoredPredictor &predictor)
{
    Result<Transaction> transaction = workspace.beginWrite();
    if (!transaction)
        return tl::make_unexpected(std::move(transaction.error()));
    const auto dropIfChanged = [&](std::string_view sql) {
        return workspace.database().run(sql, predictor.id, predictor.spec);
    };
    return checkPredictor(workspace, predictor.id, predictor.name, predictor.spec)
        .and_then([&] {
            return dropIfChanged("DELETE FROM prediction_sets WHERE predictor_id = ?1 AND ?2 <> "
                                 "(SELECT spec FROM predictor_specs WHERE id = ?1)");
        })
        .and_then([&] {
            return dropIfChanged("DELETE FROM evaluations WHERE predictor_id = ?1 AND ?2 <> "
                                 "(SELECT spec FROM predictor_specs WHERE id = ?1)");
        })
        .and_then([&] {
            return change(workspace,
                          "UPDATE predictor_specs SET name = ?2, spec = ?3, color = ?4, "
                          "position = ?5 WHERE id = ?1 AND deleted_at IS NULL",
                          predictor.id, predictor.name, predictor.spec, predictor.color,
                          predictor.position);
        })
        .and_then([&] { return workspace.commit(*transaction, Change::Predictors); });
}

Result<void> removePredictor(Workspace &workspace, std::int64_t id)
{
    Result<Transaction> transaction = workspace.beginWrite();
    if (!transaction)
        return tl::make_unexpected(std::move(transaction.error()));
    return change(workspace,
                  "UPDATE predictor_specs SET deleted_at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') "
                  "WHERE id = ? AND deleted_at IS NULL",
                  id)
        .and_then([&] { return workspace.commit(*transaction, Change::Predictors); });
}

Result<void> restorePredictor(Workspace &workspace, std::int64_t id)
{
    Result<Transaction> transaction = workspace.beginWrite();
    if (!transaction)
        return tl::make_unexpected(std::move(transaction.error()));
    const auto taken = workspace.database().count(
        "SELECT count(*) FROM predictor_specs a JOIN predictor_specs b ON b.name = a.name "
        "WHERE a.id = ? AND b.id <> a.id AND b.deleted_at IS NULL",
        id);
    if (!taken)
        return tl::make_unexpected(taken.error());
    if (*taken > 0)
        return failure(ErrorCode::InvalidInput,
                       "The predictor cannot come back because another one has its name now; "
                       "rename that one first.");
    return change(workspace,
                  "UPDATE predictor_specs SET deleted_at = NULL WHERE id = ? AND deleted_at IS NOT "
                  "NULL",
                  id)
        .and_then([&] { return workspace.commit(*transaction, Change::Predictors); });
}

} // namespace auspex
