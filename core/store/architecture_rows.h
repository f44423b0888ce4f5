// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <unordered_map>

#include "core/arch/architecture.h"
#include "core/store/database.h"

namespace auspex {

/// Rows of the table of architectures, for the stores of this folder: one for each distinct
/// network.
class ArchitectureRows {
public:
    static Result<ArchitectureRows> prepare(Database &database);

    /// The row's id; the row is added where it is missing, inside the caller's transaction.
    Result<std::int64_t> idOf(const Architecture &architecture);

private:
    ArchitectureRows(Database &database, Statement find, Statement insert);

    Database *m_database;
    Statement m_find;
    Statement m_insert;
    std::unordered_map<Architecture, std::int64_t> m_known;
};

/// The architecture that a row's JSON describes. Fails with ErrorCode::Corrupt.
Result<Architecture> storedArchitecture(const std::string &json);

} // namespace auspex
