// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/llm/launch_task.h"

#include <algorithm>

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QSignalBlocker>
#include <QSpinBox>

#include "ui/ablation/check_menu_button.h"
#include "ui/common/theme.h"
#include "ui/judge/judge_results.h"
#include "ui/judge/judge_setup.h"
#include "ui/session/session.h"

namespace auspex {

namespace {

constexpr int mostDemonstrations = 1000;

}

LaunchTask::LaunchTask(Session *session, QWidget *parent)
    : QGroupBox(tr("What is predicted"), parent)
    , m_session(session)
    , m_task(new QComboBox(this))
    , m_target(new QComboBox(this))
    , m_demonstrations(new QSpinBox(this))
    , m_splits(new CheckMenuButton(this))
    , m_calibration(new QCheckBox(tr("the demonstrations as &well, for calibrations"), this))
{
    m_task->setObjectName(QStringLiteral("llmTask"));
    m_target->setObjectName(QStringLiteral("llmTarget"));
    m_demonstrations->setObjectName(QStringLiteral("llmDemonstrations"));
    m_demonstrations->setRange(0, mostDemonstrations);
    m_demonstrations->setToolTip(tr("How many architectures of a split, with their scores, the "
                                    "prompt shows"));
    m_splits->setObjectName(QStringLiteral("llmSplits"));
    m_splits->setToolTip(tr("Whose test architectures are predicted"));
    m_calibration->setObjectName(QStringLiteral("llmCalibration"));
    m_calibration->setToolTip(tr("Each is predicted from the others: what calibrated predictors "
                                 "need to know of the model's errors"));
    for (const auto &task : session->tasks()) {
        m_task->addItem(QString::fromStdString(task->name));
    }
    auto *form = new QFormLayout(this);
    form->setSpacing(spacing);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->addRow(tr("&Task:"), m_task);
    form->addRow(tr("Tar&get:"), m_target);
    form->addRow(tr("&Demonstrations:"), m_demonstrations);
    form->addRow(tr("&Splits:"), m_splits);
    form->addRow(QString(), m_calibration);
    connect(m_task, &QComboBox::activated, this, [this] {
        m_wanted.clear();
        m_splits->setChosen({});
        showTask();
        Q_EMIT changed();
    });
    connect(m_target, &QComboBox::activated, this, &LaunchTask::changed);
    connect(m_demonstrations, &QSpinBox::valueChanged, this, &LaunchTask::changed);
    connect(m_splits, &CheckMenuButton::chosenByUser, this, &LaunchTask::changed);
    connect(m_calibration, &QCheckBox::toggled, this, &LaunchTask::changed);
    showTask();
}

void LaunchTask::showTask()
{
    const QString before = m_target->currentData().toString();
    m_target->clear();
    const std::shared_ptr<const TfsTask> task = m_session->task(m_task->currentText());
    if (!task) {
        return;
    }
    for (const std::string &name : targetNames(*task)) {
        const QString target = QString::fromStdString(name);
        m_target->addItem(targetTitle(target), target);
    }
    const int kept = m_target->findData(before);
    const int usual = m_target->findData(QStringLiteral("valid_bleu"));
    m_target->setCurrentIndex(std::max(0, kept >= 0 ? kept : usual));
    QList<CheckMenuButton::Entry> entries;
    for (const QString &split : offeredSplits(JudgeSetup(), *task)) {
        entries.append({split, split});
    }
    m_splits->setEntries(entries, tr("All %n", "splits", static_cast<int>(entries.size())));
}

void LaunchTask::setSetup(const LlmRunSetup &setup)
{
    const QSignalBlocker quiet(this);
    const int row = m_task->findText(setup.task);
    m_wanted = row < 0 ? setup.task : QString();
    m_task->setCurrentIndex(row);
    showTask();
    if (const int target = m_target->findData(setup.target); target >= 0) {
        m_target->setCurrentIndex(target);
    }
    m_demonstrations->setValue(setup.demonstrations);
    m_splits->setChosen(setup.splits);
    m_calibration->setChecked(setup.withDemonstrations);
}

void LaunchTask::fill(LlmRunSetup &setup) const
{
    setup.task = m_task->currentText();
    setup.target = m_target->currentData().toString();
    setup.demonstrations = m_demonstrations->value();
    setup.splits = m_splits->chosen();
    setup.withDemonstrations = m_calibration->isChecked();
    const std::shared_ptr<const TfsTask> task = m_session->task(setup.task);
    if (task && task->splits.empty() && setup.splits.isEmpty()) {
        setup.splits = offeredSplits(JudgeSetup(), *task); // those that the Judge draws
    }
}

QString LaunchTask::problem() const
{
    if (m_task->count() == 0) {
        return tr("There is no task yet; import architectures with their scores first.");
    }
    if (m_task->currentIndex() < 0) {
        return m_wanted.isEmpty()
                   ? tr("Choose a task.")
                   : tr("The workspace has no task %1 any more; choose another one.").arg(m_wanted);
    }
    if (m_target->count() == 0) {
        return tr("The task has no scores to predict; choose another one.");
    }
    return {};
}

} // namespace auspex
