// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/score_store.h"

#include <cmath>

#include "core/arch/architecture_codecs.h"
#include "core/store/architecture_rows.h"
#include "core/store/content_hash.h"

namespace auspex {

namespace {

Result<StoredScore> scoreOf(const Statement &row)
{
    StoredScore score;
    if (!row.isNull(0))
        score.value = row.real(0);
    score.detail = nlohmann::json::parse(row.text(1), nullptr, false);
    if (score.detail.is_discarded())
        return failure(ErrorCode::Corrupt,
                       "The workspace holds a score whose details cannot be read; keep a copy of "
                       "it and go on with its newest backup.");
    return score;
}

Result<std::int64_t> setIdOf(Database &database, const ScoreSet &set)
{
    const std::string key = set.key();
    return database
        .run("INSERT INTO score_sets (key, kind, settings) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
             key, set.kind, set.settings.dump())
        .and_then([&] { return database.count("SELECT id FROM score_sets WHERE key = ?", key); });
}

Result<void> insertScores(Database &database, std::int64_t id,
                          std::span<const std::pair<Architecture, StoredScore>> scores)
{
    Result<ArchitectureRows> architectures = ArchitectureRows::prepare(database);
    if (!architectures)
        return tl::make_unexpected(std::move(architectures.error()));
    Result<Statement> insert = database.prepare(
        "INSERT INTO set_scores (set_id, architecture_id, value, detail) VALUES (?, ?, ?, ?) "
        "ON CONFLICT DO NOTHING");
    if (!insert)
        return tl::make_unexpected(std::move(insert.error()));
    for (const auto &[architecture, score] : scores) {
        const Result<std::int64_t> row = architectures->idOf(architecture);
        if (!row)
            return tl::make_unexpected(row.error());
        const bool isNumber = score.value && std::isfinite(*score.value);
        Result<void> done = insert->run(id, *row, isNumber ? score.value : std::nullopt,
                                        score.detail.dump());
        if (!done)
            return done;
    }
    return {};
}

} // namespace

std::string scoreSetKey(std::string_view kind, std::string_view settings)
{
    return sha256(std::string(kind) + '\n' + std::string(settings));
}

std::string ScoreSet::key() const
{
    return scoreSetKey(kind, settings.dump()); // nlohmann::json sorts its keys
}

Result<std::vector<std::optional<StoredScore>>> loadScores(
    Workspace &workspace, const ScoreSet &set, std::span<const Architecture> architectures)
{
    std::vector<std::optional<StoredScore>> scores(architectures.size());
    Database &database = workspace.database();
    const auto id = database.integer("SELECT id FROM score_sets WHERE key = ?", set.key());
    if (!id)
        return tl::make_unexpected(id.error());
    if (!*id)
        return scores;
    Result<Statement> rows = database.prepare(
        "SELECT s.value, s.detail FROM set_scores s JOIN architectures a ON a.id = "
        "s.architecture_id WHERE s.set_id = ? AND a.key = ?");
    if (!rows)
        return tl::make_unexpected(std::move(rows.error()));
    for (std::size_t i = 0; i < architectures.size(); ++i) {
        const Result<bool> row = rows->bind(**id, architectureKey(architectures[i])).and_then([&] {
            return rows->step();
        });
        if (!row)
            return tl::make_unexpected(row.error());
        if (!*row)
            continue;
        Result<StoredScore> score = scoreOf(*rows);
        if (!score)
            return tl::make_unexpected(score.error());
        scores[i] = std::move(*score);
    }
    return scores;
}

Result<void> saveScores(Workspace &workspace, const ScoreSet &set,
                        std::span<const std::pair<Architecture, StoredScore>> scores)
{
    Result<Transaction> transaction = workspace.beginWrite();
    if (!transaction)
        return tl::make_unexpected(std::move(transaction.error()));
    return setIdOf(workspace.database(), set)
        .and_then([&](std::int64_t id) { return insertScores(workspace.database(), id, scores); })
        .and_then([&] { return workspace.commit(*transaction, Change::SubnetScores); });
}

} // namespace auspex
