// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/record_writer.h"

#include <string_view>

namespace auspex {

const char *roleText(SplitRole role)
{
    return role == SplitRole::Test ? "test" : "demonstrations";
}

RecordWriter::RecordWriter(Database &database, std::int64_t taskId)
    : m_database(&database)
    , m_taskId(taskId)
{
}

Result<RecordWriter> RecordWriter::prepare(Database &database, std::int64_t taskId)
{
    constexpr std::array<std::string_view, tableCount> inserts = {
        "INSERT INTO records (task_id, architecture_id, import_id, position) VALUES (?, ?, ?, ?)",
        "INSERT INTO tfs_scores (task_id, architecture_id, import_id, target, value) "
        "VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
        "INSERT INTO recorded_scores (task_id, architecture_id, import_id, predictor, target, "
        "value) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
        "INSERT INTO latencies (task_id, architecture_id, import_id, milliseconds) "
        "VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
        "INSERT INTO stated_counts (task_id, architecture_id, import_id, kind, value) "
        "VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
        "INSERT INTO split_members (task_id, architecture_id, import_id, position) "
        "VALUES (?, ?, ?, ?)",
    };
    RecordWriter writer(database, taskId);
    for (const std::string_view sql : inserts) {
        Result<Statement> statement = database.prepare(sql);
        if (!statement)
            return tl::make_unexpected(std::move(statement.error()));
        writer.m_statements.push_back(*std::move(statement));
    }
    return writer;
}

Result<std::int64_t> RecordWriter::start(std::optional<std::int64_t> splitId, SplitRole role,
                                         const char *kind, const std::string &file,
                                         const std::string &sha256, const std::string &problems)
{
    const Result<void> done = m_database->run(
        "INSERT INTO imports (task_id, split_id, role, kind, file, sha256, problems) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        m_taskId, splitId, splitId ? std::optional<std::string>(roleText(role)) : std::nullopt,
        kind, file, sha256, problems);
    if (!done)
        return tl::make_unexpected(done.error());
    m_importId = m_database->lastId();
    return m_importId;
}

Result<void> RecordWriter::addRecord(std::int64_t architectureId, std::size_t position)
{
    return insert(Records, architectureId, position);
}

Result<void> RecordWriter::addMember(std::int64_t architectureId, std::size_t position)
{
    return insert(Members, architectureId, position);
}

Result<void> RecordWriter::addValues(std::int64_t architectureId, const TfsRecord &record)
{
    Result<void> done;
    for (const auto &[target, value] : record.tfs) {
        if (done)
            done = insert(Scores, architectureId, target, value);
    }
    for (const auto &[predictor, scores] : record.recorded) {
        for (const auto &[target, value] : scores) {
            if (done)
                done = insert(Recorded, architectureId, predictor, target, value);
        }
    }
    if (done && record.latencyMs)
        done = insert(Latencies, architectureId, *record.latencyMs);
    const auto addCount = [&](const char *kind, const std::optional<std::int64_t> &count) {
        if (done && count)
            done = insert(Stated, architectureId, kind, *count);
    };
    addCount("total_flops", record.stated.totalFlops);
    addCount("last_layer_flops", record.stated.lastLayerFlops);
    addCount("flops_without_last_layer", record.stated.flopsWithoutLastLayer);
    addCount("parameters_without_embeddings", record.stated.parametersWithoutEmbeddings);
    addCount("embedding_parameters", record.stated.embeddingParameters);
    return done;
}

Result<void> RecordWriter::finish()
{
    return m_database
        ->run("UPDATE imports SET record_count = ?2, score_count = ?3, recorded_count = ?4, "
              "latency_count = ?5, stated_count = ?6, member_count = ?7 WHERE id = ?1",
              m_importId, m_counts[Records], m_counts[Scores], m_counts[Recorded],
              m_counts[Latencies], m_counts[Stated], m_counts[Members])
        .and_then([this] {
            return m_database->run("UPDATE tasks SET revision = revision + 1 WHERE id = ?",
                                   m_taskId);
        });
}

} // namespace auspex
