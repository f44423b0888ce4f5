// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <functional>
#include <vector>

#include "core/store/database.h"

namespace auspex {

/// One step of the schema: brings a database of version `toVersion - 1` to `toVersion`. It runs
/// inside a transaction and leaves user_version alone.
struct MigrationStep {
    int toVersion = 0;
    std::function<Result<void>(Database &)> apply;
};

/// Applies the steps that the database lacks, in one transaction: all or nothing. Fails for a
/// database that is newer than the last step. The steps are in order, without gaps.
Result<void> migrate(Database &database, const std::vector<MigrationStep> &steps);

/// What the database holds, upgraded in memory; the source stays as it is. For reading only.
Result<Database> upgradedInMemory(Database &source, const std::vector<MigrationStep> &steps);

/// Upgrades a file on a copy, which then replaces it; the old one stays as FILE.backup-vN, of which
/// the newest three are kept. A failure, or a crash at any moment, leaves the old content or the
/// new. The caller holds the workspace's lock. Fails while another program reads the file.
Result<void> migrateFile(const std::filesystem::path &file,
                         const std::vector<MigrationStep> &steps);

} // namespace auspex
