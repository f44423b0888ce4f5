// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/prompts/task_panel.h"

#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

#include "ui/common/theme.h"
#include "ui/prompts/demonstrations_panel.h"
#include "ui/prompts/one_undo.h"

namespace auspex {

namespace {

constexpr int mergeFields = 0x5610; // numbers that no other command has: one a field

} // namespace

TaskPanel::TaskPanel(PromptMaterial *material, QWidget *parent)
    : QWidget(parent)
    , m_material(material)
{
    auto *form = new QFormLayout;
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->setSpacing(spacingSmall);
    form->addRow(tr("&Name:"), addField("studioTaskName", &PromptTask::name,
                                        tr("Describe the task"), mergeFields));
    form->addRow(tr("From:", "a language"),
                 addField("studioTaskSource", &PromptTask::sourceLanguage,
                          tr("Name the source language"), mergeFields + 1));
    form->addRow(tr("To:", "a language"),
                 addField("studioTaskTarget", &PromptTask::targetLanguage,
                          tr("Name the target language"), mergeFields + 2));
    form->addRow(tr("Score:"), addField("studioTaskMetric", &PromptTask::metric,
                                        tr("Name the score"), mergeFields + 3));
    m_efficiency = new QComboBox(this);
    m_efficiency->setObjectName(QStringLiteral("studioTaskEfficiency"));
    for (const EfficiencyMetric metric : {EfficiencyMetric::Gflops, EfficiencyMetric::Latency,
                                          EfficiencyMetric::ModelSize, EfficiencyMetric::None}) {
        const QString title = efficiencyTitle(metric);
        m_efficiency->addItem(title.isEmpty() ? tr("None") : title, int(metric));
    }
    form->addRow(tr("Efficiency:"), m_efficiency);
    m_reset = new QPushButton(tr("Reset"), this);
    m_reset->setObjectName(QStringLiteral("studioTaskReset"));
    m_reset->setToolTip(tr("Describes the task as its name in the workspace suggests"));
    m_reset->setAutoDefault(false);
    m_note = new QLabel(tr("Kept with the task, for all prompts."), this);
    m_note->setWordWrap(true);

    auto *content = new QWidget;
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(spacing, spacing, spacing, spacing);
    column->setSpacing(spacing);
    column->addLayout(form);
    column->addWidget(m_note);
    column->addWidget(m_reset, 0, Qt::AlignLeft);
    column->addStretch();
    auto *area = new QScrollArea(this);
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    area->setWidget(content);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(area);

    connect(m_efficiency, &QComboBox::activated, this, [this] {
        const auto before = m_material->data().task.efficiency;
        const auto after = static_cast<EfficiencyMetric>(m_efficiency->currentData().toInt());
        if (before == after)
            return;
        m_material->editData(
            tr("Choose the efficiency metric"),
            [after](TaskPromptData &edited) { edited.task.efficiency = after; },
            [before](TaskPromptData &edited) { edited.task.efficiency = before; });
    });
    connect(m_reset, &QPushButton::clicked, this, [this] {
        const PromptTask before = m_material->data().task;
        const PromptTask after = promptTaskOf(m_material->choice().task.toStdString());
        if (before == after)
            return;
        m_material->editData(
            tr("Reset the task's description"),
            [after](TaskPromptData &edited) { edited.task = after; },
            [before](TaskPromptData &edited) { edited.task = before; });
    });
    connect(material, &PromptMaterial::dataChanged, this, &TaskPanel::refresh);
    connect(material, &PromptMaterial::choiceChanged, this, &TaskPanel::refresh);
    refresh();
}

QLineEdit *TaskPanel::addField(const char *name, std::string PromptTask::*member,
                               const QString &undoText, int merge)
{
    auto *line = new QLineEdit(this);
    line->setObjectName(QLatin1String(name));
    m_fields.append({line, member});
    useOneUndo({line}, m_material->session());
    connect(
        line, &QLineEdit::textEdited, this, [this, member, undoText, merge](const QString &text) {
            const std::string before = m_material->data().task.*member;
            const std::string after = text.toStdString();
            m_material->editData(
                undoText, [member, after](TaskPromptData &edited) { edited.task.*member = after; },
                [member, before](TaskPromptData &edited) { edited.task.*member = before; }, merge);
        });
    return line;
}

void TaskPanel::refresh()
{
    const PromptTask &task = m_material->data().task;
    const bool isEditable = m_material->isEditable() && m_material->task();
    for (const Field &field : std::as_const(m_fields)) {
        const QString text = QString::fromStdString(task.*(field.member));
        if (field.line->text() != text)
            field.line->setText(text);
        field.line->setReadOnly(!isEditable);
        field.line->setToolTip(isEditable ? QString() : m_material->session()->readOnlyReason());
    }
    m_efficiency->setCurrentIndex(m_efficiency->findData(int(task.efficiency)));
    m_efficiency->setEnabled(isEditable);
    m_reset->setEnabled(isEditable
                        && task != promptTaskOf(m_material->choice().task.toStdString()));
    QPalette colours = palette();
    colours.setColor(QPalette::WindowText, mutedText(palette()));
    m_note->setPalette(colours);
}

} // namespace auspex
