// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/judge/judge_header.h"

#include <QAction>
#include <QComboBox>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QToolButton>

#include "ui/common/combo_entries.h"
#include "ui/common/labelled.h"
#include "ui/common/theme.h"
#include "ui/judge/flow_layout.h"

namespace auspex {

namespace {

constexpr int mostDemonstrations = 1000;

} // namespace

JudgeHeader::JudgeHeader(JudgeState *state, QAction *addPredictor, QWidget *parent)
    : QWidget(parent)
    , m_state(state)
{
    createInputs(addPredictor);
    connect(state, &JudgeState::setupChanged, this, &JudgeHeader::showSetup);
    connect(state, &JudgeState::runningChanged, this, &JudgeHeader::showProgress);
    connect(state->session(), &Session::tasksChanged, this, &JudgeHeader::showSetup);
    showSetup();
    showProgress();
}

QWidget *JudgeHeader::addButton() const
{
    return m_add;
}

void JudgeHeader::createInputs(QAction *addPredictor)
{
    auto *layout = new FlowLayout(spacingLarge, spacing, this);
    m_task = new QComboBox(this);
    m_task->setObjectName(QStringLiteral("judgeTask"));
    m_task->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    layout->addWidget(labelled(tr("&Task"), m_task, this));
    connect(m_task, &QComboBox::activated, this,
            [this] { m_state->setTask(m_task->currentData().toString()); });

    m_target = new QComboBox(this);
    m_target->setObjectName(QStringLiteral("judgeTarget"));
    m_target->setToolTip(tr("The score of training from scratch that predictors are held against"));
    m_target->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    layout->addWidget(labelled(tr("T&arget"), m_target, this));
    connect(m_target, &QComboBox::activated, this,
            [this] { m_state->setTarget(m_target->currentData().toString()); });

    m_demonstrations = new QSpinBox(this);
    m_demonstrations->setObjectName(QStringLiteral("judgeDemonstrations"));
    m_demonstrations->setRange(0, mostDemonstrations);
    m_demonstrations->setToolTip(tr("How many architectures of a split, with their scores, each "
                                    "predictor may learn from"));
    layout->addWidget(labelled(tr("&Demonstrations"), m_demonstrations, this));
    connect(m_demonstrations, &QSpinBox::valueChanged, m_state, &JudgeState::setDemonstrations);

    m_splits = new QPushButton(this);
    m_splits->setObjectName(QStringLiteral("judgeSplits"));
    m_splits->setToolTip(tr("The splits into demonstrations and judged architectures that results "
                            "are averaged over"));
    m_splitMenu = new QMenu(m_splits);
    m_splits->setMenu(m_splitMenu);
    layout->addWidget(labelled(tr("&Splits"), m_splits, this));

    m_baseline = new QComboBox(this);
    m_baseline->setObjectName(QStringLiteral("judgeBaseline"));
    m_baseline->setToolTip(tr("Tests every other predictor against this one; * marks differences "
                              "beyond chance (p < 0.05)"));
    m_baseline->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_baseline->setMinimumContentsLength(14);
    layout->addWidget(labelled(tr("&Compare with"), m_baseline, this));
    connect(m_baseline, &QComboBox::activated, this,
            [this] { m_state->setBaseline(m_baseline->currentData().toString()); });

    m_add = new QToolButton(this);
    m_add->setObjectName(QStringLiteral("judgeAddButton"));
    m_add->setFocusPolicy(Qt::StrongFocus);
    m_add->setDefaultAction(addPredictor);
    layout->addWidget(m_add);

    m_progress = new QLabel(this);
    m_progress->setObjectName(QStringLiteral("judgeProgress"));
    m_progress->setMinimumHeight(m_baseline->sizeHint().height());
    layout->addWidget(m_progress);

    for (QWidget *input : {static_cast<QWidget *>(m_task), static_cast<QWidget *>(m_target),
                           static_cast<QWidget *>(m_demonstrations),
                           static_cast<QWidget *>(m_splits), static_cast<QWidget *>(m_baseline)})
        input->setAccessibleDescription(input->toolTip());
    m_task->setAccessibleName(tr("Task"));
    m_target->setAccessibleName(tr("Target"));
    m_demonstrations->setAccessibleName(tr("Demonstrations"));
    m_baseline->setAccessibleName(tr("Compare with"));
}

void JudgeHeader::showSetup()
{
    const std::shared_ptr<const TfsTask> task = m_state->task();
    setEnabled(task != nullptr);
    showTasks();
    if (task) {
        QStringList targets;
        QStringList titles;
        for (const std::string &name : targetNames(*task)) {
            targets.append(QString::fromStdString(name));
            titles.append(targetTitle(targets.last()));
        }
        setEntries(m_target, titles, targets);
        m_target->setCurrentIndex(m_target->findData(m_state->setup().target));
    }
    const QSignalBlocker quiet(m_demonstrations);
    m_demonstrations->setValue(m_state->setup().demonstrations);
    showBaselines();
    showSplits();
}

void JudgeHeader::showTasks()
{
    QStringList names;
    for (const auto &task : m_state->session()->tasks())
        names.append(QString::fromStdString(task->name));
    setEntries(m_task, names, names);
    m_task->setCurrentIndex(m_task->findData(m_state->setup().task));
}

void JudgeHeader::showBaselines()
{
    QStringList titles = {tr("(none)")};
    QStringList specs = {QString()};
    for (const JudgedPredictor &predictor : m_state->setup().predictors) {
        titles.append(predictorTitle(predictor.spec));
        specs.append(predictor.spec);
    }
    setEntries(m_baseline, titles, specs);
    m_baseline->setCurrentIndex(qMax(0, m_baseline->findData(m_state->setup().baseline)));
}

void JudgeHeader::showSplits()
{
    m_splitMenu->clear();
    const std::shared_ptr<const TfsTask> task = m_state->task();
    if (!task) {
        m_splits->setText(tr("none"));
        return;
    }
    const JudgeSetup &setup = m_state->setup();
    const QStringList judged = judgedSplits(setup, *task);
    QAction *all = m_splitMenu->addAction(tr("&All splits of the task"));
    all->setCheckable(true);
    all->setChecked(setup.splits.isEmpty());
    connect(all, &QAction::triggered, this, [this] { m_state->setSplits({}); });
    m_splitMenu->addSeparator();
    for (const QString &name : offeredSplits(setup, *task)) {
        const bool own = std::any_of(
            task->splits.begin(), task->splits.end(),
            [&](const auto &split) { return QString::fromStdString(split.name) == name; });
        QAction *action = m_splitMenu->addAction(own ? tr("Split %1").arg(name)
                                                     : tr("Random split with seed %1").arg(name));
        action->setCheckable(true);
        action->setChecked(judged.contains(name));
        action->setEnabled(judged != QStringList{name}); // something has to be judged
        connect(action, &QAction::triggered, this,
                [this, name](bool on) { chooseSplit(name, on); });
    }
    m_splitMenu->addSeparator();
    connect(m_splitMenu->addAction(tr("Draw another split at &random")), &QAction::triggered, this,
            &JudgeHeader::drawAnotherSplit);
    m_splits->setText(
        setup.splits.isEmpty() ? tr("all %n", "splits", static_cast<int>(judged.size()))
        : judged.size() <= 3   ? judged.join(QStringLiteral(", "))
                               : tr("%n chosen", "splits", static_cast<int>(judged.size())));
    m_splits->setAccessibleName(tr("Splits: %1").arg(judged.join(QStringLiteral(", "))));
}

void JudgeHeader::chooseSplit(const QString &name, bool judged)
{
    const std::shared_ptr<const TfsTask> task = m_state->task();
    QStringList names;
    for (const QString &offered : offeredSplits(m_state->setup(), *task)) {
        const bool now = judgedSplits(m_state->setup(), *task).contains(offered);
        if (offered == name ? judged : now)
            names.append(offered);
    }
    JudgeSetup plain;
    m_state->setSplits(names == offeredSplits(plain, *task) ? QStringList() : names);
}

void JudgeHeader::drawAnotherSplit()
{
    const std::shared_ptr<const TfsTask> task = m_state->task();
    const QStringList offered = offeredSplits(m_state->setup(), *task);
    int seed = 1;
    while (offered.contains(QString::number(seed)))
        ++seed;
    m_state->setSplits(judgedSplits(m_state->setup(), *task) + QStringList{QString::number(seed)});
}

void JudgeHeader::showProgress()
{
    QPalette colours = palette();
    colours.setColor(QPalette::WindowText, mutedText(palette()));
    m_progress->setPalette(colours);
    // Kept in the layout while empty, so that nothing jumps.
    m_progress->setText(!m_state->isRunning()     ? QString()
                        : m_state->progress() > 0 ? tr("Judging, %1 %").arg(m_state->progress())
                                                  : tr("Judging..."));
    m_progress->setMinimumWidth(
        m_progress->fontMetrics().horizontalAdvance(tr("Judging, %1 %").arg(100)));
}

} // namespace auspex
