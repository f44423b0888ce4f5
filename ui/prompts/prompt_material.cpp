// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/prompts/prompt_material.h"

#include <algorithm>
#include <set>

#include <QPointer>
#include <QUndoCommand>

#include "ui/common/value_command.h"

namespace auspex {

namespace {

constexpr int writeDelay = 400;                 // ms
constexpr std::size_t drawnDemonstrations = 10; // of a task that brings no splits

QString q(const std::string &text)
{
    return QString::fromStdString(text);
}

QString keyOf(const PromptSubject &subject)
{
    return q(architectureKey(subject.architecture));
}

} // namespace

/// Holds what changes rather than the whole pool, which may be large.
class EditTaskDataCommand : public QUndoCommand {
public:
    EditTaskDataCommand(PromptMaterial *material, const QString &text,
                        PromptMaterial::DataEdit redo, PromptMaterial::DataEdit undo, int merge)
        : QUndoCommand(text)
        , m_material(material)
        , m_task(material->choice().task)
        , m_redo(std::move(redo))
        , m_undo(std::move(undo))
        , m_merge(merge)
    {
    }

    void undo() override
    {
        if (m_material)
            m_material->applyData(m_task, m_undo);
    }

    void redo() override
    {
        if (m_material)
            m_material->applyData(m_task, m_redo);
    }

    int id() const override { return m_merge; }

