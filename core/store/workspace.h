// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "core/store/database.h"

namespace auspex {

class WorkspaceLock;

enum class OpenMode {
    ReadWrite, ///< falls back to reading only, with a reason, where writing is impossible
    ReadOnly,  ///< leaves the lock alone
};

/// What kind of rows a change touched.
enum class Change {
    Tasks,
    Predictors,
    Evaluations,
    Documents,
    Artifacts,
    Prompts,
    Runs,  ///< and batch jobs
    Calls, ///< to LLM services
    Corpora,
    Supernets,
    SubnetScores, ///< of supernets and proxies
};

/// An open workspace file (SCHEMA.md). One program at a time may write it; others get it for
/// reading only. What a call has acknowledged is on the disk: it survives a crash of the program
/// and a power loss.
///
/// Threads: a Workspace and what is done with it belong to one thread at a time. Another thread
/// opens its own by openAnother(), which may be called from any thread. The lock is given up when
/// the last of them is gone.
class Workspace {
public:
    /// Makes a new workspace and opens it. Fails where the file exists.
    static Result<Workspace> create(const std::filesystem::path &file);

    /// Upgrades an older workspace first (in memory, where it is opened for reading only). Fails,
    /// leaving the file as it is, for one that is missing, newer, damaged, or no workspace.
    static Result<Workspace> open(const std::filesystem::path &file,
                                  OpenMode mode = OpenMode::ReadWrite);

    Result<Workspace> openAnother() const;

    Workspace(Workspace &&) noexcept;
    Workspace &operator=(Workspace &&) noexcept;
    ~Workspace();

    const std::filesystem::path &path() const { return m_path; }
    bool isReadOnly() const { return !m_lock; }

    /// Why it cannot be written, as a sentence; empty where it can.
    const std::string &readOnlyReason() const { return m_readOnlyReason; }

    /// The listener is called on this workspace's thread after each change made through it. It must
    /// not write. Changes by other connections are not told: see changedElsewhere().
    int addListener(std::function<void(Change)> listener);
    void removeListener(int id);

    /// Whether another connection (another thread's, another program's) has written since the last
    /// call, the first of which gives false. Cheap enough for a timer.
    bool changedElsewhere();

    // For the stores of this folder.

    Database &database() { return m_database; }

    /// Fails with ErrorCode::ReadOnly and the reason where the workspace is open for reading only.
    Result<Transaction> beginWrite();

    /// Commits and tells the listeners.
    Result<void> commit(Transaction &transaction, Change change);

private:
    Workspace(std::filesystem::path file, Database database, std::shared_ptr<WorkspaceLock> lock,
              std::string readOnlyReason);
    static Result<Workspace> openToWrite(const std::filesystem::path &file,
                                         std::shared_ptr<WorkspaceLock> lock);
    static Result<Workspace> openToRead(const std::filesystem::path &file, std::string reason);

    std::filesystem::path m_path;
    std::shared_ptr<WorkspaceLock> m_lock; ///< before the database, which closes first
    Database m_database;
    std::string m_readOnlyReason;
    std::vector<std::pair<int, std::function<void(Change)>>> m_listeners;
    int m_lastListener = 0;
    std::int64_t m_dataVersion = 0;
};

} // namespace auspex
