// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/migration.h"

#include <algorithm>
#include <string>
#include <system_error>

#include "core/base/text.h"
#include "core/store/workspace_file.h"

namespace auspex {

namespace {

constexpr std::size_t backupsKept = 3;

std::filesystem::path withSuffix(const std::filesystem::path &file, const std::string &suffix)
{
    return std::filesystem::path(file.native() + suffix);
}

/// One file alone, without SQLite's files beside it; only possible while nobody else has it open.
Result<void> leaveWal(Database &database, const std::filesystem::path &file)
{
    Result<Statement> statement = database.prepare("PRAGMA journal_mode = DELETE");
    const Result<bool> row = statement ? statement->step() : tl::make_unexpected(statement.error());
    if (row && *row && statement->text(0) == "delete")
        return {};
    return failure(ErrorCode::Io,
                   "The workspace " + file.string()
                       + " must be upgraded but is open in another program; close it there and "
                         "open it again.",
                   row ? std::string() : row.error().detail);
}

Result<void> checkCopy(Database &copy, const std::filesystem::path &file)
{
    Result<Statement> statement = copy.prepare("PRAGMA integrity_check(1)");
    if (!statement)
        return tl::make_unexpected(statement.error());
    const Result<bool> row = statement->step();
    if (!row)
        return tl::make_unexpected(row.error());
    const auto broken = copy.count("SELECT count(*) FROM pragma_foreign_key_check");
    if (!broken)
        return tl::make_unexpected(broken.error());
    if (*row && statement->text(0) == "ok" && *broken == 0)
        return {};
    return failure(ErrorCode::Corrupt,
                   "The workspace " + file.string()
                       + " is damaged and was not upgraded; it is as it was. Go on with its newest "
                         "backup.",
                   statement->text(0));
}

void removeOldBackups(const std::filesystem::path &file)
{
    const std::string prefix = file.filename().string() + ".backup-v";
    std::vector<std::pair<std::int64_t, std::filesystem::path>> backups;
    std::error_code error;
    const std::filesystem::path folder = std::filesystem::absolute(file).parent_path();
    for (const auto &entry : std::filesystem::directory_iterator(folder, error)) {
        const std::string name = entry.path().filename().string();
        if (!name.starts_with(prefix))
            continue;
        if (const auto version = parseInteger(std::string_view(name).substr(prefix.size())))
            backups.emplace_back(*version, entry.path());
    }
    std::sort(backups.rbegin(), backups.rend());
    for (std::size_t i = backupsKept; i < backups.size(); ++i)
        std::filesystem::remove(backups[i].second, error);
}

/// The old file gets the backup's name as a second one, so that its own is never without content.
Result<void> swapIn(const std::filesystem::path &file, const std::filesystem::path &copy,
                    const std::filesystem::path &backup)
{
    std::error_code error;
    std::filesystem::remove(backup, error);
    std::filesystem::create_hard_link(file, backup, error);
    if (error)
        std::filesystem::copy_file(file, backup, error);
    if (!error)
        std::filesystem::rename(copy, file, error);
    if (error)
        return failure(ErrorCode::Io,
                       "The workspace " + file.string() + " could not be upgraded ("
                           + error.message()
                           + "); it is as it was. Free some space or check the folder's "
                             "permissions, and open it again.");
    return flushFolderOf(file);
}

} // namespace

Result<void> migrate(Database &database, const std::vector<MigrationStep> &steps)
{
    Result<Transaction> transaction = Transaction::begin(database);
    if (!transaction)
        return tl::make_unexpected(std::move(transaction.error()));
    const auto version = database.count("PRAGMA user_version");
    if (!version)
        return tl::make_unexpected(version.error());
    const int newest = steps.empty() ? 0 : steps.back().toVersion;
    if (*version > newest)
        return failure(ErrorCode::InvalidInput,
                       "This workspace has schema " + std::to_string(*version)
                           + ", and this program knows schemas up to " + std::to_string(newest)
                           + "; open it with a newer version of Auspex.");
    for (const MigrationStep &step : steps) {
        if (step.toVersion <= *version)
            continue;
        if (Result<void> done = step.apply(database); !done)
            return done;
    }
    const Result<void> marked = database.execute("PRAGMA user_version = " + std::to_string(newest));
    return marked ? transaction->commit() : marked;
}

Result<Database> upgradedInMemory(Database &source, const std::vector<MigrationStep> &steps)
{
    Result<Database> copy = Database::openInMemory();
    if (!copy)
        return copy;
    const Result<void> done = source.copyInto(*copy).and_then(
        [&] { return migrate(*copy, steps); });
    if (!done)
        return tl::make_unexpected(done.error());
    return copy;
}

Result<void> migrateFile(const std::filesystem::path &file, const std::vector<MigrationStep> &steps)
{
    const std::filesystem::path copyName = withSuffix(file, ".upgrading");
    std::error_code ignored;
    std::filesystem::remove(copyName, ignored);
    std::filesystem::remove(withSuffix(copyName, "-journal"), ignored);
    std::int64_t oldVersion = 0;
    const auto upgradeCopy = [&]() -> Result<void> {
        Result<Database> old = Database::open(file, Database::Access::ReadWrite);
        if (!old)
            return tl::make_unexpected(std::move(old.error()));
        const auto version = old->count("PRAGMA user_version");
        if (!version)
            return tl::make_unexpected(version.error());
        oldVersion = *version;
        Result<Database> copy = Database::open(copyName, Database::Access::Create);
        if (!copy)
            return tl::make_unexpected(std::move(copy.error()));
        return leaveWal(*old, file)
            .and_then([&] { return old->copyInto(*copy); })
            .and_then([&] { return migrate(*copy, steps); })
            .and_then([&] { return checkCopy(*copy, file); });
    };
    Result<void> done = upgradeCopy();
    if (done)
        done = flushFile(copyName);
    if (done)
        done = swapIn(file, copyName, withSuffix(file, ".backup-v" + std::to_string(oldVersion)));
    if (done)
        removeOldBackups(file);
    else
        std::filesystem::remove(copyName, ignored);
    return done;
}

} // namespace auspex
