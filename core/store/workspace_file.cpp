// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/workspace_file.h"

#include <array>
#include <cerrno>
#include <cstdio>
#include <fstream>
#include <string>
#include <string_view>
#include <system_error>

#include <fcntl.h>
#include <unistd.h>

namespace auspex {

namespace {

using Header = std::array<char, 100>;

/// SQLite's header is big-endian (https://www.sqlite.org/fileformat2.html, section 1.3).
std::uint32_t number(const Header &header, std::size_t offset)
{
    std::uint32_t value = 0;
    for (std::size_t i = offset; i < offset + 4; ++i)
        value = (value << 8) | static_cast<unsigned char>(header[i]);
    return value;
}

Result<void> flush(const std::filesystem::path &path, int flags)
{
    const int descriptor = ::open(path.c_str(), flags | O_CLOEXEC);
    int error = descriptor < 0 ? errno : 0;
    if (descriptor >= 0 && ::fsync(descriptor) != 0)
        error = errno;
    if (descriptor >= 0)
        ::close(descriptor);
    if (error == 0)
        return {};
    return failure(ErrorCode::Io, path.string() + " could not be flushed to the disk ("
                                      + std::system_category().message(error)
                                      + "); check the disk and try again.");
}

} // namespace

Result<int> schemaVersionOf(const std::filesystem::path &file)
{
    const std::string name = file.string();
    std::error_code error;
    if (std::filesystem::is_directory(file, error))
        return failure(ErrorCode::InvalidInput,
                       name + " is a folder; a workspace is a file with a name like my.auspex.");
    if (!std::filesystem::exists(file, error))
        return failure(ErrorCode::NotFound,
                       "The workspace " + name + " does not exist; check its name or create it.");
    std::ifstream stream(file, std::ios::binary);
    if (!stream)
        return failure(ErrorCode::Io,
                       "The workspace " + name + " cannot be read; check its permissions.");
    Header header{};
    stream.read(header.data(), header.size());
    constexpr std::string_view magic("SQLite format 3\0", 16);
    if (stream.gcount() < static_cast<std::streamsize>(header.size())
        || std::string_view(header.data(), magic.size()) != magic)
        return failure(ErrorCode::InvalidInput,
                       name
                           + " is not an Auspex workspace (it is not a SQLite file); open or "
                             "create one with a name like my.auspex.");
    if (number(header, 68) != workspaceApplicationId)
        return failure(ErrorCode::InvalidInput,
                       name
                           + " is a SQLite file of another program, not an Auspex workspace; open "
                             "or create one with a name like my.auspex.");
    return static_cast<int>(number(header, 60));
}

std::filesystem::path artifactFolderOf(const std::filesystem::path &file)
{
    return std::filesystem::path(file.native() + ".d");
}

Result<void> flushFile(const std::filesystem::path &file)
{
    return flush(file, O_RDONLY);
}

Result<void> flushFolderOf(const std::filesystem::path &file)
{
    return flush(std::filesystem::absolute(file).parent_path(), O_RDONLY | O_DIRECTORY);
}

Result<void> renameToNewName(const std::filesystem::path &file,
                             const std::filesystem::path &newName)
{
    int error = 0;
    if (::renameat2(AT_FDCWD, file.c_str(), AT_FDCWD, newName.c_str(), RENAME_NOREPLACE) != 0)
        error = errno;
    if (error == EINVAL || error == ENOSYS) { // file systems without the flag (NFS)
        error = ::access(newName.c_str(), F_OK) == 0 ? EEXIST : 0;
        if (error == 0 && ::rename(file.c_str(), newName.c_str()) != 0)
            error = errno;
    }
    if (error == EEXIST)
        return failure(ErrorCode::InvalidInput,
                       newName.string() + " exists already; choose another name or delete it.");
    if (error != 0)
        return failure(ErrorCode::Io, newName.string() + " cannot be made ("
                                          + std::system_category().message(error)
                                          + "); choose another folder.");
    return flushFolderOf(newName);
}

} // namespace auspex
