// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/workspace_backup.h"

#include <fstream>
#include <system_error>
#include <vector>

#include <unistd.h>

#include "core/store/artifact_store.h"
#include "core/store/content_hash.h"
#include "core/store/workspace_file.h"

namespace auspex {

namespace {

tl::unexpected<Error> cannotWrite(const std::filesystem::path &target)
{
    return failure(ErrorCode::Io, "The backup " + target.string()
                                      + " cannot be written; free some space, check that you may "
                                        "write there, or choose another folder.");
}

/// What lies under temporary names until the backup is complete, and goes with this.
struct Unfinished {
    std::filesystem::path file;
    std::filesystem::path folder;

    explicit Unfinished(const std::filesystem::path &target)
        : file(target.native() + ".unfinished-" + std::to_string(::getpid()))
        , folder(file.native() + ".d")
    {
        remove();
    }
    Unfinished(const Unfinished &) = delete;
    Unfinished &operator=(const Unfinished &) = delete;
    ~Unfinished() { remove(); }

    void remove() const
    {
        std::error_code ignored;
        std::filesystem::remove(file, ignored);
        std::filesystem::remove(std::filesystem::path(file.native() + "-journal"), ignored);
        std::filesystem::remove_all(folder, ignored);
    }
};

Result<std::vector<std::string>> artifactsOf(Database &database)
{
    Result<Statement> rows = database.prepare("SELECT sha256 FROM artifacts ORDER BY rowid");
    if (!rows)
        return tl::make_unexpected(std::move(rows.error()));
    std::vector<std::string> names;
    while (true) {
        const Result<bool> row = rows->step();
        if (!row)
            return tl::make_unexpected(row.error());
        if (!*row)
            return names;
        names.push_back(rows->text(0));
    }
}

/// Gives the artifacts that the copied moment has.
Result<std::vector<std::string>> copyDatabase(Workspace &workspace, const Unfinished &unfinished,
                                              Job &job)
{
    Result<Database> copy = Database::open(unfinished.file, Database::Access::Create);
    if (!copy)
        return tl::make_unexpected(std::move(copy.error()));
    return workspace.database()
        .copyInto(*copy,
                  [&](int done, int total) {
                      job.report({done, total, "pages", "copying the workspace", {}});
                      return !job.isCancelled();
                  })
        .and_then([&] { return copy->execute("PRAGMA journal_mode = DELETE"); })
        .and_then([&] { return artifactsOf(*copy); });
}

Result<void> copyArtifact(Workspace &workspace, const std::string &name,
                          const std::filesystem::path &copyName)
{
    const auto file = artifactPath(workspace, name);
    if (!file)
        return tl::make_unexpected(file.error());
    std::ofstream stream(copyName, std::ios::binary);
    const auto hash = sha256OfFile(*file, [&](std::string_view bytes) -> Result<void> {
        if (stream.write(bytes.data(), static_cast<std::streamsize>(bytes.size())))
            return {};
        return cannotWrite(copyName);
    });
    if (!hash)
        return tl::make_unexpected(hash.error());
    stream.close();
    if (!stream)
        return cannotWrite(copyName);
    if (*hash != name)
        return failure(
            ErrorCode::Corrupt,
            "The artifact " + file->string()
                + " is damaged, so no backup was made; replace it from an older backup.");
    return flushFile(copyName);
}

Result<void> copyArtifacts(Workspace &workspace, const std::vector<std::string> &artifacts,
                           const Unfinished &unfinished, Job &job)
{
    std::error_code error;
    if (!artifacts.empty() && !std::filesystem::create_directory(unfinished.folder, error))
        return cannotWrite(unfinished.folder);
    for (std::size_t i = 0; i < artifacts.size(); ++i) {
        if (job.isCancelled())
            return cancelled();
        job.report({static_cast<std::int64_t>(i),
                    static_cast<std::int64_t>(artifacts.size()),
                    "artifacts",
                    "copying the artifacts",
                    {}});
        Result<void> done = copyArtifact(workspace, artifacts[i], unfinished.folder / artifacts[i]);
        if (!done)
            return done;
    }
    return {};
}

Result<void> refuseExisting(const std::filesystem::path &target)
{
    std::error_code error;
    for (const std::filesystem::path &name : {target, artifactFolderOf(target)}) {
        if (std::filesystem::exists(name, error))
            return failure(ErrorCode::InvalidInput,
                           name.string()
                               + " exists already; choose another name for the backup, or "
                                 "delete it.");
    }
    return {};
}

} // namespace

Result<void> backupWorkspace(Workspace &workspace, const std::filesystem::path &target, Job &job)
{
    if (Result<void> fine = refuseExisting(target); !fine)
        return fine;
    const Unfinished unfinished(target);
    const auto artifacts = copyDatabase(workspace, unfinished, job);
    if (!artifacts) {
        const ErrorCode code = artifacts.error().code;
        if (code == ErrorCode::Io || code == ErrorCode::ReadOnly)
            return failure(code, cannotWrite(target).value().message,
                           artifacts.error().message + ' ' + artifacts.error().detail);
        return tl::make_unexpected(artifacts.error());
    }
    return copyArtifacts(workspace, *artifacts, unfinished, job)
        .and_then([&] { return flushFile(unfinished.file); })
        .and_then([&] {
            return artifacts->empty()
                       ? Result<void>()
                       : renameToNewName(unfinished.folder, artifactFolderOf(target));
        })
        .and_then([&] { return renameToNewName(unfinished.file, target); });
}

} // namespace auspex
