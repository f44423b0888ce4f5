// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "ui/prompts/prompt_edits.h"
#include "ui/prompts/studio_commands.h"
#include "ui/prompts/studio_state.h"

// The edits of StudioState: what pushes commands, and what the commands do.

namespace auspex {

namespace {

constexpr int burstPause = 1000;    // ms without typing that end a burst
constexpr int mergeTyping = 0x5700; // any number that no other command has; bursts count on

QString q(const std::string &text)
{
    return QString::fromStdString(text);
}

} // namespace

void StudioState::edit(const QString &undoText, const Prompt &after, const QString &component)
{
    if (!isEditable() || after == m_prompt)
        return;
    endTyping();
    m_session->undoStack()->push(new EditPromptCommand(
        this, undoText, place().name, m_prompt, after,
        {component.isEmpty() ? m_document.component : component, -1, -1, m_document.variant}));
}

void StudioState::editText(const QString &component, const QString &text, const TextEdit &edit)
{
    const int index = componentIndex(m_prompt, component);
    if (!isEditable() || index < 0)
        return;
    Prompt after = m_prompt;
    after.components[static_cast<std::size_t>(index)].text = text.toStdString();
    if (after == m_prompt)
        return;
    const bool isRemoval = edit.added == 0;
    // Typing goes on where it was; Backspace ends before it, Delete stays in its place.
    const bool goesOn = !edit.isWhole && m_burst.id >= 0 && m_burst.component == component
                        && m_burst.isRemoval == isRemoval && m_burst.since.elapsed() < burstPause
                        && (edit.position == m_burst.end
                            || (isRemoval && edit.position + edit.removed == m_burst.end));
    if (!goesOn) {
        m_burst.id = mergeTyping + m_lastBurst++;
        m_burst.component = component;
        m_burst.isRemoval = isRemoval;
    }
    const int burst = m_burst.id;
    m_burst.end = edit.position + edit.added;
    m_burst.since.start();
    if (edit.isWhole || edit.endsBurst)
        m_burst = {};
    const QString undoText = isRemoval ? tr("Delete text in %1").arg(component)
                                       : tr("Type in %1").arg(component);
    m_session->undoStack()->push(new EditPromptCommand(
        this, undoText, place().name, m_prompt, after,
        {component, edit.position + edit.removed, edit.position + edit.added, std::nullopt},
        burst));
}

void StudioState::create(const QString &undoText, const QString &name, const Prompt &prompt)
{
    endTyping();
    if (m_session->workspace() && !m_session->isReadOnly())
        m_session->undoStack()->push(new CreatePromptCommand(this, undoText, name, prompt));
}

void StudioState::rename(const QString &from, const QString &to)
{
    endTyping();
    if (from != to && m_session->workspace() && !m_session->isReadOnly())
        m_session->undoStack()->push(new RenamePromptCommand(this, from, to));
}

void StudioState::remove(const QString &name)
{
    endTyping();
    if (!ownNames().contains(name) || m_session->isReadOnly())
        return;
    const QStringList names = ownNames();
    const qsizetype index = names.indexOf(name);
    const QString next = names.value(index + 1, names.value(index - 1));
    const PromptPlace then = place().name != name ? place()
                             : next.isEmpty()     ? firstPlace()
                                                  : PromptPlace{PromptOrigin::Own, next, 0};
    m_session->undoStack()->push(new RemovePromptCommand(this, name, then));
}

void StudioState::applyEdit(const QString &name, const Prompt &prompt, const QString &component,
                            const std::optional<QString> &variant)
{
    const bool wasModified = isModified(name);
    const PromptPlace own{PromptOrigin::Own, name, 0};
    const bool isOpen = m_document.place == own;
    setWorking(name, prompt);
    m_document.place = own;
    const QString before = m_document.component;
    const QString variantBefore = m_document.variant;
    const int index = componentIndex(m_prompt, before);
    m_prompt = prompt;
    if (variant && variantIndex(prompt, *variant) >= 0)
        m_document.variant = *variant;
    else if (variant && variant->isEmpty())
        m_document.variant.clear();
    if (componentIndex(prompt, component) >= 0)
        m_document.component = component;
    else if (componentIndex(prompt, before) < 0 && !prompt.components.empty()) {
        // Its own is gone, or has another name: what stands in its place is selected.
        const int last = static_cast<int>(prompt.components.size()) - 1;
        m_document.component = q(
            prompt.components[static_cast<std::size_t>(std::clamp(index, 0, last))].id);
    }
    settleView();
    changed();
    if (wasModified != isModified(name))
        Q_EMIT listChanged();
    if (!isOpen)
        Q_EMIT opened();
    else
        Q_EMIT promptChanged();
    if (isOpen && (before != m_document.component || variantBefore != m_document.variant))
        Q_EMIT viewChanged();
}

void StudioState::applyCreate(const QString &name, const Prompt &prompt)
{
    setWorking(name, prompt);
    m_document.place = {PromptOrigin::Own, name, 0};
    reopen();
    changed();
    Q_EMIT listChanged();
    Q_EMIT opened();
}

void StudioState::applyDiscard(const QString &name, const PromptPlace &then)
{
    dropDraft(name);
    if (m_document.place.name == name)
        m_document.place = then;
    reopen();
    changed();
    Q_EMIT listChanged();
    Q_EMIT opened();
}

bool StudioState::applyRename(const QString &from, const QString &to)
{
    if (newestVersion(from) > 0
        && !tell(renamePrompt(*m_session->workspace(), from.toStdString(), to.toStdString())))
        return false;
    for (PromptDraft &draft : m_document.drafts) {
        if (draft.name == from)
            draft.name = to;
    }
    if (m_document.place.origin != PromptOrigin::BuiltIn && m_document.place.name == from)
        m_document.place.name = to;
    loadVersions();
    changed();
    Q_EMIT listChanged();
    Q_EMIT promptChanged();
    return true;
}

bool StudioState::applyRemove(const QString &name, const PromptPlace &then)
{
    if (newestVersion(name) > 0 && !tell(removePrompt(*m_session->workspace(), name.toStdString())))
        return false;
    loadVersions();
    applyDiscard(name, then);
    return true;
}

bool StudioState::applyRestore(const QString &name, const std::optional<PromptDraft> &draft)
{
    // What was saved comes back from the store; what never was, from the draft alone.
    const bool wasSaved = !draft || draft->basedOn > 0;
    if (wasSaved && !tell(restorePrompt(*m_session->workspace(), name.toStdString())))
        return false;
    loadVersions();
    if (draft) {
        dropDraft(name);
        m_document.drafts.push_back(*draft);
    }
    m_document.place = {PromptOrigin::Own, name, 0};
    reopen();
    changed();
    Q_EMIT listChanged();
    Q_EMIT opened();
    return true;
}

} // namespace auspex
