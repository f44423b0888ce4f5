// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/document_store.h"

namespace auspex {

Result<void> saveDocument(Workspace &workspace, const std::string &key, const nlohmann::json &json)
{
    Result<Transaction> transaction = workspace.beginWrite();
    if (!transaction)
        return tl::make_unexpected(std::move(transaction.error()));
    const std::string text = json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
    return workspace.database()
        .run("INSERT INTO documents (key, json) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET "
             "json = excluded.json, changed_at = excluded.changed_at",
             key, text)
        .and_then([&] { return workspace.commit(*transaction, Change::Documents); });
}

Result<std::optional<nlohmann::json>> loadDocument(Workspace &workspace, const std::string &key)
{
    Result<Statement> statement = workspace.database().prepare(
        "SELECT json FROM documents WHERE key = ?");
    if (!statement)
        return tl::make_unexpected(std::move(statement.error()));
    const Result<bool> row = statement->bind(key).and_then([&] { return statement->step(); });
    if (!row)
        return tl::make_unexpected(row.error());
    if (!*row)
        return std::optional<nlohmann::json>();
    nlohmann::json json = nlohmann::json::parse(statement->text(0), nullptr, false);
    if (json.is_discarded())
        return failure(ErrorCode::Corrupt, "The document " + key + " of the workspace "
                                               + workspace.path().string()
                                               + " cannot be read; it starts afresh.");
    return std::optional(std::move(json));
}

Result<void> removeDocument(Workspace &workspace, const std::string &key)
{
    Result<Transaction> transaction = workspace.beginWrite();
    if (!transaction)
        return tl::make_unexpected(std::move(transaction.error()));
    return workspace.database().run("DELETE FROM documents WHERE key = ?", key).and_then([&] {
        return workspace.commit(*transaction, Change::Documents);
    });
}

} // namespace auspex
