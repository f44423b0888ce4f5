// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"

#include <cerrno>
#include <cstring>
#include <fstream>
#include <system_error>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace auspex {

namespace {

std::string reasonOf(int error)
{
    return std::system_category().message(error);
}

/// Writes all bytes and flushes them to the disk; 0 or the errno of what failed.
int writeAll(int descriptor, std::span<const std::string_view> parts)
{
    for (std::string_view part : parts) {
        while (!part.empty()) {
            const ssize_t written = ::write(descriptor, part.data(), part.size());
            if (written < 0 && errno == EINTR)
                continue;
            if (written < 0)
                return errno;
            part.remove_prefix(static_cast<std::size_t>(written));
        }
    }
    return ::fsync(descriptor) == 0 ? 0 : errno;
}

} // namespace

Result<std::string> readFile(const std::filesystem::path &file, std::uintmax_t most)
{
    std::error_code error;
    const std::filesystem::file_status status = std::filesystem::status(file, error);
    if (!std::filesystem::exists(status))
        return failure(ErrorCode::NotFound,
                       "The file " + file.string() + " does not exist; check its name.");
    if (std::filesystem::is_directory(status))
        return failure(ErrorCode::InvalidInput,
                       file.string() + " is a folder; name a file in it instead.");
    const std::uintmax_t size = std::filesystem::file_size(file, error);
    if (!error && size > most)
        return failure(ErrorCode::InvalidInput,
                       "The file " + file.string() + " has " + std::to_string(size)
                           + " bytes, more than the " + std::to_string(most)
                           + " that a file of this kind can have; check that it is the right one.");
    errno = 0;
    std::ifstream stream(file, std::ios::binary);
    std::string content;
    if (!error)
        content.reserve(static_cast<std::size_t>(size));
    content.assign(std::istreambuf_iterator<char>(stream), {});
    if (!stream.is_open() || stream.bad())
        return failure(ErrorCode::Io, "The file " + file.string() + " cannot be read ("
                                          + reasonOf(errno) + "); check its permissions.");
    return content;
}

Result<void> writeFileAtomically(const std::filesystem::path &file, std::string_view content)
{
    return writePartsAtomically(file, std::span(&content, 1));
}

Result<void> writePartsAtomically(const std::filesystem::path &file,
                                  std::span<const std::string_view> parts)
{
    const auto refused = [&](int error) {
        return failure(ErrorCode::Io, "The file " + file.string() + " cannot be written ("
                                          + reasonOf(error)
                                          + "); choose another place or free some space.");
    };
    // A symbolic link keeps pointing: its target is what is replaced.
    std::error_code ignored;
    const std::filesystem::path target = std::filesystem::is_symlink(file, ignored)
                                             ? std::filesystem::canonical(file, ignored)
                                             : file;
    const std::filesystem::path final = target.empty() ? file : target;
    std::string temporary = final.string() + ".XXXXXX";
    const int descriptor = ::mkostemp(temporary.data(), O_CLOEXEC);
    if (descriptor < 0)
        return refused(errno);

    const std::filesystem::file_status old = std::filesystem::status(final, ignored);
    const mode_t mask = ::umask(0);
    ::umask(mask);
    const mode_t mode = std::filesystem::exists(old) ? static_cast<mode_t>(old.permissions())
                                                     : (0666 & ~mask);
    int error = writeAll(descriptor, parts);
    if (error == 0 && ::fchmod(descriptor, mode) != 0)
        error = errno;
    if (::close(descriptor) != 0 && error == 0)
        error = errno;
    if (error == 0 && ::rename(temporary.c_str(), final.c_str()) != 0)
        error = errno;
    if (error != 0) {
        ::unlink(temporary.c_str());
        return refused(error);
    }
    return {};
}

} // namespace auspex
