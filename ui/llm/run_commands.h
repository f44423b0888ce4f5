// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QUndoCommand>

namespace auspex {

class Session;

/// Takes runs off the list, and brings them back.
class RemoveRunsCommand : public QUndoCommand {
public:
    RemoveRunsCommand(Session *session, std::vector<qint64> ids);

    void redo() override;
    void undo() override;

private:
    Session *m_session;
    std::vector<qint64> m_ids;
};

} // namespace auspex
