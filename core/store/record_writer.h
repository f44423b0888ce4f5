// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "core/arch/tfs_data.h"
#include "core/store/database.h"

namespace auspex {

/// "demonstrations" or "test", as imports.role holds it.
const char *roleText(SplitRole role);

/// Writes the rows of one import, inside the caller's transaction, and counts what it brought.
/// Order of calls: start(), then the add functions, then finish().
class RecordWriter {
public:
    static Result<RecordWriter> prepare(Database &database, std::int64_t taskId);

    /// Adds the import's row; gives its id.
    Result<std::int64_t> start(std::optional<std::int64_t> splitId, SplitRole role,
                               const char *kind, const std::string &file, const std::string &sha256,
                               const std::string &problems);

    Result<void> addRecord(std::int64_t architectureId, std::size_t position);

    /// Scores, latency and counts of a record that is there; values that are known already stay.
    Result<void> addValues(std::int64_t architectureId, const TfsRecord &record);

    Result<void> addMember(std::int64_t architectureId, std::size_t position);

    /// Completes the import's row and raises the task's revision.
    Result<void> finish();

    std::size_t newRecords() const { return static_cast<std::size_t>(m_counts[Records]); }
    std::size_t newScores() const
    {
        return static_cast<std::size_t>(m_counts[Scores] + m_counts[Recorded]);
    }

private:
    enum Table { Records, Scores, Recorded, Latencies, Stated, Members };
    static constexpr std::size_t tableCount = 6;

    RecordWriter(Database &database, std::int64_t taskId);

    template<typename... Values>
    Result<void> insert(Table table, std::int64_t architectureId, const Values &...values)
    {
        return m_statements[table].run(m_taskId, architectureId, m_importId, values...).map([&] {
            m_counts[table] += m_database->changedRows();
        });
    }

    Database *m_database;
    std::int64_t m_taskId;
    std::int64_t m_importId = 0;
    std::vector<Statement> m_statements; ///< by Table
    std::array<std::int64_t, tableCount> m_counts{};
};

} // namespace auspex
