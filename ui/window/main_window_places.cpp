// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include <QActionGroup>
#include <QMenu>
#include <QSettings>
#include <QStackedWidget>
#include <QToolBar>
#include <QToolButton>

#include "ui/common/message_bar.h"
#include "ui/common/theme.h"
#include "ui/data/data_place.h"
#include "ui/judge/judge_panel.h"
#include "ui/predictors/predictors_panel.h"
#include "ui/session/llm_center.h"
#include "ui/window/main_window.h"

namespace auspex {

namespace {

constexpr int railIconSize = 24;
const QString placeKey = QStringLiteral("window/place");

/// Those of submenus in the place of the submenus.
QList<QAction *> commandsOf(const QList<QAction *> &actions)
{
    QList<QAction *> commands;
    for (QAction *action : actions) {
        commands += action->menu() ? commandsOf(action->menu()->actions())
                                   : QList<QAction *>{action};
    }
    return commands;
}

} // namespace

template<typename Panel>
Panel *MainWindow::addPlace(const QString &id, const QString &title, const QString &icon)
{
    auto *panel = new Panel(&m_session, this);
    Place place;
    place.id = id;
    place.widget = panel;
    place.actions = commandsOf(panel->placeActions());
    place.menu = new QMenu(title, this);
    place.menu->addActions(panel->placeActions());
    place.show = new QAction(themedIcon(icon), title, this);
    place.show->setObjectName(QStringLiteral("place-") + id);
    place.show->setCheckable(true);
    place.show->setShortcut(
        QKeySequence(Qt::CTRL | static_cast<Qt::Key>(Qt::Key_1 + m_places.size())));
    const QString keys = place.show->shortcut().toString(QKeySequence::NativeText);
    place.show->setToolTip(QStringLiteral("%1 (%2)").arg(title, keys).remove(u'&'));
    connect(place.show, &QAction::triggered, this, [this, id] { showPlace(id); });
    for (QAction *action : std::as_const(place.actions)) {
        connect(action, &QAction::triggered, this, [this, id] { showPlace(id); });
    }
    m_placeGroup->addAction(place.show);
    m_needWorkspace.push_back(place.show);
    m_rail->addAction(place.show);
    m_stack->addWidget(panel);
    m_places.push_back(place);
    return panel;
}

void MainWindow::createPlaces()
{
    m_rail = new QToolBar(tr("Places"), this);
    m_rail->setObjectName(QStringLiteral("rail"));
    m_rail->setMovable(false);
    m_rail->setToolButtonStyle(Qt::ToolButtonTextUnderIcon);
    m_rail->setIconSize({railIconSize, railIconSize});
    m_rail->toggleViewAction()->setVisible(false);
    addToolBar(Qt::LeftToolBarArea, m_rail);
    m_placeGroup = new QActionGroup(this);

    m_data = addPlace<DataPlace>(QStringLiteral("data"), tr("&Data"), QStringLiteral("data"));
    m_predictors = addPlace<PredictorsPanel>(QStringLiteral("predictors"), tr("&Predictors"),
                                             QStringLiteral("predictors"));
    m_judge = addPlace<JudgePanel>(QStringLiteral("judge"), tr("&Judge"), QStringLiteral("judge"));

    // One width for all, so that the rail is a column and not a staircase.
    int width = 0;
    for (const Place &place : m_places) {
        width = std::max(width, m_rail->widgetForAction(place.show)->sizeHint().width());
    }
    for (const Place &place : m_places) {
        QWidget *button = m_rail->widgetForAction(place.show);
        button->setMinimumWidth(width + 2 * spacing);
        button->setFocusPolicy(Qt::TabFocus);
    }
}

void MainWindow::connectPlaces()
{
    connect(m_data, &DataPlace::helpRequested, this, &MainWindow::showHelp);
    connect(m_judge, &JudgePanel::helpRequested, this, &MainWindow::showHelp);
    connect(m_judge, &JudgePanel::importRequested, m_importTfsEval, &QAction::trigger);
    connect(m_judge, &JudgePanel::message, &m_session, &Session::statusMessage);
    connect(m_judge, &JudgePanel::runRequested, m_predictors, &PredictorsPanel::launch);
    connect(m_predictors, &PredictorsPanel::helpRequested, this, &MainWindow::showHelp);
    connect(m_predictors, &PredictorsPanel::importRequested, m_importTfsEval, &QAction::trigger);
    connect(m_predictors, &PredictorsPanel::message, &m_session, &Session::statusMessage);
    connect(m_predictors, &PredictorsPanel::attentionNeeded, this,
            [this] { showPlace(QStringLiteral("predictors")); });
    // Queued: a command also shows the place that it stands in, which is not where this one leads.
    connect(
        m_predictors, &PredictorsPanel::judgeRequested, this,
        [this](const LlmRunSetup &setup) {
            m_judge->showRun(setup);
            showPlace(QStringLiteral("judge"));
        },
        Qt::QueuedConnection);
    connect(
        m_predictors, &PredictorsPanel::predictorJudgeRequested, this,
        [this](const QString &spec) {
            m_judge->showPredictor(spec);
            showPlace(QStringLiteral("judge"));
        },
        Qt::QueuedConnection);
    connect(m_predictors, &PredictorsPanel::runEnded, this, &MainWindow::tellRunEnded);
}

/// One message for all runs that end before anybody looks.
void MainWindow::tellRunEnded(qint64 id)
{
    const std::optional<LlmRunInfo> run = m_session.llm()->run(id);
    if (!run || run->run.state != RunState::Done) {
        return; // why it stopped is told by its row, and by that of its job
    }
    m_endedRuns = m_runBar ? m_endedRuns + 1 : 1;
    if (m_runBar) {
        Q_EMIT m_runBar->closed();
    }
    const QString title = QString::fromStdString(llmSpecTitle(run->setup.spec));
    const qint64 gaps = run->status.predictions - run->status.done;
    QString text = tr("%1 predicted %2.").arg(title, run->setup.task);
    if (m_endedRuns > 1) {
        text = tr("%n LLM runs are done, the last of them by %1 on %2.", nullptr, m_endedRuns)
                   .arg(title, run->setup.task);
    }
    if (gaps > 0) {
        text += u' ' + tr("%n prediction(s) are missing.", nullptr, static_cast<int>(gaps));
    }
    m_runBar = m_messages->add(gaps > 0 ? MessageKind::Warning : MessageKind::Info, text);
    auto *show = new QAction(tr("Show in Judge"), m_runBar);
    show->setObjectName(QStringLiteral("showRunInJudge"));
    show->setToolTip(tr("Compare it with the regressions on the same demonstrations"));
    connect(show, &QAction::triggered, this, [this, setup = run->setup] {
        m_judge->showRun(setup);
        showPlace(QStringLiteral("judge"));
    });
    auto *calls = new QAction(tr("Show the calls"), m_runBar);
    calls->setToolTip(tr("Open the run with every request and reply"));
    connect(calls, &QAction::triggered, this, [this, id] {
        showPlace(QStringLiteral("predictors"));
        m_predictors->showRun(id);
    });
    m_runBar->addAction(calls);
    m_runBar->addAction(show);
}

void MainWindow::showPlace(const QString &id)
{
    if (!m_session.workspace()) {
        return;
    }
    for (const Place &place : m_places) {
        if (place.id == id) {
            m_stack->setCurrentWidget(place.widget);
            place.show->setChecked(true);
            QSettings().setValue(placeKey, id);
        }
    }
    updateActions();
}

/// The one that was open when the program ended, or the first.
void MainWindow::showKeptPlace()
{
    const QString kept = QSettings().value(placeKey).toString();
    const bool known = std::any_of(m_places.begin(), m_places.end(),
                                   [&](const Place &place) { return place.id == kept; });
    showPlace(known ? kept : m_places.front().id);
}

QString MainWindow::currentPlace() const
{
    for (const Place &place : m_places) {
        if (m_stack->currentWidget() == place.widget) {
            return place.id;
        }
    }
    return {};
}

} // namespace auspex
