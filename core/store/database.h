// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <concepts>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/result.h"

struct sqlite3;
struct sqlite3_stmt;

namespace auspex {

/// One prepared SQL statement. It must not outlive its Database, and belongs to the same thread.
/// An error's message names the database's file.
class Statement {
public:
    explicit Statement(sqlite3_stmt *statement);

    /// Starts over with these values for the parameters, in order. Integers, doubles, texts, and
    /// optionals of them (nothing is NULL). Every parameter must be given.
    template<typename... Values>
    Result<void> bind(const Values &...values)
    {
        int code = reset();
        int index = 0;
        ((code = code == 0 ? bindValue(++index, values) : code), ...);
        return checked(code);
    }

    /// Moves to the next row; false after the last.
    Result<bool> step();

    /// Binds, and runs a statement whose rows, if any, nobody wants.
    template<typename... Values>
    Result<void> run(const Values &...values)
    {
        if (Result<void> bound = bind(values...); !bound)
            return bound;
        return finish();
    }

    /// Columns of the present row, from 0. A NULL reads as 0 or an empty text.
    bool isNull(int column) const;
    std::int64_t integer(int column) const;
    double real(int column) const;
    std::string text(int column) const;

private:
    int reset();
    int bindValue(int index, std::int64_t value);
    int bindValue(int index, double value);
    int bindValue(int index, std::string_view value);
    int bindNull(int index);

    template<std::integral Integer>
    int bindValue(int index, Integer value)
    {
        return bindValue(index, static_cast<std::int64_t>(value));
    }
    int bindValue(int index, const char *value)
    {
        return bindValue(index, std::string_view(value));
    }
    int bindValue(int index, const std::string &value)
    {
        return bindValue(index, std::string_view(value));
    }
    template<typename Value>
    int bindValue(int index, const std::optional<Value> &value)
    {
        return value ? bindValue(index, *value) : bindNull(index);
    }

    Result<void> checked(int code) const;
    Result<void> finish();

    struct Finalizer {
        void operator()(sqlite3_stmt *statement) const;
    };
    std::unique_ptr<sqlite3_stmt, Finalizer> m_statement;
};

/// One connection to a SQLite file, set up as SCHEMA.md says. It belongs to one thread at a time.
/// Every error is a full sentence with the file's name: a full disk, a damaged file and a file that
/// somebody else is writing are told apart.
class Database {
public:
    enum class Access {
        ReadWrite, ///< the file must exist
        Create,    ///< the file is made where it does not exist
        ReadOnly,
        Immutable, ///< as ReadOnly, where SQLite cannot put its own files beside it
    };

    static Result<Database> open(const std::filesystem::path &file, Access access);

    /// An empty database in memory.
    static Result<Database> openInMemory();

    /// Copies everything, as of now and whatever others write meanwhile, into `target`, which is
    /// overwritten. `goesOn` is told pages done and in total, and ends the copy by returning false
    /// (ErrorCode::Cancelled); the target is then unusable.
    Result<void> copyInto(Database &target,
                          const std::function<bool(int done, int total)> &goesOn = {});

    /// Any number of statements, separated by semicolons.
    Result<void> execute(const std::string &sql);

    Result<Statement> prepare(std::string_view sql);

    /// One statement with its values, once.
    template<typename... Values>
    Result<void> run(std::string_view sql, const Values &...values)
    {
        Result<Statement> statement = prepare(sql);
        if (!statement)
            return tl::make_unexpected(statement.error());
        return statement->run(values...);
    }

    /// The first row's first column as an integer; nothing where there is no row or a NULL.
    template<typename... Values>
    Result<std::optional<std::int64_t>> integer(std::string_view sql, const Values &...values)
    {
        Result<Statement> statement = prepare(sql);
        if (!statement)
            return tl::make_unexpected(statement.error());
        if (Result<void> bound = statement->bind(values...); !bound)
            return tl::make_unexpected(bound.error());
        return firstInteger(*statement);
    }

    /// As integer(), with 0 for nothing.
    template<typename... Values>
    Result<std::int64_t> count(std::string_view sql, const Values &...values)
    {
        return integer(sql, values...).map([](const std::optional<std::int64_t> &value) {
            return value.value_or(0);
        });
    }

    std::int64_t lastId() const;      ///< of the row last inserted
    std::int64_t changedRows() const; ///< by the last statement that changes rows
    sqlite3 *handle() const { return m_handle.get(); }

private:
    Database() = default;
    static Result<Database> openNamed(const std::string &name, int flags, const std::string &shown);
    static Result<std::optional<std::int64_t>> firstInteger(Statement &statement);

    struct Closer {
        void operator()(sqlite3 *handle) const;
    };
    std::unique_ptr<sqlite3, Closer> m_handle;
};

/// Everything between begin() and commit() is written, or nothing: it rolls back unless committed.
class Transaction {
public:
    enum class Kind {
        Write, ///< waits for other writers at once, so that no later statement has to
        Read,  ///< a constant view of the database, whatever others write
    };
    static Result<Transaction> begin(Database &database, Kind kind = Kind::Write);

    Transaction(Transaction &&other) noexcept;
    Transaction &operator=(Transaction &&) = delete;
    ~Transaction();

    /// After a failure nothing was written.
    Result<void> commit();

private:
    explicit Transaction(sqlite3 *handle);
    sqlite3 *m_handle;
};

/// The sentence for what SQLite last reported on this connection.
Error databaseError(sqlite3 *handle, int code);

} // namespace auspex