    bool mergeWith(const QUndoCommand *other) override
    {
        const auto *later = static_cast<const EditTaskDataCommand *>(other);
        if (later->m_task != m_task)
            return false;
        m_redo = later->m_redo;
        return true;
    }

private:
    QPointer<PromptMaterial> m_material;
    QString m_task;
    PromptMaterial::DataEdit m_redo;
    PromptMaterial::DataEdit m_undo;
    int m_merge;
};

PromptMaterial::PromptMaterial(Session *session, QObject *parent)
    : QObject(parent)
    , m_session(session)
{
    m_write.setSingleShot(true);
    m_write.setInterval(writeDelay);
    connect(&m_write, &QTimer::timeout, this, &PromptMaterial::flush);
    connect(session, &Session::workspaceChanged, this, &PromptMaterial::load);
    connect(session, &Session::tasksChanged, this, [this] { apply(m_choice); });
    load();
}

PromptMaterial::~PromptMaterial()
{
    flush();
}

void PromptMaterial::load()
{
    m_write.stop();
    m_isUnwritten = false;
    m_dataIsUnwritten = false;
    m_dataTask.clear();
    m_file = m_session->workspaceFile();
    apply(materialChoiceOfJson(m_session->document(documentKey())).value_or(MaterialChoice()));
    m_write.stop(); // nothing is new
    m_isUnwritten = false;
}

bool PromptMaterial::isEditable() const
{
    return m_session->workspace() && !m_session->isReadOnly();
}

void PromptMaterial::apply(const MaterialChoice &choice)
{
    m_choice = choice;
    settle();
    loadData();
    collect();
    changed();
    Q_EMIT choiceChanged();
    Q_EMIT inputChanged();
}

/// What is chosen must be there.
void PromptMaterial::settle()
{
    m_task = m_session->task(m_choice.task);
    if (!m_task && !m_session->tasks().empty())
        m_task = m_session->tasks().front();
    m_split = {};
    if (!m_task)
        return;
    m_choice.task = q(m_task->name);
    const QStringList names = targets();
    if (!names.contains(m_choice.target)) {
        const QString usual = QStringLiteral("valid_bleu");
        m_choice.target = names.contains(usual) ? usual : names.value(0);
    }
    if (!splits().contains(m_choice.split))
        m_choice.split = splits().value(0);
    for (const TfsSplit &split : m_task->splits) {
        if (q(split.name) == m_choice.split)
            m_split = split;
    }
    if (m_task->splits.empty())
        m_split = drawSplit(*m_task, m_choice.target.toStdString(), drawnDemonstrations,
                            m_choice.split.toULongLong());
}

void PromptMaterial::loadData()
{
    if (m_choice.task == m_dataTask && !m_dataTask.isEmpty())
        return;
    if (m_dataIsUnwritten)
        flush();
    m_dataTask = m_task ? m_choice.task : QString();
    m_data = {};
    m_data.task = promptTaskOf(m_choice.task.toStdString());
    if (m_task && m_session->workspace()) {
        Result<TaskPromptData> data = loadTaskPromptData(*m_session->workspace(), m_task->name);
        if (data)
            m_data = std::move(*data);
        else
            Q_EMIT m_session->errorOccurred(q(data.error().message));
    }
    Q_EMIT dataChanged();
}

QStringList PromptMaterial::targets() const
{
    QStringList names;
    if (m_task) {
        for (const std::string &name : targetNames(*m_task))
            names.append(q(name));
    }
    return names;
}

QStringList PromptMaterial::splits() const
{
    QStringList names;
    if (!m_task)
        return names;
    for (const TfsSplit &split : m_task->splits)
        names.append(q(split.name));
    if (names.isEmpty())
        names = {QStringLiteral("1"), QStringLiteral("2"), QStringLiteral("3")};
    return names;
}

bool PromptMaterial::isShown(const PromptSubject &candidate) const
{
    return std::any_of(
        m_input.demonstrations.begin(), m_input.demonstrations.end(),
        [&](const PromptSubject &shown) { return shown.architecture == candidate.architecture; });
}

int PromptMaterial::queryIndex() const
{
    for (std::size_t i = 0; i < m_queries.size(); ++i) {
        if (keyOf(m_queries[i]) == m_choice.query)
            return static_cast<int>(i);
    }
    return m_queries.empty() ? -1 : 0;
}

qint64 PromptMaterial::testCount() const
{
    if (!m_task)
        return 0;
    if (m_task->splits.empty())
        return static_cast<qint64>(m_split.test.size());
    qint64 count = 0;
    for (const TfsSplit &split : m_task->splits)
        count += static_cast<qint64>(split.test.size());
    return count;
}

void PromptMaterial::collect()
{
    m_candidates.clear();
    m_queries.clear();
    m_input = {};
    m_input.task = m_data.task;
    // As runs do: a description that was given for BLEU does not make BLEU of other scores.
    if (m_task && m_input.task.metric == PromptTask().metric)
        m_input.task.metric = metricOfTarget(m_choice.target.toStdString());
    const EfficiencyMetric efficiency = m_data.task.efficiency;
    if (m_task) {
        const std::string target = m_choice.target.toStdString();
        m_candidates = promptDemonstrations(*m_task, m_split, target, m_split.demonstrations.size(),
                                            efficiency);
        for (const std::size_t record : m_split.test) {
            const TfsRecord &tested = m_task->records[record];
            m_queries.push_back(promptQuery(*m_task, tested.architecture, efficiency));
            if (const auto score = tested.tfs.find(target); score != tested.tfs.end())
                m_queries.back().score = score->second;
        }
        const auto count = static_cast<std::size_t>(m_choice.demonstrations);
        switch (m_choice.how) {
        case DemonstrationChoice::First:
            m_input.demonstrations = promptDemonstrations(*m_task, m_split, target, count,
                                                          efficiency);
            break;
        case DemonstrationChoice::Drawn:
            m_input.demonstrations = promptDemonstrations(*m_task, m_split, target, count,
                                                          efficiency, m_choice.seed);
            break;
        case DemonstrationChoice::Picked:
            for (const PromptSubject &candidate : m_candidates) {
                if (m_choice.picked.contains(keyOf(candidate)))
                    m_input.demonstrations.push_back(candidate);
            }
            break;
        }
    }
    if (const int index = queryIndex(); index >= 0) {
        m_input.query = m_queries[static_cast<std::size_t>(index)];
        m_input.query->score.reset(); // that is what is asked for
    }
    collectExamples();
}

void PromptMaterial::collectExamples()
{
    m_input.examples = examplesOf(m_data, m_choice.examples);
    // Where they stand in the pool, for its view.
    m_shownExamples.clear();
    if (!m_data.chosen.empty()) {
        for (const std::size_t index : m_data.chosen) {
            if (index < m_data.pool.size() && m_shownExamples.size() < m_input.examples.size())
                m_shownExamples.push_back(index);
        }
        return;
    }
    std::size_t next = 0; // those that are drawn come in the pool's order
    for (const TaskExample &example : m_input.examples) {
        while (next < m_data.pool.size() && m_data.pool[next] != example)
            ++next;
        if (next == m_data.pool.size())
            break;
        m_shownExamples.push_back(next++);
    }
}

void PromptMaterial::change(const QString &undoText, const MaterialChoice &choice, int merge)
{
    if (choice != m_choice && isEditable())
        m_session->undoStack()->push(new ValueCommand<MaterialChoice>(
            undoText, this, m_choice, choice, [this](const MaterialChoice &value) { apply(value); },
            merge));
}

void PromptMaterial::setTask(const QString &task)
{
    MaterialChoice choice = m_choice;
    choice.task = task;
    choice.picked.clear();
    choice.query.clear();
    change(tr("Fill the prompt with %1").arg(task), choice);
}

void PromptMaterial::setQuery(const QString &key)
{
    if (key == m_choice.query)
        return;
    m_choice.query = key;
    collect();
    changed();
    Q_EMIT choiceChanged();
    Q_EMIT inputChanged();
}

void PromptMaterial::editData(const QString &undoText, DataEdit redo, DataEdit undo, int merge)
{
    if (m_task && isEditable())
        m_session->undoStack()->push(
            new EditTaskDataCommand(this, undoText, std::move(redo), std::move(undo), merge));
}

void PromptMaterial::applyData(const QString &task, const DataEdit &edit)
{
    if (task != m_choice.task) { // of another task: what is changed is shown
        MaterialChoice choice = m_choice;
        choice.task = task;
        apply(choice);
        if (m_choice.task != task)
            return; // it is gone
    }
    edit(m_data);
    m_dataIsUnwritten = true;
    collect();
    changed();
    Q_EMIT dataChanged();
    Q_EMIT inputChanged();
}

void PromptMaterial::changed()
{
    m_isUnwritten = m_session->workspace() != nullptr;
    if (m_isUnwritten && !m_write.isActive())
        m_write.start();
}

void PromptMaterial::flush()
{
    m_write.stop();
    if (!m_isUnwritten)
        return;
    m_isUnwritten = false;
    if (!m_session->workspace() || m_session->workspaceFile() != m_file)
        return;
    m_session->setDocument(documentKey(), materialChoiceJson(m_choice));
    if (!m_dataIsUnwritten || m_session->isReadOnly())
        return;
    m_dataIsUnwritten = false;
    const Result<void> saved = saveTaskPromptData(*m_session->workspace(), m_dataTask.toStdString(),
                                                  m_data);
    if (!saved)
        Q_EMIT m_session->errorOccurred(q(saved.error().message));
}

} // namespace auspex
