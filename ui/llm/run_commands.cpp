// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/llm/run_commands.h"

#include <QCoreApplication>

#include "ui/session/llm_center.h"
#include "ui/session/session.h"

namespace auspex {

namespace {

class RunCommands {
    Q_DECLARE_TR_FUNCTIONS(auspex::RunCommands)
};

} // namespace

RemoveRunsCommand::RemoveRunsCommand(Session *session, std::vector<qint64> ids)
    : QUndoCommand(RunCommands::tr("Remove %n LLM run(s)", nullptr, static_cast<int>(ids.size())))
    , m_session(session)
    , m_ids(std::move(ids))
{
}

void RemoveRunsCommand::redo()
{
    bool any = false;
    for (const qint64 id : m_ids) {
        const Result<void> removed = m_session->llm()->removeRun(id);
        any = any || removed;
        if (!removed) {
            Q_EMIT m_session->errorOccurred(QString::fromStdString(removed.error().message));
        }
    }
    setObsolete(!any);
}

void RemoveRunsCommand::undo()
{
    for (const qint64 id : m_ids) {
        m_session->llm()->restoreRun(id);
    }
}

} // namespace auspex
