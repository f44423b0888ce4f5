// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/supernets/temporary_folder.h"

#include <cerrno>
#include <cstdlib> // mkdtemp
#include <string>
#include <system_error>
#include <utility>

namespace auspex {

TemporaryFolder::TemporaryFolder(std::filesystem::path path)
    : m_path(std::move(path))
{
}

TemporaryFolder::TemporaryFolder(TemporaryFolder &&other) noexcept
    : m_path(std::exchange(other.m_path, {}))
{
}

TemporaryFolder &TemporaryFolder::operator=(TemporaryFolder &&other) noexcept
{
    std::swap(m_path, other.m_path);
    return *this;
}

TemporaryFolder::~TemporaryFolder()
{
    std::error_code ignored;
    if (!m_path.empty())
        std::filesystem::remove_all(m_path, ignored);
}

Result<TemporaryFolder> TemporaryFolder::make()
{
    std::error_code error;
    std::string name = (std::filesystem::temp_directory_path(error) / "auspex-XXXXXX").string();
    if (!error && ::mkdtemp(name.data()))
        return TemporaryFolder(name);
    return failure(ErrorCode::Io,
                   "No folder for temporary files can be made ("
                       + std::system_category().message(error ? error.value() : errno)
                       + "); set TMPDIR to one that can be written.");
}

} // namespace auspex
