// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include <QPointer>
#include <QUndoCommand>

#include "ui/prompts/studio_state.h"

// The edits of the studio, for the session's undo stack. The first redo() of an edit is made by the
// push, while its maker shows it already.

namespace auspex {

/// An edit of a prompt as a whole; undoing shows where it was.
class EditPromptCommand : public QUndoCommand {
public:
    struct Place {
        QString component;
        qsizetype before = -1; ///< of the cursor, in characters; -1: not in a text
        qsizetype after = -1;
        std::optional<QString> variant; ///< whose tab it was made in, where that matters
    };

    EditPromptCommand(StudioState *state, const QString &text, const QString &name,
                      const Prompt &before, const Prompt &after, Place place, int merge = -1);

    void undo() override;
    void redo() override;
    int id() const override { return m_merge; }
    bool mergeWith(const QUndoCommand *other) override;

private:
    QPointer<StudioState> m_state;
    QString m_name;
    Prompt m_before;
    Prompt m_after;
    Place m_place;
    int m_merge;
    bool m_isFirst = true;
};

/// A new prompt, open.
class CreatePromptCommand : public QUndoCommand {
public:
    CreatePromptCommand(StudioState *state, const QString &text, const QString &name,
                        const Prompt &prompt);

    void undo() override;
    void redo() override;

private:
    QPointer<StudioState> m_state;
    QString m_name;
    Prompt m_prompt;
    PromptPlace m_before;
    bool m_wasSaved = false; ///< when it was taken back
    std::optional<PromptDraft> m_draft;
};

class RenamePromptCommand : public QUndoCommand {
public:
    RenamePromptCommand(StudioState *state, const QString &from, const QString &to);

    void undo() override;
    void redo() override;

private:
    QPointer<StudioState> m_state;
    QString m_from;
    QString m_to;
};

/// Takes a prompt off the list, with its edits.
class RemovePromptCommand : public QUndoCommand {
public:
    RemovePromptCommand(StudioState *state, const QString &name, const PromptPlace &then);

    void undo() override;
    void redo() override;

private:
    QPointer<StudioState> m_state;
    QString m_name;
    PromptPlace m_then;
    std::optional<PromptDraft> m_draft;
};

} // namespace auspex
