// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QUndoCommand>

#include "core/base/result.h"

namespace auspex {

class Session;

/// Deletes a task; undo brings it back as it was. A failure is told through the session, and takes
/// the command off the stack.
class RemoveTaskCommand : public QUndoCommand {
public:
    RemoveTaskCommand(Session *session, const QString &task);

    void undo() override;
    void redo() override;

private:
    Session *m_session;
    QString m_task;
    qint64 m_id = 0;
};

class RenameTaskCommand : public QUndoCommand {
public:
    RenameTaskCommand(Session *session, const QString &from, const QString &to);

    void undo() override { rename(m_to, m_from); }
    void redo() override { rename(m_from, m_to); }

private:
    void rename(const QString &from, const QString &to);

    Session *m_session;
    QString m_from;
    QString m_to;
};

} // namespace auspex
