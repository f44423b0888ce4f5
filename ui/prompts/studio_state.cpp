// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/prompts/studio_state.h"

#include <algorithm>

#include <QRegularExpression>

#include "ui/prompts/prompt_edits.h"
#include "ui/prompts/studio_commands.h"

namespace auspex {

namespace {

constexpr int writeDelay = 400;     // ms: a burst of typing is written twice a second
constexpr int burstPause = 1000;    // ms without typing that end a burst
constexpr int mergeTyping = 0x5700; // any number that no other command has; bursts count on

QString q(const std::string &text)
{
    return QString::fromStdString(text);
}

const QRegularExpression &refusedInNames()
{
    static const QRegularExpression refused(QStringLiteral("[/@:?\\x00-\\x1f\\x7f]"));
    return refused;
}

const BuiltInPrompt *builtIn(const QString &name)
{
    for (const BuiltInPrompt &prompt : builtInPrompts()) {
        if (prompt.name == name.toStdString())
            return &prompt;
    }
    return nullptr;
}

PromptPlace firstPlace()
{
    return builtInPrompts().empty()
               ? PromptPlace()
               : PromptPlace{PromptOrigin::BuiltIn, q(builtInPrompts().front().name), 0};
}

} // namespace

StudioState::StudioState(Session *session, QObject *parent)
    : QObject(parent)
    , m_session(session)
{
    m_write.setSingleShot(true);
    m_write.setInterval(writeDelay);
    connect(&m_write, &QTimer::timeout, this, &StudioState::flush);
    connect(session, &Session::workspaceChanged, this, &StudioState::load);
    connect(session, &Session::tasksChanged, this, [this] { // another program may have saved one
        if (loadVersions()) {
            reopen();
            Q_EMIT listChanged();
        }
    });
    load();
}

StudioState::~StudioState()
{
    flush();
}

void StudioState::load()
{
    m_write.stop();
    m_isUnwritten = false;
    m_file = m_session->workspaceFile();
    QString problem;
    m_document = studioDocumentOfJson(m_session->document(documentKey()), &problem)
                     .value_or(StudioDocument());
    if (!problem.isEmpty())
        Q_EMIT m_session->errorOccurred(problem);
    m_versions.clear();
    m_newest.clear();
    loadVersions();
    m_burst = {};
    reopen();
    Q_EMIT listChanged();
    Q_EMIT opened();
}

/// Gives whether there are others than before.
bool StudioState::loadVersions()
{
    if (!m_session->workspace())
        return false;
    Result<std::vector<PromptVersion>> versions = loadPrompts(*m_session->workspace());
    if (!versions) {
        Q_EMIT m_session->errorOccurred(q(versions.error().message));
        return false;
    }
    if (*versions == m_versions)
        return false;
    m_versions = std::move(*versions);
    m_newest.clear();
    for (const PromptVersion &version : m_versions) {
        if (Result<Prompt> prompt = promptOfJson(version.json))
            m_newest[q(version.name)] = std::move(*prompt);
        else
            Q_EMIT m_session->errorOccurred(q(prompt.error().message));
    }
    return true;
}

QStringList StudioState::ownNames() const
{
    QStringList names;
    for (const PromptVersion &version : m_versions)
        names.append(q(version.name));
    for (const PromptDraft &draft : m_document.drafts)
        names.append(draft.name);
    names.removeDuplicates();
    names.sort(Qt::CaseInsensitive);
    return names;
}

std::vector<PromptVersion> StudioState::versionsOf(const QString &name) const
{
    std::vector<PromptVersion> versions;
    for (const PromptVersion &version : m_versions) {
        if (q(version.name) == name)
            versions.push_back(version);
    }
    return versions;
}

int StudioState::newestVersion(const QString &name) const
{
    int newest = 0;
    for (const PromptVersion &version : m_versions) {
        if (q(version.name) == name)
            newest = std::max(newest, version.version);
    }
    return newest;
}

const PromptDraft *StudioState::draftOf(const QString &name) const
{
    for (const PromptDraft &draft : m_document.drafts) {
        if (draft.name == name)
            return &draft;
    }
    return nullptr;
}

bool StudioState::isModified(const QString &name) const
{
    return draftOf(name) != nullptr;
}

QString StudioState::freeName(const QString &wanted) const
{
    const QString stem = QString(wanted).remove(refusedInNames()).trimmed();
    QString name = stem.isEmpty() ? tr("Prompt") : stem;
    for (int number = 2; !nameProblem(name).isEmpty(); ++number)
        name = QStringLiteral("%1 %2").arg(stem).arg(number);
    return name;
}

QString StudioState::nameProblem(const QString &name, const QString &own) const
{
    if (name.trimmed().isEmpty())
        return tr("Give the prompt a name.");
    if (name.contains(refusedInNames()))
        return tr("A prompt's name has none of / @ : ? in it, for it is part of what predictors "
                  "are called.");
    if (builtIn(name))
        return tr("%1 is a prompt that comes with the program; choose another name.").arg(name);
    if (name != own && ownNames().contains(name))
        return tr("There is a prompt %1 already; choose another name.").arg(name);
    if (name != own && isRemoved(name))
        return tr("A prompt %1 was deleted, and results still go by that name; choose another one.")
            .arg(name);
    return {};
}

bool StudioState::isRemoved(const QString &name) const
{
    if (!m_session->workspace() || newestVersion(name) > 0)
        return false;
    const auto known = loadPrompt(*m_session->workspace(), name.toStdString());
    return known && *known;
}

std::optional<Prompt> StudioState::promptAt(const PromptPlace &place) const
{
    switch (place.origin) {
    case PromptOrigin::BuiltIn:
        if (const BuiltInPrompt *prompt = builtIn(place.name))
            return prompt->prompt;
        break;
    case PromptOrigin::Own:
        if (const PromptDraft *draft = draftOf(place.name))
            return draft->prompt;
        if (const auto newest = m_newest.find(place.name); newest != m_newest.end())
            return newest->second;
        break;
    case PromptOrigin::Version:
        for (const PromptVersion &version : m_versions) {
            if (q(version.name) == place.name && version.version == place.version) {
                if (Result<Prompt> prompt = promptOfJson(version.json))
                    return std::move(*prompt);
            }
        }
        break;
    }
    return std::nullopt;
}

int StudioState::basedOn() const
{
    if (place().origin != PromptOrigin::Own)
        return place().version;
    const PromptDraft *draft = draftOf(place().name);
    return draft ? draft->basedOn : newestVersion(place().name);
}

QString StudioState::whyNotEditable() const
{
    if (!m_session->workspace())
        return tr("Open or create a workspace first.");
    if (m_session->isReadOnly())
        return m_session->readOnlyReason();
    switch (place().origin) {
    case PromptOrigin::BuiltIn:
        return tr("This prompt comes with the program and stays as it is; edit a copy of it.");
    case PromptOrigin::Version:
        return tr("Version %1 stays as it was saved; edit the newest one, or take this one up "
                  "again.")
            .arg(place().version);
    case PromptOrigin::Own:
        break;
    }
    return {};
}

void StudioState::open(const PromptPlace &place)
{
    if (place == m_document.place || !promptAt(place))
        return;
    endTyping();
    m_document.place = place;
    reopen();
    changed();
    Q_EMIT opened();
}

/// The open prompt as it now is.
void StudioState::reopen()
{
    std::optional<Prompt> prompt = promptAt(m_document.place);
    if (!prompt && m_document.place.origin == PromptOrigin::Version) {
        m_document.place = {PromptOrigin::Own, m_document.place.name, 0};
        prompt = promptAt(m_document.place);
    }
    if (!prompt) {
        m_document.place = firstPlace();
        prompt = promptAt(m_document.place);
    }
    m_prompt = prompt.value_or(Prompt());
    settleView();
}

/// What is selected must be there.
void StudioState::settleView()
{
    if (variantIndex(m_prompt, m_document.variant) < 0)
        m_document.variant.clear();
    if (componentIndex(m_prompt, m_document.component) < 0)
        m_document.component = m_prompt.components.empty() ? QString()
                                                           : q(m_prompt.components.front().id);
}

void StudioState::setVariant(const QString &id)
{
    const QString wanted = variantIndex(m_prompt, id) < 0 ? QString() : id;
    if (wanted == m_document.variant)
        return;
    m_document.variant = wanted;
    changed();
    Q_EMIT viewChanged();
}

void StudioState::setComponent(const QString &id)
{
    if (id == m_document.component || componentIndex(m_prompt, id) < 0)
        return;
    endTyping();
    m_document.component = id;
    changed();
    Q_EMIT viewChanged();
}

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

Result<PromptVersion> StudioState::save(const QString &note)
{
    endTyping();
    if (place().origin != PromptOrigin::Own || !isEditable())
        return failure(ErrorCode::ReadOnly, whyNotEditable().toStdString());
    const QString name = place().name;
    Result<PromptVersion> saved = savePrompt(*m_session->workspace(), name.toStdString(),
                                             promptJson(m_prompt), note.toStdString());
    if (!saved)
        return saved;
    loadVersions();
    dropDraft(name);
    changed();
    flush();
    Q_EMIT listChanged();
    Q_EMIT promptChanged();
    return saved;
}

void StudioState::setWorking(const QString &name, const Prompt &prompt)
{
    const auto newest = m_newest.find(name);
    if (newest != m_newest.end() && newest->second == prompt) {
        dropDraft(name);
        return;
    }
    for (PromptDraft &draft : m_document.drafts) {
        if (draft.name == name) {
            draft.prompt = prompt;
            return;
        }
    }
    m_document.drafts.push_back({name, newestVersion(name), prompt});
}

void StudioState::dropDraft(const QString &name)
{
    std::erase_if(m_document.drafts, [&](const PromptDraft &draft) { return draft.name == name; });
}

void StudioState::changed()
{
    m_isUnwritten = m_session->workspace() != nullptr;
    if (m_isUnwritten && !m_write.isActive())
        m_write.start();
}

void StudioState::flush()
{
    m_write.stop();
    if (!m_isUnwritten)
        return;
    m_isUnwritten = false;
    if (m_session->workspace() && m_session->workspaceFile() == m_file)
        m_session->setDocument(documentKey(), studioDocumentJson(m_document));
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

bool StudioState::tell(const Result<void> &done)
{
    if (!done)
        Q_EMIT m_session->errorOccurred(q(done.error().message));
    return done.has_value();
}

} // namespace auspex
