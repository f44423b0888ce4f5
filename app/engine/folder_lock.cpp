// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/engine/folder_lock.h"

#include <cerrno>
#include <chrono>
#include <system_error>
#include <thread>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace auspex::engine {

namespace {

constexpr std::chrono::seconds patience{15}; // an engine without a front ends earlier
constexpr std::chrono::milliseconds pause{100};

Result<FolderLock> refused(const std::filesystem::path &folder, const std::string &reason)
{
    return failure(ErrorCode::Io, "The folder " + folder.string()
                                      + " cannot be trained in: " + reason
                                      + "; name another folder or make this one writable.");
}

} // namespace

Result<FolderLock> FolderLock::of(const std::filesystem::path &folder, Job &job)
{
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error)
        return refused(folder, error.message());
    const int descriptor = ::open((folder / "lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (descriptor < 0)
        return refused(folder, std::system_category().message(errno));
    FolderLock lock(descriptor);
    const auto end = std::chrono::steady_clock::now() + patience;
    while (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
        if (errno != EWOULDBLOCK && errno != EINTR)
            break; // a file system without locks: then without
        if (job.isCancelled())
            return cancelled();
        if (std::chrono::steady_clock::now() > end)
            return failure(ErrorCode::Io, "Another engine trains in the folder " + folder.string()
                                              + "; wait for its end or name another folder.");
        std::this_thread::sleep_for(pause);
    }
    return lock;
}

FolderLock::~FolderLock()
{
    if (m_descriptor >= 0)
        ::close(m_descriptor);
}

} // namespace auspex::engine
