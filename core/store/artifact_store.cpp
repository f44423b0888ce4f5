// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/artifact_store.h"

#include <fstream>
#include <functional>
#include <system_error>

#include <unistd.h>

#include "core/base/text.h"
#include "core/store/content_hash.h"
#include "core/store/workspace_file.h"

namespace auspex {

namespace {

tl::unexpected<Error> cannotWrite(const std::filesystem::path &folder)
{
    return failure(ErrorCode::Io, "The folder " + folder.string()
                                      + " cannot be written; free some space or check its "
                                        "permissions, and try again.");
}

/// The folder, made where it is missing.
Result<std::filesystem::path> writableFolder(Workspace &workspace)
{
    std::filesystem::path folder = artifactFolderOf(workspace.path());
    std::error_code error;
    const bool isNew = std::filesystem::create_directory(folder, error);
    if (error)
        return cannotWrite(folder);
    if (!isNew)
        return folder;
    return flushFolderOf(folder).map([&] { return folder; });
}

/// Content that is being written under a name of its own until it is complete.
class IncomingFile {
public:
    explicit IncomingFile(const std::filesystem::path &folder)
        : m_folder(folder)
        , m_path(folder
                 / ("incoming-" + std::to_string(::getpid()) + '-'
                    + std::to_string(reinterpret_cast<std::uintptr_t>(this))))
        , m_stream(m_path, std::ios::binary | std::ios::trunc)
    {
    }
    IncomingFile(const IncomingFile &) = delete;
    IncomingFile &operator=(const IncomingFile &) = delete;
    ~IncomingFile()
    {
        std::error_code ignored;
        std::filesystem::remove(m_path, ignored); // gone already after keepAs()
    }

    Result<void> write(std::string_view bytes)
    {
        m_size += static_cast<std::int64_t>(bytes.size());
        if (m_stream.write(bytes.data(), static_cast<std::streamsize>(bytes.size())))
            return {};
        return cannotWrite(m_folder);
    }

    Result<void> keepAs(const std::string &sha256)
    {
        m_stream.close();
        if (!m_stream)
            return cannotWrite(m_folder);
        if (Result<void> flushed = flushFile(m_path); !flushed)
            return flushed;
        const std::filesystem::path file = m_folder / sha256;
        std::error_code error;
        std::filesystem::rename(m_path, file, error);
        if (error)
            return cannotWrite(m_folder);
        return flushFolderOf(file);
    }

    std::int64_t size() const { return m_size; }

private:
    std::filesystem::path m_folder;
    std::filesystem::path m_path;
    std::ofstream m_stream;
    std::int64_t m_size = 0;
};

Result<std::vector<Artifact>> readArtifacts(Statement &rows)
{
    std::vector<Artifact> artifacts;
    while (true) {
        const Result<bool> row = rows.step();
        if (!row)
            return tl::make_unexpected(row.error());
        if (!*row)
            return artifacts;
        artifacts.push_back({rows.text(0), rows.integer(1), rows.text(2), rows.text(3)});
    }
}

Result<Artifact> findArtifact(Workspace &workspace, const std::string &sha256)
{
    Result<Statement> rows = workspace.database().prepare(
        "SELECT sha256, size, kind, name FROM artifacts WHERE sha256 = ?");
    if (!rows)
        return tl::make_unexpected(std::move(rows.error()));
    if (const Result<void> bound = rows->bind(sha256); !bound)
        return tl::make_unexpected(bound.error());
    const auto found = readArtifacts(*rows);
    if (!found)
        return tl::make_unexpected(found.error());
    if (!found->empty())
        return found->front();
    return failure(ErrorCode::NotFound, "The workspace " + workspace.path().string()
                                            + " has no artifact " + quotedForMessage(sha256)
                                            + "; check the name.");
}

/// `fill` writes the content and gives its hash.
Result<Artifact> put(Workspace &workspace, const std::string &kind, const std::string &name,
                     const std::function<Result<std::string>(IncomingFile &)> &fill)
{
    // The right to write is checked before the folder is touched.
    Result<Transaction> transaction = workspace.beginWrite();
    if (!transaction)
        return tl::make_unexpected(std::move(transaction.error()));
    const auto folder = writableFolder(workspace);
    if (!folder)
        return tl::make_unexpected(folder.error());
    IncomingFile incoming(*folder);
    const Result<std::string> hash = fill(incoming);
    if (!hash)
        return tl::make_unexpected(hash.error());
    const Result<void> done = incoming.keepAs(*hash)
                                  .and_then([&] {
                                      return workspace.database().run(
                                          "INSERT INTO artifacts (sha256, size, kind, name) "
                                          "VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
                                          *hash, incoming.size(), kind, name);
                                  })
                                  .and_then([&] {
                                      return workspace.commit(*transaction, Change::Artifacts);
                                  });
    if (!done)
        return tl::make_unexpected(done.error());
    return findArtifact(workspace, *hash);
}

} // namespace

Result<Artifact> putArtifact(Workspace &workspace, std::string_view bytes, const std::string &kind,
                             const std::string &name)
{
    return put(workspace, kind, name, [&](IncomingFile &incoming) {
        return incoming.write(bytes).map([&] { return sha256(bytes); });
    });
}

Result<Artifact> putArtifactFile(Workspace &workspace, const std::filesystem::path &file,
                                 const std::string &kind, const std::string &name)
{
    return put(workspace, kind, name, [&](IncomingFile &incoming) {
        return sha256OfFile(file, [&](std::string_view bytes) { return incoming.write(bytes); });
    });
}

Result<std::vector<Artifact>> listArtifacts(Workspace &workspace)
{
    Result<Statement> rows = workspace.database().prepare(
        "SELECT sha256, size, kind, name FROM artifacts ORDER BY rowid");
    if (!rows)
        return tl::make_unexpected(std::move(rows.error()));
    return readArtifacts(*rows);
}

Result<std::filesystem::path> artifactPath(Workspace &workspace, const std::string &sha256)
{
    const Result<Artifact> artifact = findArtifact(workspace, sha256);
    if (!artifact)
        return tl::make_unexpected(artifact.error());
    std::filesystem::path file = artifactFolderOf(workspace.path()) / artifact->sha256;
    std::error_code error;
    if (std::filesystem::is_regular_file(file, error))
        return file;
    return failure(ErrorCode::NotFound, "The artifact " + quotedForMessage(artifact->name)
                                            + " is missing: there is no " + file.string()
                                            + "; copy it there from a backup.");
}

Result<void> verifyArtifact(Workspace &workspace, const std::string &sha256)
{
    const auto file = artifactPath(workspace, sha256);
    if (!file)
        return tl::make_unexpected(file.error());
    const auto hash = sha256OfFile(*file);
    if (!hash)
        return tl::make_unexpected(hash.error());
    if (*hash == sha256)
        return {};
    return failure(ErrorCode::Corrupt, "The artifact " + file->string()
                                           + " is damaged (its content has another SHA-256); "
                                             "replace it from a backup.");
}

} // namespace auspex
