// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/prompt_store.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "core/base/text.h"

namespace auspex {

namespace {

constexpr const char *versionColumns
    = "SELECT v.id, p.name, v.version, v.json, v.note, v.created_at FROM prompt_versions v "
      "JOIN prompts p ON p.id = v.prompt_id ";

PromptVersion versionOf(const Statement &row)
{
    return {row.integer(0), row.text(1), static_cast<int>(row.integer(2)),
            row.text(3),    row.text(4), row.text(5)};
}

Result<void> checkName(const std::string &name)
{
    if (name.empty())
        return failure(ErrorCode::InvalidInput, "A prompt needs a name; give it one.");
    if (trimmed(name) != name)
        return failure(ErrorCode::InvalidInput, "The prompt's name " + quotedForMessage(name)
                                                    + " begins or ends with a space; remove it.");
    const auto isReserved = [](char character) {
        return static_cast<unsigned char>(character) < 0x20
               || std::string_view("/@:?").find(character) != std::string_view::npos;
    };
    if (std::none_of(name.begin(), name.end(), isReserved))
        return {};
    return failure(ErrorCode::InvalidInput,
                   "The prompt's name " + quotedForMessage(name)
                       + " has a character that stands for something else where prompts are "
                         "named; choose one without / @ : ? and line breaks.");
}

tl::unexpected<Error> unknownPrompt(const std::string &name)
{
    return failure(ErrorCode::NotFound, "There is no prompt " + quotedForMessage(name)
                                            + " in this workspace; choose another one.");
}

/// Runs one UPDATE of prompts that must change the row of this name.
template<typename... Values>
Result<void> change(Workspace &workspace, const std::string &name, std::string_view sql,
                    const Values &...values)
{
    Result<Transaction> transaction = workspace.beginWrite();
    if (!transaction)
        return tl::make_unexpected(std::move(transaction.error()));
    Database &database = workspace.database();
    if (Result<void> done = database.run(sql, values...); !done)
        return done;
    if (database.changedRows() == 0)
        return unknownPrompt(name);
    return workspace.commit(*transaction, Change::Prompts);
}

/// The row of the name, on the list from now on.
Result<std::int64_t> promptRow(Database &database, const std::string &name)
{
    return database
        .run("INSERT INTO prompts (name) VALUES (?) ON CONFLICT (name) DO UPDATE SET "
             "deleted_at = NULL",
             name)
        .and_then([&] { return database.count("SELECT id FROM prompts WHERE name = ?", name); });
}

Result<std::optional<PromptVersion>> firstVersion(Result<Statement> &rows)
{
    const Result<bool> row = rows->step();
    if (!row)
        return tl::make_unexpected(row.error());
    return *row ? std::optional(versionOf(*rows)) : std::nullopt;
}

Result<void> insertVersion(Database &database, std::int64_t promptId, const std::string &json,
                           const std::string &note)
{
    return database.run("INSERT INTO prompt_versions (prompt_id, version, json, note) "
                        "SELECT ?1, 1 + ifnull(max(version), 0), ?2, ?3 FROM prompt_versions "
                        "WHERE prompt_id = ?1",
                        promptId, json, note);
}

} // namespace

Result<PromptVersion> savePrompt(Workspace &workspace, const std::string &name,
                                 const std::string &json, const std::string &note)
{
    if (const Result<void> good = checkName(name); !good)
        return tl::make_unexpected(good.error());
    if (!nlohmann::json::accept(json))
        return failure(ErrorCode::InvalidInput, "The prompt " + quotedForMessage(name)
                                                    + " is no JSON and was not saved; please "
                                                      "report this with what you were doing.");
    Result<Transaction> transaction = workspace.beginWrite();
    if (!transaction)
        return tl::make_unexpected(std::move(transaction.error()));
    const auto promptId = promptRow(workspace.database(), name);
    if (!promptId)
        return tl::make_unexpected(promptId.error());
    Result<std::optional<PromptVersion>> newest = loadPrompt(workspace, name);
    if (newest && (!*newest || (*newest)->json != json)) {
        const Result<void> added = insertVersion(workspace.database(), *promptId, json, note);
        if (!added)
            return tl::make_unexpected(added.error());
        newest = loadPrompt(workspace, name);
    }
    if (!newest)
        return tl::make_unexpected(newest.error());
    return workspace.commit(*transaction, Change::Prompts).map([&] { return **newest; });
}

Result<std::vector<PromptVersion>> loadPrompts(Workspace &workspace)
{
    Result<Statement> rows = workspace.database().prepare(
        std::string(versionColumns) + "WHERE p.deleted_at IS NULL ORDER BY p.name, v.version");
    if (!rows)
        return tl::make_unexpected(std::move(rows.error()));
    std::vector<PromptVersion> versions;
    while (true) {
        const Result<bool> row = rows->step();
        if (!row)
            return tl::make_unexpected(row.error());
        if (!*row)
            return versions;
        versions.push_back(versionOf(*rows));
    }
}

Result<std::optional<PromptVersion>> loadPrompt(Workspace &workspace, const std::string &name,
                                                std::optional<int> version)
{
    Result<Statement> rows = workspace.database().prepare(
        std::string(versionColumns)
        + "WHERE p.name = ?1 AND (?2 IS NULL OR v.version = ?2) ORDER BY v.version DESC LIMIT 1");
    if (!rows)
        return tl::make_unexpected(std::move(rows.error()));
    if (const Result<void> bound = rows->bind(name, version); !bound)
        return tl::make_unexpected(bound.error());
    return firstVersion(rows);
}

Result<void> removePrompt(Workspace &workspace, const std::string &name)
{
    return change(workspace, name,
                  "UPDATE prompts SET deleted_at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') "
                  "WHERE name = ? AND deleted_at IS NULL",
                  name);
}

Result<void> restorePrompt(Workspace &workspace, const std::string &name)
{
    return change(workspace, name, "UPDATE prompts SET deleted_at = NULL WHERE name = ?", name);
}

Result<void> renamePrompt(Workspace &workspace, const std::string &from, const std::string &to)
{
    if (Result<void> good = checkName(to); !good)
        return good;
    if (from == to)
        return {};
    const auto taken = workspace.database().count(
        "SELECT 1 + (deleted_at IS NOT NULL) FROM prompts WHERE name = ?", to);
    if (!taken)
        return tl::make_unexpected(taken.error());
    if (*taken > 0)
        return failure(ErrorCode::InvalidInput,
                       (*taken == 1 ? "There is already a prompt "
                                    : "A prompt that was removed but is kept for its results is "
                                      "called ")
                           + quotedForMessage(to) + " in this workspace; choose another name.");
    return change(workspace, from, "UPDATE prompts SET name = ?2 WHERE name = ?1", from, to);
}

} // namespace auspex
