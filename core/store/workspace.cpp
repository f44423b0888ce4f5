// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/workspace.h"

#include <algorithm>
#include <system_error>

#include <unistd.h>

#include "core/store/migration.h"
#include "core/store/schema.h"
#include "core/store/workspace_file.h"
#include "core/store/workspace_lock.h"

namespace auspex {

namespace {

Result<void> makeFile(const std::filesystem::path &file)
{
    Result<Database> database = Database::open(file, Database::Access::Create);
    if (!database)
        return tl::make_unexpected(std::move(database.error()));
    return migrate(*database, schemaSteps());
}

Result<void> refuseNewer(const std::filesystem::path &file, int version)
{
    if (version <= newestSchemaVersion())
        return {};
    return failure(ErrorCode::InvalidInput,
                   "The workspace " + file.string()
                       + " was made by a newer version of Auspex (schema " + std::to_string(version)
                       + ", and this program knows schemas up to "
                       + std::to_string(newestSchemaVersion())
                       + "); open it with that version. It was not touched.");
}

/// A file whose first page alone is sound must not pass for a workspace.
Result<void> checkReadable(Database &database, const std::filesystem::path &file)
{
    const auto tables = database.count("SELECT count(*) FROM sqlite_schema WHERE type = 'table' "
                                       "AND name IN ('meta', 'tasks', 'documents')");
    if (!tables)
        return tl::make_unexpected(tables.error());
    if (*tables == 3)
        return database.count("SELECT count(*) FROM meta").map([](std::int64_t) {});
    return failure(ErrorCode::Corrupt, "The workspace " + file.string()
                                           + " is damaged (tables are missing); keep a copy of it "
                                             "and go on with its newest backup.");
}

/// SQLite must make files beside one in WAL mode even to read it. Where the folder forbids that and
/// no log waits to be read, nobody can be writing, and the file can be read as it stands.
Result<Database> openForReading(const std::filesystem::path &file)
{
    Result<Database> database = Database::open(file, Database::Access::ReadOnly);
    const auto readable = database.and_then(
        [](Database &opened) { return opened.count("SELECT count(*) FROM sqlite_schema"); });
    const std::filesystem::path folder = std::filesystem::absolute(file).parent_path();
    if (readable || readable.error().code == ErrorCode::Corrupt)
        return database;
    const auto waits = [&](const char *suffix) {
        std::error_code error;
        const auto size = std::filesystem::file_size(std::filesystem::path(file.native() + suffix),
                                                     error);
        return !error && size > 0;
    };
    if (waits("-wal") || waits("-journal"))
        return failure(ErrorCode::Io,
                       "The workspace " + file.string()
                           + " was not closed properly and must be mended before it can be read; "
                             "open it for writing, or copy it, with the files whose names begin "
                             "with its name, to a folder where you may.",
                       readable.error().message);
    if (::access(folder.c_str(), W_OK) == 0)
        return tl::make_unexpected(readable.error());
    return Database::open(file, Database::Access::Immutable);
}

} // namespace

Workspace::Workspace(std::filesystem::path file, Database database,
                     std::shared_ptr<WorkspaceLock> lock, std::string readOnlyReason)
    : m_path(std::move(file))
    , m_lock(std::move(lock))
    , m_database(std::move(database))
    , m_readOnlyReason(std::move(readOnlyReason))
{
    m_dataVersion = m_database.count("PRAGMA data_version").value_or(0);
}

Workspace::Workspace(Workspace &&) noexcept = default;
Workspace &Workspace::operator=(Workspace &&) noexcept = default;

Workspace::~Workspace()
{
    // SQLite does this for the very last connection, but other programs may still be reading.
    if (m_lock && m_lock.use_count() == 1)
        static_cast<void>(m_database.execute("PRAGMA wal_checkpoint(PASSIVE)"));
}

Result<Workspace> Workspace::create(const std::filesystem::path &file)
{
    std::error_code error;
    if (std::filesystem::exists(file, error))
        return failure(ErrorCode::InvalidInput,
                       file.string() + " exists already; open it, or choose another name.");
    const std::filesystem::path folder = std::filesystem::absolute(file).parent_path();
    if (!std::filesystem::is_directory(folder, error))
        return failure(ErrorCode::NotFound, "The folder " + folder.string()
                                                + " does not exist; create it first or choose "
                                                  "another.");
    const std::filesystem::path made(file.native() + ".new-" + std::to_string(::getpid()));
    // A log that a deleted workspace of this name left would be taken for the new one's.
    for (const char *suffix : {"-wal", "-shm", "-journal"})
        std::filesystem::remove(std::filesystem::path(file.native() + suffix), error);
    std::filesystem::remove(made, error);
    const Result<void> done
        = makeFile(made).and_then([&] { return flushFile(made); }).and_then([&] {
              return renameToNewName(made, file);
          });
    if (done)
        return open(file);
    std::filesystem::remove(made, error);
    if (done.error().code == ErrorCode::Io || done.error().code == ErrorCode::ReadOnly)
        return failure(ErrorCode::Io,
                       "The workspace " + file.string() + " cannot be created in " + folder.string()
                           + "; check that you may write there and that the disk is not full.",
                       done.error().message + ' ' + done.error().detail);
    return tl::make_unexpected(done.error());
}

Result<Workspace> Workspace::open(const std::filesystem::path &file, OpenMode mode)
{
    const auto version = schemaVersionOf(file);
    if (!version)
        return tl::make_unexpected(version.error());
    if (const Result<void> known = refuseNewer(file, *version); !known)
        return tl::make_unexpected(known.error());
    if (mode == OpenMode::ReadOnly)
        return openToRead(file, "The workspace " + file.string()
                                    + " was opened for reading only, as it was asked to be.");
    if (::access(file.c_str(), W_OK) != 0)
        return openToRead(file, "The file " + file.string()
                                    + " is write-protected, so the workspace is open for reading "
                                      "only; change its permissions to write it.");
    auto lock = std::make_shared<WorkspaceLock>(file);
    return lock->isHeld() ? openToWrite(file, std::move(lock)) : openToRead(file, lock->reason());
}

Result<Workspace> Workspace::openToWrite(const std::filesystem::path &file,
                                         std::shared_ptr<WorkspaceLock> lock)
{
    const auto version = schemaVersionOf(file); // again: now nobody else changes it
    if (!version)
        return tl::make_unexpected(version.error());
    if (*version < newestSchemaVersion()) {
        if (const Result<void> upgraded = migrateFile(file, schemaSteps()); !upgraded)
            return tl::make_unexpected(upgraded.error());
    }
    Result<Database> database = Database::open(file, Database::Access::ReadWrite);
    if (!database)
        return tl::make_unexpected(std::move(database.error()));
    const Result<void> ready = checkReadable(*database, file).and_then([&] {
        return database->execute("PRAGMA journal_mode = WAL");
    });
    if (!ready)
        return tl::make_unexpected(ready.error());
    return Workspace(file, *std::move(database), std::move(lock), {});
}

Result<Workspace> Workspace::openToRead(const std::filesystem::path &file, std::string reason)
{
    Result<Database> database = openForReading(file);
    if (!database)
        return tl::make_unexpected(std::move(database.error()));
    const auto version = database->count("PRAGMA user_version");
    if (!version)
        return tl::make_unexpected(version.error());
    if (*version < newestSchemaVersion()) {
        database = upgradedInMemory(*database, schemaSteps());
        if (!database)
            return tl::make_unexpected(std::move(database.error()));
    }
    if (const Result<void> ready = checkReadable(*database, file); !ready)
        return tl::make_unexpected(ready.error());
    return Workspace(file, *std::move(database), nullptr, std::move(reason));
}

Result<Workspace> Workspace::openAnother() const
{
    return m_lock ? openToWrite(m_path, m_lock) : openToRead(m_path, m_readOnlyReason);
}

int Workspace::addListener(std::function<void(Change)> listener)
{
    m_listeners.emplace_back(++m_lastListener, std::move(listener));
    return m_lastListener;
}

void Workspace::removeListener(int id)
{
    std::erase_if(m_listeners, [id](const auto &listener) { return listener.first == id; });
}

bool Workspace::changedElsewhere()
{
    const std::int64_t version = m_database.count("PRAGMA data_version").value_or(m_dataVersion);
    return std::exchange(m_dataVersion, version) != version;
}

Result<Transaction> Workspace::beginWrite()
{
    if (isReadOnly())
        return failure(ErrorCode::ReadOnly, m_readOnlyReason);
    return Transaction::begin(m_database);
}

Result<void> Workspace::commit(Transaction &transaction, Change change)
{
    Result<void> done = transaction.commit();
    if (!done)
        return done;
    const auto listeners = m_listeners; // one may remove itself
    for (const auto &[id, listener] : listeners)
        listener(change);
    return {};
}

} // namespace auspex
