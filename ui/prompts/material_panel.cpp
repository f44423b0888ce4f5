// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/prompts/material_panel.h"

#include <QComboBox>
#include <QSettings>
#include <QTabWidget>
#include <QVBoxLayout>

#include "ui/common/combo_entries.h"
#include "ui/common/labelled.h"
#include "ui/common/theme.h"
#include "ui/judge/flow_layout.h"
#include "ui/judge/judge_results.h"
#include "ui/prompts/demonstrations_panel.h"
#include "ui/prompts/examples_panel.h"
#include "ui/prompts/prompt_material.h"
#include "ui/prompts/task_panel.h"

namespace auspex {

namespace {

const QString tabKey = QStringLiteral("prompts/material");

} // namespace

MaterialPanel::MaterialPanel(PromptMaterial *material, QWidget *parent)
    : QWidget(parent)
    , m_material(material)
    , m_task(new QComboBox(this))
    , m_split(new QComboBox(this))
    , m_target(new QComboBox(this))
    , m_tabs(new QTabWidget(this))
    , m_demonstrations(new DemonstrationsPanel(material, this))
    , m_examples(new ExamplesPanel(material, this))
    , m_description(new TaskPanel(material, this))
{
    m_task->setObjectName(QStringLiteral("studioTask"));
    m_task->setAccessibleName(tr("Task"));
    m_task->setPlaceholderText(tr("No task yet"));
    m_split->setObjectName(QStringLiteral("studioSplit"));
    m_split->setAccessibleName(tr("Split"));
    m_target->setObjectName(QStringLiteral("studioTarget"));
    m_target->setAccessibleName(tr("Score that demonstrations show"));
    m_target->setToolTip(tr("The score that demonstrations show and that is asked for"));
    for (QComboBox *box : {m_task, m_split, m_target})
        box->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_tabs->setObjectName(QStringLiteral("studioMaterial"));
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(m_demonstrations, QString());
    m_tabs->addTab(m_examples, QString());
    m_tabs->addTab(m_description, tr("Description"));
    m_tabs->setCurrentIndex(qBound(0, QSettings().value(tabKey, 0).toInt(), 2));

    auto *row = new FlowLayout(spacing, spacingSmall);
    row->addWidget(labelled(tr("Tas&k"), m_task, this));
    row->addWidget(labelled(tr("Sp&lit"), m_split, this));
    row->addWidget(labelled(tr("&Score"), m_target, this));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(spacingSmall);
    layout->addLayout(row);
    layout->addWidget(m_tabs, 1);

    connect(m_tabs, &QTabWidget::currentChanged, this,
            [](int index) { QSettings().setValue(tabKey, index); });
    connect(m_task, &QComboBox::activated, this,
            [this] { m_material->setTask(m_task->currentData().toString()); });
    connect(m_split, &QComboBox::activated, this, [this] {
        MaterialChoice choice = m_material->choice();
        choice.split = m_split->currentData().toString();
        choice.picked.clear();
        if (choice.how == DemonstrationChoice::Picked)
            choice.how = DemonstrationChoice::First;
        m_material->change(tr("Show split %1").arg(choice.split), choice);
    });
    connect(m_target, &QComboBox::activated, this, [this] {
        MaterialChoice choice = m_material->choice();
        choice.target = m_target->currentData().toString();
        m_material->change(tr("Show %1").arg(targetTitle(choice.target)), choice);
    });
    connect(material, &PromptMaterial::choiceChanged, this, &MaterialPanel::refresh);
    connect(material, &PromptMaterial::inputChanged, this, &MaterialPanel::refresh);
    refresh();
}

void MaterialPanel::importExamples()
{
    m_tabs->setCurrentWidget(m_examples);
    m_examples->askForFiles();
}

void MaterialPanel::refresh()
{
    const MaterialChoice &choice = m_material->choice();
    QStringList tasks;
    for (const auto &task : m_material->session()->tasks())
        tasks.append(QString::fromStdString(task->name));
    setEntries(m_task, tasks, tasks);
    m_task->setCurrentIndex(m_task->findData(choice.task));
    QStringList splits;
    const bool hasOwn = m_material->task() && !m_material->task()->splits.empty();
    for (const QString &split : m_material->splits())
        splits.append(hasOwn ? split : tr("random, seed %1").arg(split));
    setEntries(m_split, splits, m_material->splits());
    m_split->setCurrentIndex(m_split->findData(choice.split));
    QStringList targets;
    for (const QString &target : m_material->targets())
        targets.append(targetTitle(target));
    setEntries(m_target, targets, m_material->targets());
    m_target->setCurrentIndex(m_target->findData(choice.target));
    const bool isEditable = m_material->isEditable() && m_material->task();
    for (QComboBox *box : {m_task, m_split, m_target})
        box->setEnabled(isEditable);
    const auto demonstrations = static_cast<int>(m_material->input().demonstrations.size());
    const auto examples = static_cast<int>(m_material->input().examples.size());
    m_tabs->setTabText(0, tr("Demonstrations (%1)").arg(demonstrations));
    m_tabs->setTabText(1, tr("Examples (%1)").arg(examples));
}

} // namespace auspex
