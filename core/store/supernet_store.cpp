// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/supernet_store.h"

#include <algorithm>

#include "core/base/suggestion.h"
#include "core/base/text.h"

namespace auspex {

namespace {

constexpr std::size_t leastDigits = 4;

Result<StoredSupernet> supernetOf(const Statement &row)
{
    const std::string name = row.text(1);
    const std::string source = "The supernet " + quotedForMessage(name) + " of the workspace";
    const auto object = nlohmann::json::parse(row.text(3), nullptr, false);
    const Result<SupernetShape> shape = supernetShapeOfJson(object, source);
    if (!shape)
        return failure(ErrorCode::Corrupt, shape.error().message);
    StoredSupernet supernet{row.integer(0), name, row.text(2), *shape, row.text(4)};
    if (!row.isNull(5))
        supernet.corpus = row.text(5);
    if (!row.isNull(6)) {
        supernet.training = nlohmann::json::parse(row.text(6), nullptr, false);
        if (supernet.training->is_discarded())
            return failure(ErrorCode::Corrupt, source
                                                   + " has a description of its training that "
                                                     "cannot be read; go on with a backup.");
    }
    supernet.createdAt = row.text(7);
    return supernet;
}

bool isHashPrefix(const std::string &text)
{
    return text.size() >= leastDigits && text.size() <= 64
           && text.find_first_not_of("0123456789abcdef") == std::string::npos;
}

Result<void> checkName(Workspace &workspace, std::int64_t id, const std::string &name)
{
    if (trimmed(name).empty() || !isValidUtf8(name))
        return failure(ErrorCode::InvalidInput, "A supernet needs a name; give it one.");
    const auto taken = workspace.database().count(
        "SELECT count(*) FROM supernets WHERE name = ? AND deleted_at IS NULL AND id <> ?", name,
        id);
    if (!taken)
        return tl::make_unexpected(taken.error());
    if (*taken == 0)
        return {};
    return failure(ErrorCode::InvalidInput, "The workspace has a supernet " + quotedForMessage(name)
                                                + " already; choose another name.");
}

Result<void> checkArtifact(Workspace &workspace, const std::string &artifact)
{
    const auto known = workspace.database().count("SELECT count(*) FROM artifacts WHERE sha256 = ?",
                                                  artifact);
    if (!known)
        return tl::make_unexpected(known.error());
    if (*known == 1)
        return {};
    return failure(ErrorCode::NotFound, "The workspace has no artifact "
                                            + quotedForMessage(artifact)
                                            + " with a supernet's weights; store them first.");
}

/// One UPDATE that must change a row.
template<typename... Values>
Result<void> change(Workspace &workspace, std::string_view sql, const Values &...values)
{
    if (Result<void> done = workspace.database().run(sql, values...); !done)
        return done;
    if (workspace.database().changedRows() == 0)
        return failure(ErrorCode::NotFound,
                       "The supernet is not in the workspace any more; choose another one.");
    return {};
}

std::optional<std::string> textOf(const std::optional<nlohmann::json> &json)
{
    return json ? std::optional(json->dump()) : std::nullopt;
}

} // namespace

Result<StoredSupernet> addSupernet(Workspace &workspace, const StoredSupernet &supernet)
{
    Result<Transaction> transaction = workspace.beginWrite();
    if (!transaction)
        return tl::make_unexpected(std::move(transaction.error()));
    Database &database = workspace.database();
    const Result<void> saved
        = checkName(workspace, 0, supernet.name)
              .and_then([&] { return checkArtifact(workspace, supernet.artifact); })
              .and_then([&] {
                  return database.run("INSERT INTO supernets (name, artifact, shape, space, "
                                      "corpus, training) VALUES (?, ?, ?, ?, ?, ?)",
                                      supernet.name, supernet.artifact,
                                      supernetShapeJson(supernet.shape).dump(), supernet.space,
                                      supernet.corpus, textOf(supernet.training));
              })
              .and_then([&] { return workspace.commit(*transaction, Change::Supernets); });
    if (!saved)
        return tl::make_unexpected(saved.error());
    return findSupernet(workspace, supernet.name);
}

Result<void> checkSupernetName(Workspace &workspace, const std::string &name)
{
    return checkName(workspace, 0, name);
}

Result<std::vector<StoredSupernet>> loadSupernets(Workspace &workspace)
{
    Result<Statement> rows = workspace.database().prepare(
        "SELECT id, name, artifact, shape, space, corpus, training, created_at FROM supernets "
        "WHERE deleted_at IS NULL ORDER BY name");
    if (!rows)
        return tl::make_unexpected(std::move(rows.error()));
    std::vector<StoredSupernet> supernets;
    while (true) {
        const Result<bool> row = rows->step();
        if (!row)
            return tl::make_unexpected(row.error());
        if (!*row)
            return supernets;
        Result<StoredSupernet> supernet = supernetOf(*rows);
        if (!supernet)
            return tl::make_unexpected(supernet.error());
        supernets.push_back(std::move(*supernet));
    }
}

Result<StoredSupernet> findSupernet(Workspace &workspace, const std::string &nameOrHash)
{
    Result<std::vector<StoredSupernet>> supernets = loadSupernets(workspace);
    if (!supernets)
        return tl::make_unexpected(supernets.error());
    std::vector<std::string> names;
    const StoredSupernet *byHash = nullptr;
    bool isAmbiguous = false;
    for (const StoredSupernet &supernet : *supernets) {
        if (supernet.name == nameOrHash)
            return supernet;
        names.push_back(supernet.name);
        if (!isHashPrefix(nameOrHash) || !supernet.artifact.starts_with(nameOrHash))
            continue;
        isAmbiguous = isAmbiguous || (byHash && byHash->artifact != supernet.artifact);
        byHash = &supernet;
    }
    if (isAmbiguous)
        return failure(ErrorCode::InvalidInput,
                       "Several supernets of the workspace have weights whose SHA-256 begins with "
                           + nameOrHash + "; write more of its digits, or a name.");
    if (byHash)
        return *byHash;
    return failure(ErrorCode::NotFound,
                   "The workspace has no supernet " + quotedForMessage(nameOrHash)
                       + suggestion(nameOrHash, names)
                       + (names.empty() ? "; import one with auspex-cli supernet import, or train "
                                          "one."
                                        : "; there are " + join(names, ", ") + '.'));
}

Result<void> renameSupernet(Workspace &workspace, std::int64_t id, const std::string &name)
{
    Result<Transaction> transaction = workspace.beginWrite();
    if (!transaction)
        return tl::make_unexpected(std::move(transaction.error()));
    return checkName(workspace, id, name)
        .and_then([&] {
            return change(workspace,
                          "UPDATE supernets SET name = ? WHERE id = ? AND deleted_at IS NULL", name,
                          id);
        })
        .and_then([&] { return workspace.commit(*transaction, Change::Supernets); });
}

Result<void> removeSupernet(Workspace &workspace, std::int64_t id)
{
    Result<Transaction> transaction = workspace.beginWrite();
    if (!transaction)
        return tl::make_unexpected(std::move(transaction.error()));
    return change(workspace,
                  "UPDATE supernets SET deleted_at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') "
                  "WHERE id = ? AND deleted_at IS NULL",
                  id)
        .and_then([&] { return workspace.commit(*transaction, Change::Supernets); });
}

Result<void> restoreSupernet(Workspace &workspace, std::int64_t id)
{
    Result<Transaction> transaction = workspace.beginWrite();
    if (!transaction)
        return tl::make_unexpected(std::move(transaction.error()));
    const auto taken = workspace.database().count(
        "SELECT count(*) FROM supernets a JOIN supernets b ON b.name = a.name AND b.id <> a.id "
        "AND b.deleted_at IS NULL WHERE a.id = ?",
        id);
    if (!taken)
        return tl::make_unexpected(taken.error());
    if (*taken > 0)
        return failure(ErrorCode::InvalidInput,
                       "A supernet of the same name has come meanwhile; rename that one first.");
    return change(workspace, "UPDATE supernets SET deleted_at = NULL WHERE id = ?", id)
        .and_then([&] { return workspace.commit(*transaction, Change::Supernets); });
}

} // namespace auspex
