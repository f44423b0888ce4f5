// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/prompts/studio_commands.h"

namespace auspex {

EditPromptCommand::EditPromptCommand(StudioState *state, const QString &text, const QString &name,
                                     const Prompt &before, const Prompt &after, Place place,
                                     int merge)
    : QUndoCommand(text)
    , m_state(state)
    , m_name(name)
    , m_before(before)
    , m_after(after)
    , m_place(std::move(place))
    , m_merge(merge)
{
}

void EditPromptCommand::undo()
{
    if (!m_state)
        return;
    m_state->applyEdit(m_name, m_before, m_place.component, m_place.variant);
    if (m_place.before >= 0)
        Q_EMIT m_state->cursorWanted(m_place.component, m_place.before);
}

void EditPromptCommand::redo()
{
    if (!m_state)
        return;
    m_state->applyEdit(m_name, m_after, m_place.component, m_place.variant);
    if (!m_isFirst && m_place.after >= 0)
        Q_EMIT m_state->cursorWanted(m_place.component, m_place.after);
    m_isFirst = false;
}

bool EditPromptCommand::mergeWith(const QUndoCommand *other)
{
    const auto *later = static_cast<const EditPromptCommand *>(other);
    m_after = later->m_after;
    m_place.after = later->m_place.after;
    return true;
}

CreatePromptCommand::CreatePromptCommand(StudioState *state, const QString &text,
                                         const QString &name, const Prompt &prompt)
    : QUndoCommand(text)
    , m_state(state)
    , m_name(name)
    , m_prompt(prompt)
    , m_before(state->place())
{
}

void CreatePromptCommand::undo()
{
    if (!m_state)
        return;
    // Versions that were saved since are only taken off the list.
    m_wasSaved = m_state->newestVersion(m_name) > 0;
    if (!m_wasSaved) {
        m_state->applyDiscard(m_name, m_before);
        return;
    }
    const PromptDraft *draft = m_state->draftOf(m_name);
    m_draft = draft ? std::optional(*draft) : std::nullopt;
    setObsolete(!m_state->applyRemove(m_name, m_before));
}

void CreatePromptCommand::redo()
{
    if (!m_state)
        return;
    if (m_wasSaved)
        setObsolete(!m_state->applyRestore(m_name, m_draft));
    else
        m_state->applyCreate(m_name, m_prompt);
}

RenamePromptCommand::RenamePromptCommand(StudioState *state, const QString &from, const QString &to)
    : QUndoCommand(StudioState::tr("Rename the prompt %1 to %2").arg(from, to))
    , m_state(state)
    , m_from(from)
    , m_to(to)
{
}

void RenamePromptCommand::undo()
{
    setObsolete(!m_state || !m_state->applyRename(m_to, m_from));
}

void RenamePromptCommand::redo()
{
    setObsolete(!m_state || !m_state->applyRename(m_from, m_to));
}

RemovePromptCommand::RemovePromptCommand(StudioState *state, const QString &name,
                                         const PromptPlace &then)
    : QUndoCommand(StudioState::tr("Delete the prompt %1").arg(name))
    , m_state(state)
    , m_name(name)
    , m_then(then)
{
    if (const PromptDraft *draft = state->draftOf(name))
        m_draft = *draft;
}

void RemovePromptCommand::undo()
{
    setObsolete(!m_state || !m_state->applyRestore(m_name, m_draft));
}

void RemovePromptCommand::redo()
{
    setObsolete(!m_state || !m_state->applyRemove(m_name, m_then));
}

} // namespace auspex
