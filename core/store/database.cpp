// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/database.h"

#include <cctype>
#include <system_error>
#include <utility>

#include <sqlite3.h>

#include "core/base/job.h"

namespace auspex {

namespace {

constexpr int busyMilliseconds = 5000;

std::string shownName(sqlite3 *handle)
{
    const char *file = handle ? sqlite3_db_filename(handle, "main") : nullptr;
    return file && *file != '\0' ? std::string("The workspace ") + file
                                 : std::string("The workspace in memory");
}

std::string reasonOf(sqlite3 *handle, int code)
{
    std::string reason = sqlite3_errstr(code);
    if (handle && (sqlite3_errcode(handle) & 0xff) == (code & 0xff))
        reason = sqlite3_errmsg(handle);
    const int system = handle ? sqlite3_system_errno(handle) : 0;
    if ((code & 0xff) == SQLITE_IOERR && system != 0)
        reason += ", " + std::system_category().message(system);
    return reason;
}

Error errorNamed(const std::string &name, const std::string &reason, int code)
{
    const std::string detail = "SQLite result " + std::to_string(code) + ": " + reason;
    Error damaged = {ErrorCode::Corrupt,
                     name + " is damaged (" + reason
                         + "); keep a copy of it and go on with its newest backup.",
                     detail};
    switch (code & 0xff) {
    case SQLITE_FULL:
        return {ErrorCode::Io,
                name
                    + " cannot grow because the disk is full; free some space and try again. "
                      "Nothing of this change was kept.",
                detail};
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return {ErrorCode::Io,
                name + " has been written by somebody else for more than "
                    + std::to_string(busyMilliseconds / 1000)
                    + " seconds; try again when that has finished.",
                detail};
    case SQLITE_READONLY:
    case SQLITE_PERM:
        return {ErrorCode::ReadOnly,
                name + " cannot be written (" + reason
                    + "); check the permissions of the file and of its folder.",
                detail};
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return damaged;
    case SQLITE_CANTOPEN:
        return {ErrorCode::Io,
                name + " cannot be opened (" + reason
                    + "); check that it exists and that you may read it and its folder.",
                detail};
    case SQLITE_IOERR:
        return {ErrorCode::Io,
                name + " cannot be read or written (" + reason
                    + "); check the disk and try again. Nothing of this change was kept.",
                detail};
    case SQLITE_CONSTRAINT:
        return {ErrorCode::InvalidInput,
                name + " refused a value that breaks its rules (" + reason
                    + "); nothing of this change was kept.",
                detail};
    default:
        if (reason == "unsupported file format") // a damaged header, which has no code of its own
            return damaged;
        return {ErrorCode::Internal,
                name + " could not be used (" + reason
                    + "); please report this with what you were doing.",
                detail};
    }
}

/// SQLite's URI form, for the options that only it has.
std::string immutableUri(const std::string &path)
{
    constexpr char hex[] = "0123456789ABCDEF";
    std::string uri = "file:";
    for (const char character : path) {
        const auto byte = static_cast<unsigned char>(character);
        if (std::isalnum(byte) != 0 || character == '/' || character == '.' || character == '_'
            || character == '-') {
            uri += character;
        } else {
            uri += '%';
            uri += hex[byte >> 4];
            uri += hex[byte & 0xf];
        }
    }
    return uri + "?immutable=1";
}

} // namespace

Error databaseError(sqlite3 *handle, int code)
{
    return errorNamed(shownName(handle), reasonOf(handle, code), code);
}

Statement::Statement(sqlite3_stmt *statement)
    : m_statement(statement)
{
}

void Statement::Finalizer::operator()(sqlite3_stmt *statement) const
{
    sqlite3_finalize(statement);
}

int Statement::reset()
{
    sqlite3_reset(m_statement.get()); // repeats the last step's result, which step() has told
    return SQLITE_OK;
}

int Statement::bindValue(int index, std::int64_t value)
{
    return sqlite3_bind_int64(m_statement.get(), index, value);
}

int Statement::bindValue(int index, double value)
{
    return sqlite3_bind_double(m_statement.get(), index, value);
}

int Statement::bindValue(int index, std::string_view value)
{
    const char *data = value.data() ? value.data() : ""; // a null pointer would bind NULL
    return sqlite3_bind_text64(m_statement.get(), index, data, value.size(), SQLITE_TRANSIENT,
                               SQLITE_UTF8);
}

int Statement::bindNull(int index)
{
    return sqlite3_bind_null(m_statement.get(), index);
}

Result<void> Statement::checked(int code) const
{
    if (code == SQLITE_OK || code == SQLITE_DONE || code == SQLITE_ROW)
        return {};
    Error error = databaseError(sqlite3_db_handle(m_statement.get()), code);
    error.detail += std::string(" in ") + sqlite3_sql(m_statement.get());
    return tl::make_unexpected(std::move(error));
}

Result<bool> Statement::step()
{
    const int code = sqlite3_step(m_statement.get());
    Result<void> result = checked(code);
    if (code != SQLITE_ROW)
        reset();
    if (!result)
        return tl::make_unexpected(std::move(result.error()));
    return code == SQLITE_ROW;
}

Result<void> Statement::finish()
{
    while (true) {
        const Result<bool> more = step();
        if (!more)
            return tl::make_unexpected(more.error());
        if (!*more)
            return {};
    }
}

bool Statement::isNull(int column) const
{
    return sqlite3_column_type(m_statement.get(), column) == SQLITE_NULL;
}

std::int64_t Statement::integer(int column) const
{
    return sqlite3_column_int64(m_statement.get(), column);
}

double Statement::real(int column) const
{
    return sqlite3_column_double(m_statement.get(), column);
}

std::string Statement::text(int column) const
{
    const auto *text = reinterpret_cast<const char *>(
        sqlite3_column_text(m_statement.get(), column));
    const int size = sqlite3_column_bytes(m_statement.get(), column);
    return text ? std::string(text, static_cast<std::size_t>(size)) : std::string();
}

void Database::Closer::operator()(sqlite3 *handle) const
{
    sqlite3_close_v2(handle);
}

Result<Database> Database::open(const std::filesystem::path &file, Access access)
{
    const std::string name = std::filesystem::absolute(file).string();
    switch (access) {
    case Access::ReadWrite:
        return openNamed(name, SQLITE_OPEN_READWRITE, file.string());
    case Access::Create:
        return openNamed(name, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, file.string());
    case Access::ReadOnly:
        return openNamed(name, SQLITE_OPEN_READONLY, file.string());
    case Access::Immutable:
        break;
    }
    return openNamed(immutableUri(name), SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, file.string());
}

Result<Database> Database::openInMemory()
{
    return openNamed(":memory:", SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, "in memory");
}

Result<Database> Database::openNamed(const std::string &name, int flags, const std::string &shown)
{
    sqlite3 *handle = nullptr;
    const int code = sqlite3_open_v2(name.c_str(), &handle,
                                     flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nullptr);
    Database database;
    database.m_handle.reset(handle);
    if (code != SQLITE_OK)
        return tl::make_unexpected(
            errorNamed("The workspace " + shown, reasonOf(handle, code), code));
    sqlite3_busy_timeout(handle, busyMilliseconds);
    sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    Result<void> done = database.execute("PRAGMA cell_size_check = ON; "
                                         "PRAGMA foreign_keys = ON; PRAGMA synchronous = FULL;");
    if (!done)
        return tl::make_unexpected(std::move(done.error()));
    return database;
}

Result<void> Database::copyInto(Database &target,
                                const std::function<bool(int done, int total)> &goesOn)
{
    // Inside a read transaction other connections' writes do not make the copy start over.
    Result<Transaction> view = Transaction::begin(*this, Transaction::Kind::Read);
    if (!view)
        return tl::make_unexpected(std::move(view.error()));
    if (const auto first = count("SELECT count(*) FROM sqlite_schema"); !first)
        return tl::make_unexpected(first.error());
    sqlite3_backup *backup = sqlite3_backup_init(target.handle(), "main", handle(), "main");
    if (!backup)
        return tl::make_unexpected(
            databaseError(target.handle(), sqlite3_errcode(target.handle())));
    constexpr int pagesAtOnce = 256;
    int code = SQLITE_OK;
    bool cancelledNow = false;
    while (code == SQLITE_OK && !cancelledNow) {
        code = sqlite3_backup_step(backup, pagesAtOnce);
        const int total = sqlite3_backup_pagecount(backup);
        cancelledNow = goesOn && !goesOn(total - sqlite3_backup_remaining(backup), total);
    }
    sqlite3_backup_finish(backup);
    if (code != SQLITE_OK && code != SQLITE_DONE)
        return tl::make_unexpected(databaseError(
            sqlite3_errcode(target.handle()) == code ? target.handle() : handle(), code));
    if (cancelledNow)
        return cancelled();
    return {};
}

Result<void> Database::execute(const std::string &sql)
{
    const int code = sqlite3_exec(handle(), sql.c_str(), nullptr, nullptr, nullptr);
    if (code == SQLITE_OK)
        return {};
    return tl::make_unexpected(databaseError(handle(), code));
}

Result<Statement> Database::prepare(std::string_view sql)
{
    sqlite3_stmt *statement = nullptr;
    const int code = sqlite3_prepare_v2(handle(), sql.data(), static_cast<int>(sql.size()),
                                        &statement, nullptr);
    if (code == SQLITE_OK)
        return Statement(statement);
    Error error = databaseError(handle(), code);
    error.detail += " in " + std::string(sql);
    return tl::make_unexpected(std::move(error));
}

Result<std::optional<std::int64_t>> Database::firstInteger(Statement &statement)
{
    const Result<bool> row = statement.step();
    if (!row)
        return tl::make_unexpected(row.error());
    if (!*row || statement.isNull(0))
        return std::optional<std::int64_t>();
    return std::optional(statement.integer(0));
}

std::int64_t Database::lastId() const
{
    return sqlite3_last_insert_rowid(handle());
}

std::int64_t Database::changedRows() const
{
    return sqlite3_changes64(handle());
}

Transaction::Transaction(sqlite3 *handle)
    : m_handle(handle)
{
}

Transaction::Transaction(Transaction &&other) noexcept
    : m_handle(std::exchange(other.m_handle, nullptr))
{
}

Result<Transaction> Transaction::begin(Database &database, Kind kind)
{
    return database.execute(kind == Kind::Write ? "BEGIN IMMEDIATE" : "BEGIN").map([&] {
        return Transaction(database.handle());
    });
}

Transaction::~Transaction()
{
    // SQLite has rolled back by itself after some failures (a full disk).
    if (m_handle && sqlite3_get_autocommit(m_handle) == 0)
        sqlite3_exec(m_handle, "ROLLBACK", nullptr, nullptr, nullptr);
}

Result<void> Transaction::commit()
{
    const int code = sqlite3_exec(m_handle, "COMMIT", nullptr, nullptr, nullptr);
    if (code != SQLITE_OK)
        return tl::make_unexpected(databaseError(m_handle, code));
    m_handle = nullptr;
    return {};
}

} // namespace auspex
