// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/architecture_files.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <system_error>

#include <unistd.h>

#include "core/base/text.h"

namespace auspex::cli {

namespace {

namespace fs = std::filesystem;

bool isArchitectureFile(const fs::path &file)
{
    constexpr std::array<std::string_view, 4> extensions = {".jsonl", ".json", ".yml", ".yaml"};
    const std::string extension = file.extension().string();
    return std::find(extensions.begin(), extensions.end(), extension) != extensions.end();
}

Outcome addFolder(const fs::path &folder, std::vector<fs::path> &files)
{
    std::error_code error;
    std::vector<fs::path> found;
    for (fs::recursive_directory_iterator entry(folder, error), end; !error && entry != end;
         entry.increment(error)) {
        std::error_code ignored;
        if (entry->is_regular_file(ignored) && isArchitectureFile(entry->path()))
            found.push_back(entry->path());
    }
    if (error)
        return tl::make_unexpected(Stop(Status::Failed, "The folder " + folder.string()
                                                            + " cannot be read (" + error.message()
                                                            + "); check its permissions."));
    if (found.empty())
        return tl::make_unexpected(
            Stop(Status::Failed, "The folder " + folder.string()
                                     + " holds no architecture file (.jsonl, .json, .yml or "
                                       ".yaml); name another one."));
    std::sort(found.begin(), found.end());
    files.insert(files.end(), found.begin(), found.end());
    return {};
}

Result<std::string> readStandardInput(const Job &job)
{
    std::string text;
    std::array<char, 1 << 16> piece;
    while (true) {
        const ssize_t count = ::read(STDIN_FILENO, piece.data(), piece.size());
        if (job.isCancelled())
            return cancelled();
        if (count < 0 && errno != EINTR)
            return failure(ErrorCode::Io, "The standard input cannot be read ("
                                              + std::system_category().message(errno)
                                              + "); name a file instead.");
        if (count == 0)
            return text;
        if (count > 0)
            text.append(piece.data(), static_cast<std::size_t>(count));
    }
}

} // namespace

tl::expected<std::vector<fs::path>, Stop> architectureFiles(const std::vector<std::string> &names)
{
    std::vector<fs::path> files;
    for (const std::string &name : names) {
        std::error_code ignored;
        if (name != "-" && fs::is_directory(name, ignored)) {
            if (Outcome added = addFolder(name, files); !added)
                return tl::make_unexpected(added.error());
            continue;
        }
        if (name != "-" && !fs::exists(name, ignored))
            return tl::make_unexpected(
                Stop(Status::Failed, "The file " + name + " does not exist; check its name."));
        files.emplace_back(name);
    }
    return files;
}

Result<ArchitectureFile> readArchitectureFile(const fs::path &file, const Job &job)
{
    if (file != "-")
        return readArchitectures(file);
    const Result<std::string> text = readStandardInput(job);
    if (!text)
        return tl::make_unexpected(text.error());
    return parseArchitectures(*text, "standard input");
}

tl::expected<std::vector<ArchitectureRecord>, Stop> readArchitectureFiles(
    Context &context, const std::vector<std::string> &names)
{
    const auto files = architectureFiles(names);
    if (!files)
        return tl::make_unexpected(files.error());
    std::vector<ArchitectureRecord> records;
    for (const fs::path &file : *files) {
        auto read = readArchitectureFile(file, context.job);
        if (!read)
            return tl::make_unexpected(Stop(read.error()));
        for (const LineProblem &problem : read->problems)
            context.console.warn(describe(problem));
        std::move(read->records.begin(), read->records.end(), std::back_inserter(records));
    }
    if (records.empty())
        return tl::make_unexpected(
            Stop(Status::Failed, "No architecture could be read from " + join(names, ", ")
                                     + "; check the file or name another one."));
    return records;
}

} // namespace auspex::cli
