// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/supernets/supernet_commands.h"

#include <QCoreApplication>

#include "ui/session/session.h"
#include "ui/session/supernet_center.h"

namespace auspex {

namespace {

QString title(SupernetCommand::Kind kind)
{
    switch (kind) {
    case SupernetCommand::Kind::Import:
        return QCoreApplication::translate("auspex::SupernetsPanel", "Import supernet %1");
    case SupernetCommand::Kind::Remove:
        return QCoreApplication::translate("auspex::SupernetsPanel", "Remove supernet %1");
    case SupernetCommand::Kind::Rename:
        return QCoreApplication::translate("auspex::SupernetsPanel", "Rename supernet %1");
    }
    return {};
}

} // namespace

SupernetCommand::SupernetCommand(Session *session, Kind kind, const StoredSupernet &supernet,
                                 const QString &newName)
    : QUndoCommand(title(kind).arg(QString::fromStdString(supernet.name)))
    , m_session(session)
    , m_kind(kind)
    , m_supernet(supernet)
    , m_newName(newName.toStdString())
    , m_isDone(kind == Kind::Import)
{
}

void SupernetCommand::redo()
{
    if (m_isDone) {
        m_isDone = false;
        return;
    }
    apply(true);
}

void SupernetCommand::apply(bool forward)
{
    Workspace &workspace = *m_session->workspace();
    Result<void> done;
    if (m_kind == Kind::Rename) {
        done = renameSupernet(workspace, m_supernet.id, forward ? m_newName : m_supernet.name);
    } else if (forward == (m_kind == Kind::Import)) {
        done = restoreSupernet(workspace, m_supernet.id);
    } else {
        done = removeSupernet(workspace, m_supernet.id);
    }
    if (!done) {
        setObsolete(true);
        Q_EMIT m_session->errorOccurred(QString::fromStdString(done.error().message));
    }
    m_session->supernets()->reload();
}

} // namespace auspex
