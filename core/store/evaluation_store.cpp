// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/evaluation_store.h"

#include "core/base/text.h"
#include "core/store/architecture_rows.h"
#include "core/store/tfs_task_store.h"

namespace auspex {

namespace {

std::string canonical(const nlohmann::json &json)
{
    return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

Result<void> checkPredictorExists(Database &database, std::int64_t id)
{
    const auto found = database.count(
        "SELECT count(*) FROM predictor_specs WHERE id = ? AND deleted_at IS NULL", id);
    if (!found)
        return tl::make_unexpected(found.error());
    if (*found > 0)
        return {};
    return failure(ErrorCode::NotFound,
                   "The predictor is not in the workspace any more; choose another one.");
}

Result<std::int64_t> insertSet(Workspace &workspace, const PredictionSet &set)
{
    Database &database = workspace.database();
    if (const Result<void> known = checkPredictorExists(database, set.predictorId); !known)
        return tl::make_unexpected(known.error());
    auto taskId = taskIdOf(workspace, set.task);
    if (!taskId)
        return taskId;
    const auto splitId = database.integer("SELECT id FROM splits WHERE task_id = ? AND name = ?",
                                          *taskId, set.split);
    if (!splitId)
        return tl::make_unexpected(splitId.error());
    if (!*splitId)
        return failure(ErrorCode::NotFound, "The task " + set.task + " has no split "
                                                + quotedForMessage(set.split)
                                                + "; choose one that it has.");
    return database
        .run("DELETE FROM prediction_sets WHERE predictor_id = ? AND split_id = ? AND target = ?",
             set.predictorId, **splitId, set.target)
        .and_then([&] {
            return database.run("INSERT INTO prediction_sets (predictor_id, split_id, target, "
                                "task_revision) VALUES (?1, ?2, ?3, "
                                "(SELECT revision FROM tasks WHERE id = ?4))",
                                set.predictorId, **splitId, set.target, *taskId);
        })
        .map([&] { return database.lastId(); });
}

Result<void> insertPredictions(Database &database, std::int64_t setId, const PredictionSet &set)
{
    Result<ArchitectureRows> architectures = ArchitectureRows::prepare(database);
    if (!architectures)
        return tl::make_unexpected(std::move(architectures.error()));
    Result<Statement> insert = database.prepare("INSERT INTO predictions (set_id, architecture_id, "
                                                "value, uncertainty) VALUES (?, ?, ?, ?)");
    if (!insert)
        return tl::make_unexpected(std::move(insert.error()));
    for (const StoredPrediction &prediction : set.predictions) {
        const auto id = architectures->idOf(prediction.architecture);
        if (!id)
            return tl::make_unexpected(id.error());
        Result<void> done = insert->run(setId, *id, prediction.value, prediction.uncertainty);
        if (!done)
            return done;
    }
    return {};
}

Result<void> readPredictions(Database &database, std::int64_t setId, PredictionSet &set)
{
    Result<Statement> rows = database.prepare(
        "SELECT a.json, p.value, p.uncertainty FROM prediction_sets s "
        "JOIN splits sp ON sp.id = s.split_id JOIN predictions p ON p.set_id = s.id "
        "JOIN architectures a ON a.id = p.architecture_id "
        "LEFT JOIN records r ON r.task_id = sp.task_id AND r.architecture_id = p.architecture_id "
        "WHERE s.id = ? ORDER BY r.position IS NULL, r.position, a.id");
    if (!rows)
        return tl::make_unexpected(std::move(rows.error()));
    if (Result<void> bound = rows->bind(setId); !bound)
        return bound;
    while (true) {
        const Result<bool> row = rows->step();
        if (!row)
            return tl::make_unexpected(row.error());
        if (!*row)
            return {};
        const Result<Architecture> architecture = storedArchitecture(rows->text(0));
        if (!architecture)
            return tl::make_unexpected(architecture.error());
        set.predictions.push_back({*architecture, rows->real(1),
                                   rows->isNull(2) ? std::nullopt : std::optional(rows->real(2))});
    }
}

Result<std::int64_t> upsertEvaluation(Workspace &workspace, const StoredEvaluation &evaluation)
{
    Database &database = workspace.database();
    if (const Result<void> known = checkPredictorExists(database, evaluation.predictorId); !known)
        return tl::make_unexpected(known.error());
    auto taskId = taskIdOf(workspace, evaluation.task);
    if (!taskId)
        return taskId;
    const std::string settings = canonical(evaluation.settings);
    return database
        .run("DELETE FROM evaluations WHERE predictor_id = ? AND task_id = ? AND target = ? "
             "AND settings = ?",
             evaluation.predictorId, *taskId, evaluation.target, settings)
        .and_then([&] {
            return database.run("INSERT INTO evaluations (predictor_id, task_id, target, settings, "
                                "result, task_revision) VALUES (?1, ?2, ?3, ?4, ?5, "
                                "(SELECT revision FROM tasks WHERE id = ?2))",
                                evaluation.predictorId, *taskId, evaluation.target, settings,
                                canonical(evaluation.result));
        })
        .map([&] { return database.lastId(); });
}

} // namespace

Result<void> savePredictions(Workspace &workspace, const PredictionSet &set)
{
    Result<Transaction> transaction = workspace.beginWrite();
    if (!transaction)
        return tl::make_unexpected(std::move(transaction.error()));
    return insertSet(workspace, set)
        .and_then([&](std::int64_t id) { return insertPredictions(workspace.database(), id, set); })
        .and_then([&] { return workspace.commit(*transaction, Change::Evaluations); });
}

Result<std::optional<PredictionSet>> loadPredictions(Workspace &workspace, std::int64_t predictorId,
                                                     const std::string &task,
                                                     const std::string &split,
                                                     const std::string &target)
{
    Database &database = workspace.database();
    Result<Transaction> view = Transaction::begin(database, Transaction::Kind::Read);
    if (!view)
        return tl::make_unexpected(std::move(view.error()));
    Result<Statement> found = database.prepare(
        "SELECT s.id, s.task_revision = t.revision FROM prediction_sets s "
        "JOIN splits sp ON sp.id = s.split_id JOIN tasks t ON t.id = sp.task_id "
        "JOIN predictor_specs p ON p.id = s.predictor_id "
        "WHERE s.predictor_id = ? AND t.name = ? AND sp.name = ? AND s.target = ? "
        "AND t.deleted_at IS NULL AND p.deleted_at IS NULL");
    if (!found)
        return tl::make_unexpected(std::move(found.error()));
    const Result<bool> row = found->bind(predictorId, task, split, target).and_then([&] {
        return found->step();
    });
    if (!row)
        return tl::make_unexpected(row.error());
    if (!*row)
        return std::optional<PredictionSet>();
    PredictionSet set{predictorId, task, split, target, {}, found->integer(1) != 0};
    return readPredictions(database, found->integer(0), set).map([&] {
        return std::optional(std::move(set));
    });
}

Result<std::int64_t> saveEvaluation(Workspace &workspace, const StoredEvaluation &evaluation)
{
    Result<Transaction> transaction = workspace.beginWrite();
    if (!transaction)
        return tl::make_unexpected(std::move(transaction.error()));
    auto id = upsertEvaluation(workspace, evaluation);
    if (!id)
        return id;
    return workspace.commit(*transaction, Change::Evaluations).map([&] { return *id; });
}

Result<std::vector<StoredEvaluation>> loadEvaluations(Workspace &workspace, const std::string &task)
{
    Result<Statement> rows = workspace.database().prepare(
        "SELECT e.id, e.predictor_id, t.name, e.target, e.settings, e.result, e.created_at, "
        "e.task_revision = t.revision FROM evaluations e JOIN tasks t ON t.id = e.task_id "
        "JOIN predictor_specs p ON p.id = e.predictor_id "
        "WHERE t.deleted_at IS NULL AND p.deleted_at IS NULL AND (?1 = '' OR t.name = ?1) "
        "ORDER BY e.id");
    if (!rows)
        return tl::make_unexpected(std::move(rows.error()));
    if (const Result<void> bound = rows->bind(task); !bound)
        return tl::make_unexpected(bound.error());
    std::vector<StoredEvaluation> evaluations;
    while (true) {
        const Result<bool> row = rows->step();
        if (!row)
            return tl::make_unexpected(row.error());
        if (!*row)
            return evaluations;
        evaluations.push_back({rows->integer(0), rows->integer(1), rows->text(2), rows->text(3),
                               nlohmann::json::parse(rows->text(4), nullptr, false),
                               nlohmann::json::parse(rows->text(5), nullptr, false), rows->text(6),
                               rows->integer(7) != 0});
    }
}

} // namespace auspex
