// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/corpus_store.h"

#include "core/base/text.h"

namespace auspex {

namespace {

constexpr const char *columns = "SELECT id, name, source_language, target_language, folder, "
                                "manifest, created_at FROM corpora";

StoredCorpus corpusOf(const Statement &row)
{
    return {row.integer(0), row.text(1), row.text(2), row.text(3),
            row.text(4),    row.text(5), row.text(6)};
}

Result<std::vector<StoredCorpus>> corporaOf(Statement &rows)
{
    std::vector<StoredCorpus> corpora;
    while (true) {
        const Result<bool> row = rows.step();
        if (!row)
            return tl::make_unexpected(row.error());
        if (!*row)
            return corpora;
        corpora.push_back(corpusOf(rows));
    }
}

} // namespace

Result<void> checkCorpusName(Workspace &workspace, const std::string &name,
                             const std::string &folder)
{
    const auto known = loadCorpus(workspace, name);
    if (!known)
        return tl::make_unexpected(known.error());
    if (*known && (*known)->folder != folder)
        return failure(ErrorCode::InvalidInput,
                       "The workspace has a corpus " + quotedForMessage(name) + " already, in "
                           + (*known)->folder + "; give the new one another name.");
    return {};
}

Result<std::int64_t> saveCorpus(Workspace &workspace, const StoredCorpus &corpus)
{
    Result<Transaction> transaction = workspace.beginWrite();
    if (!transaction)
        return tl::make_unexpected(std::move(transaction.error()));
    Database &database = workspace.database();
    const Result<void> saved = checkCorpusName(workspace, corpus.name, corpus.folder).and_then([&] {
        return database.run("INSERT INTO corpora (name, source_language, target_language, folder, "
                            "manifest) VALUES (?, ?, ?, ?, ?) ON CONFLICT (name) DO UPDATE SET "
                            "source_language = excluded.source_language, target_language = "
                            "excluded.target_language, manifest = excluded.manifest",
                            corpus.name, corpus.sourceLanguage, corpus.targetLanguage,
                            corpus.folder, corpus.manifest);
    });
    if (!saved)
        return tl::make_unexpected(saved.error());
    Result<std::int64_t> id = database.count("SELECT id FROM corpora WHERE name = ?", corpus.name);
    if (!id)
        return id;
    if (Result<void> written = workspace.commit(*transaction, Change::Corpora); !written)
        return tl::make_unexpected(written.error());
    return *id;
}

Result<std::vector<StoredCorpus>> loadCorpora(Workspace &workspace)
{
    Result<Statement> rows = workspace.database().prepare(std::string(columns) + " ORDER BY name");
    if (!rows)
        return tl::make_unexpected(std::move(rows.error()));
    return corporaOf(*rows);
}

Result<std::optional<StoredCorpus>> loadCorpus(Workspace &workspace, const std::string &name)
{
    Result<Statement> rows = workspace.database().prepare(std::string(columns) + " WHERE name = ?");
    if (!rows)
        return tl::make_unexpected(std::move(rows.error()));
    if (Result<void> bound = rows->bind(name); !bound)
        return tl::make_unexpected(bound.error());
    Result<std::vector<StoredCorpus>> found = corporaOf(*rows);
    if (!found)
        return tl::make_unexpected(found.error());
    if (found->empty())
        return std::optional<StoredCorpus>();
    return std::optional(std::move(found->front()));
}

Result<void> removeCorpus(Workspace &workspace, const std::string &name)
{
    Result<Transaction> transaction = workspace.beginWrite();
    if (!transaction)
        return tl::make_unexpected(std::move(transaction.error()));
    return workspace.database().run("DELETE FROM corpora WHERE name = ?", name).and_then([&] {
        return workspace.commit(*transaction, Change::Corpora);
    });
}

} // namespace auspex
