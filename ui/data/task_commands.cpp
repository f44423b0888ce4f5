// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/task_commands.h"

#include <QCoreApplication>

#include "core/store/tfs_task_store.h"
#include "ui/session/session.h"

namespace auspex {

namespace {

QString translated(const char *text)
{
    return QCoreApplication::translate("auspex::DataPanel", text);
}

/// Gives whether it was done.
bool finish(Session *session, const Error *error)
{
    if (error) {
        Q_EMIT session->errorOccurred(QString::fromStdString(error->message));
    }
    session->reloadTasks();
    return !error;
}

} // namespace

RemoveTaskCommand::RemoveTaskCommand(Session *session, const QString &task)
    : QUndoCommand(translated(QT_TRANSLATE_NOOP("auspex::DataPanel", "Remove task %1")).arg(task))
    , m_session(session)
    , m_task(task)
{
}

void RemoveTaskCommand::redo()
{
    if (m_session->selection()->task() == m_task) {
        m_session->selection()->clear();
    }
    const auto removed = removeTask(*m_session->workspace(), m_task.toStdString());
    m_id = removed.value_or(0);
    setObsolete(!finish(m_session, removed ? nullptr : &removed.error()));
}

void RemoveTaskCommand::undo()
{
    const auto restored = restoreTask(*m_session->workspace(), m_id);
    setObsolete(!finish(m_session, restored ? nullptr : &restored.error()));
}

RenameTaskCommand::RenameTaskCommand(Session *session, const QString &from, const QString &to)
    : QUndoCommand(
        translated(QT_TRANSLATE_NOOP("auspex::DataPanel", "Rename task %1 to %2")).arg(from, to))
    , m_session(session)
    , m_from(from)
    , m_to(to)
{
}

void RenameTaskCommand::rename(const QString &from, const QString &to)
{
    Selection *selection = m_session->selection();
    const bool isSelected = selection->task() == from;
    const QSet<qint64> records = selection->records();
    const qint64 current = selection->current();
    const auto renamed = renameTask(*m_session->workspace(), from.toStdString(), to.toStdString());
    setObsolete(!finish(m_session, renamed ? nullptr : &renamed.error()));
    if (renamed && isSelected) {
        selection->set(to, records, current);
    }
}

} // namespace auspex
