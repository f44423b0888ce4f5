// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QUndoCommand>

#include "core/store/supernet_store.h"

namespace auspex {

class Session;

/// Adds, takes away or renames a supernet of the workspace; its weights and scores stay. A failure
/// is told through the session, and takes the command off the stack.
class SupernetCommand : public QUndoCommand {
public:
    enum class Kind {
        Import, ///< which was done before the command was made
        Remove,
        Rename,
    };

    SupernetCommand(Session *session, Kind kind, const StoredSupernet &supernet,
                    const QString &newName = {});

    void undo() override { apply(false); }
    void redo() override;

private:
    void apply(bool forward);

    Session *m_session;
    Kind m_kind;
    StoredSupernet m_supernet;
    std::string m_newName;
    bool m_isDone;
};

} // namespace auspex
