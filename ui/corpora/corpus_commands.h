// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QUndoCommand>

#include "core/store/corpus_store.h"

namespace auspex {

class Session;

/// Registers a corpus in the workspace, or takes one out of it; its folder stays as it is. A
/// failure is told through the session, and takes the command off the stack.
class CorpusCommand : public QUndoCommand {
public:
    enum class Kind { Add, Remove };

    CorpusCommand(Session *session, Kind kind, StoredCorpus corpus);

    void undo() override { apply(m_kind == Kind::Remove); }
    void redo() override { apply(m_kind == Kind::Add); }

private:
    void apply(bool isIn);

    Session *m_session;
    Kind m_kind;
    StoredCorpus m_corpus;
};

} // namespace auspex
