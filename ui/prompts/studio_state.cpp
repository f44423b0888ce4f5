// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/prompts/studio_state.h"

#include <algorithm>

#include <QRegularExpression>

#include "ui/prompts/prompt_edits.h"

namespace auspex {

namespace {

constexpr int writeDelay = 400; // ms: a burst of typing is written twice a second

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

PromptPlace StudioState::firstPlace()
{
    return builtInPrompts().empty()
               ? PromptPlace()
               : PromptPlace{PromptOrigin::BuiltIn, q(builtInPrompts().front().name), 0};
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

bool StudioState::tell(const Result<void> &done)
{
    if (!done)
        Q_EMIT m_session->errorOccurred(q(done.error().message));
    return done.has_value();
}

} // namespace auspex
