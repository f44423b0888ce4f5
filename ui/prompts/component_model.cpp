// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/prompts/component_model.h"

#include "ui/prompts/prompt_edits.h"

namespace auspex {

namespace {

QStringList idsOf(const std::vector<PromptComponent> &components)
{
    QStringList ids;
    for (const PromptComponent &component : components)
        ids.append(QString::fromStdString(component.id));
    return ids;
}

} // namespace

ComponentModel::ComponentModel(StudioState *state, StudioRendering *rendering, QObject *parent)
    : QAbstractListModel(parent)
    , m_state(state)
    , m_rendering(rendering)
{
    connect(state, &StudioState::opened, this, &ComponentModel::refresh);
    connect(state, &StudioState::promptChanged, this, &ComponentModel::refresh);
    connect(state, &StudioState::viewChanged, this, [this] {
        if (m_state->variant() != m_variant)
            refresh();
    });
    connect(rendering, &StudioRendering::changed, this, &ComponentModel::findProblems);
    refresh();
    findProblems();
}

void ComponentModel::refresh()
{
    m_variant = m_state->variant();
    const std::vector<PromptComponent> &now = m_state->prompt().components;
    if (idsOf(now) != idsOf(m_components)) {
        beginResetModel();
        m_components = now;
        endResetModel();
        return;
    }
    // Typing must not touch the list.
    for (std::size_t i = 0; i < now.size(); ++i)
        m_components[i] = now[i];
    if (!m_components.empty())
        Q_EMIT dataChanged(index(0), index(rowCount() - 1));
}

void ComponentModel::findProblems()
{
    QHash<QString, QString> problems;
    for (const ShownProblem &problem : m_rendering->problems()) {
        if (!problems.contains(problem.component))
            problems.insert(problem.component, problem.message);
    }
    if (problems == m_problems)
        return;
    m_problems = problems;
    if (!m_components.empty())
        Q_EMIT dataChanged(index(0), index(rowCount() - 1));
}

int ComponentModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_components.size());
}

QString ComponentModel::idAt(int row) const
{
    return row >= 0 && row < rowCount()
               ? QString::fromStdString(m_components[static_cast<std::size_t>(row)].id)
               : QString();
}

int ComponentModel::rowOf(const QString &id) const
{
    return static_cast<int>(idsOf(m_components).indexOf(id));
}

QVariant ComponentModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const PromptComponent &component = m_components[static_cast<std::size_t>(index.row())];
    const QString id = QString::fromStdString(component.id);
    const bool isOn = isComponentOn(m_state->prompt(), m_variant, id);
    switch (role) {
    case Qt::DisplayRole:
    case Qt::EditRole:
        return id;
    case Qt::CheckStateRole:
        return isOn ? Qt::Checked : Qt::Unchecked;
    case Qt::ToolTipRole:
        return m_problems.contains(id)
                   ? m_problems.value(id)
                   : tr("%1: %2", "a component and its part").arg(id, partTitle(component.part));
    case Qt::AccessibleDescriptionRole:
        return m_problems.contains(id)
                   ? tr("%1. %2").arg(partTitle(component.part), m_problems.value(id))
                   : partTitle(component.part);
    case PartRole:
        return partTitle(component.part);
    case ProblemRole:
        return m_problems.value(id);
    default:
        return {};
    }
}

bool ComponentModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    const QString id = idAt(index.row());
    if (id.isEmpty() || !m_state->isEditable())
        return false;
    const Prompt &prompt = m_state->prompt();
    if (role == Qt::CheckStateRole) {
        const bool on = value.value<Qt::CheckState>() == Qt::Checked;
        m_state->edit((on ? tr("Switch on %1") : tr("Switch off %1")).arg(id),
                      withComponentOn(prompt, m_variant, id, on), id);
        return true;
    }
    if (role != Qt::EditRole)
        return false;
    const QString name = value.toString().trimmed();
    if (name == id)
        return true;
    if (const QString problem = componentIdProblem(prompt, id, name); !problem.isEmpty()) {
        Q_EMIT refused(problem);
        return false;
    }
    m_state->edit(tr("Rename %1 to %2").arg(id, name), withComponentRenamed(prompt, id, name),
                  name);
    return true;
}

Qt::ItemFlags ComponentModel::flags(const QModelIndex &index) const
{
    if (!index.isValid()) // between the others
        return m_state->isEditable() ? Qt::ItemIsDropEnabled : Qt::NoItemFlags;
    Qt::ItemFlags flags = Qt::ItemIsSelectable | Qt::ItemIsEnabled | Qt::ItemNeverHasChildren;
    if (m_state->isEditable() && m_state->prompt().format == PromptFormat::Auspex)
        flags |= Qt::ItemIsUserCheckable | Qt::ItemIsEditable | Qt::ItemIsDragEnabled;
    return flags;
}

} // namespace auspex
