// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

#include "core/base/result.h"

namespace auspex {

/// A folder of one's own for files that the engine reads; gone with this.
class TemporaryFolder {
public:
    static Result<TemporaryFolder> make();

    TemporaryFolder(TemporaryFolder &&other) noexcept;
    TemporaryFolder &operator=(TemporaryFolder &&other) noexcept;
    ~TemporaryFolder();

    const std::filesystem::path &path() const { return m_path; }

private:
    explicit TemporaryFolder(std::filesystem::path path);
    std::filesystem::path m_path;
};

} // namespace auspex
