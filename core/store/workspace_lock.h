// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <memory>
#include <string>

class QLockFile;

namespace auspex {

/// The right to write a workspace, held by at most one program: FILE.lock. It ends with the process
/// however that ends; a lock that a killed process or an earlier start of the machine left is taken
/// over. On another machine's lock only that machine can tell, so it stands.
class WorkspaceLock {
public:
    explicit WorkspaceLock(const std::filesystem::path &workspace);
    ~WorkspaceLock();

    bool isHeld() const;

    /// Why the lock is not held, as a sentence: who has it, or what forbids making one.
    const std::string &reason() const { return m_reason; }

private:
    void explain(const std::string &workspace);

    std::unique_ptr<QLockFile> m_lock;
    std::string m_reason;
};

} // namespace auspex
