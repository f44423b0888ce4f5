// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/workspace_lock.h"

#include <QFile>
#include <QLockFile>
#include <QSysInfo>

#include <unistd.h>

namespace auspex {

WorkspaceLock::WorkspaceLock(const std::filesystem::path &workspace)
    : m_lock(std::make_unique<QLockFile>(QFile::decodeName((workspace.native() + ".lock").c_str())))
{
    m_lock->setStaleLockTime(0); // an old lock is not a dead one: QLockFile asks for the process
    if (m_lock->tryLock(0))
        return;
    qint64 process = 0;
    QString machine;
    QString program;
    // After a restart in a container this process may have the number of the one that was killed.
    // Removing the file fails while another part of this program really holds the lock.
    if (m_lock->error() == QLockFile::LockFailedError
        && m_lock->getLockInfo(&process, &machine, &program) && process == ::getpid()
        && machine == QSysInfo::machineHostName() && m_lock->removeStaleLockFile()
        && m_lock->tryLock(0))
        return;
    explain(workspace.string());
}

WorkspaceLock::~WorkspaceLock() = default;

bool WorkspaceLock::isHeld() const
{
    return m_lock->isLocked();
}

void WorkspaceLock::explain(const std::string &workspace)
{
    if (m_lock->error() == QLockFile::PermissionError) {
        m_reason = "The folder of the workspace " + workspace
                   + " cannot be written, so it is open for reading only; copy it to a folder of "
                     "yours to change it.";
        return;
    }
    if (m_lock->error() != QLockFile::LockFailedError) {
        m_reason
            = "The lock file " + workspace
              + ".lock cannot be written, so the workspace is open for reading only; free some "
                "space and open it again.";
        return;
    }
    qint64 process = 0;
    QString machine;
    QString program;
    if (!m_lock->getLockInfo(&process, &machine, &program)) {
        m_reason = "The workspace " + workspace
                   + " is open in another program, so it is open for reading only here.";
    } else if (process == ::getpid() && machine == QSysInfo::machineHostName()) {
        m_reason = "The workspace " + workspace
                   + " is open in another window of this program, so it is open for reading only "
                     "here.";
    } else {
        m_reason = "The workspace " + workspace + " is open in " + program.toStdString()
                   + " (process " + std::to_string(process) + " on " + machine.toStdString()
                   + "), so it is open for reading only here; close it there to change it here.";
    }
}

} // namespace auspex
