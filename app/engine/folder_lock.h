// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <utility>

#include "core/base/job.h"
#include "core/base/result.h"

namespace auspex::engine {

/// One engine at a time works in the folder: that of a front which was killed may still be writing
/// its last checkpoint when the next one is started. Ends with the process at the latest.
class FolderLock {
public:
    /// Makes the folder where it is missing. Waits some seconds for another engine's end, then
    /// fails.
    static Result<FolderLock> of(const std::filesystem::path &folder, Job &job);

    FolderLock(FolderLock &&other) noexcept
        : m_descriptor(std::exchange(other.m_descriptor, -1))
    {
    }
    FolderLock &operator=(FolderLock &&) = delete;
    ~FolderLock();

private:
    explicit FolderLock(int descriptor)
        : m_descriptor(descriptor)
    {
    }

    int m_descriptor;
};

} // namespace auspex::engine
