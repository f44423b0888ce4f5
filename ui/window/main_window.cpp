// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/main_window.h"

#include <algorithm>

#include <QActionGroup>
#include <QApplication>
#include <QCloseEvent>
#include <QDockWidget>
#include <QFileInfo>
#include <QLineEdit>
#include <QMenuBar>
#include <QMessageBox>
#include <QPushButton>
#include <QScreen>
#include <QSettings>
#include <QStackedWidget>
#include <QStatusBar>
#include <QStatusTipEvent>
#include <QToolBar>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/common/message_bar.h"
#include "ui/common/theme.h"
#include "ui/data/data_panel.h"
#include "ui/inspector/inspector_panel.h"
#include "ui/jobs/jobs_dock.h"
#include "ui/judge/judge_panel.h"
#include "ui/predictors/predictors_panel.h"
#include "ui/welcome/welcome_page.h"
#include "ui/window/help_window.h"

namespace auspex {

namespace {

constexpr int layoutVersion = 1; // of the set of docks: another one makes kept layouts void
constexpr QSize usualSize(1280, 800);
constexpr int statusDuration = 8000; // ms
const QString geometryKey = QStringLiteral("window/geometry");
const QString layoutKey = QStringLiteral("window/layout");

} // namespace

MainWindow::MainWindow(QWidget *parent)
    : QMainWindow(parent)
{
    setObjectName(QStringLiteral("mainWindow"));
    setAcceptDrops(true);
    setDockOptions(AnimatedDocks | AllowNestedDocks | AllowTabbedDocks);
    setCorner(Qt::BottomRightCorner, Qt::BottomDockWidgetArea);

    m_banner = new MessageArea(this);
    m_messages = new MessageArea(this);
    m_stack = new QStackedWidget(this);
    auto *centre = new QWidget(this);
    auto *layout = new QVBoxLayout(centre);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_banner);
    layout->addWidget(m_messages);
    layout->addWidget(m_stack, 1);
    setCentralWidget(centre);

    createFileActions();
    m_welcome = new WelcomePage({m_importTfsEval, m_new, m_open}, m_whatIsTfsEval, &m_recent, this);
    m_stack->addWidget(m_welcome);
    createPlaces();
    createDocks();
    createMenus();
    createSearchField();
    followSession();

    const QSize room = screen()->availableSize() * 9 / 10;
    resize(usualSize.boundedTo(room));
    restoreGeometry(QSettings().value(geometryKey).toByteArray());
    showWorkspace();
}

MainWindow::~MainWindow()
{
    // Children speak to the session until they are gone, and it dies before them.
    qApp->disconnect(this);
    m_session.disconnect(this);
    delete takeCentralWidget();
    delete m_inspectorDock;
    delete m_jobsDock;
}

void MainWindow::createDocks()
{
    m_inspectorDock = new QDockWidget(tr("Inspector"), this);
    m_inspectorDock->setObjectName(QStringLiteral("inspectorDock"));
    auto *inspector = new InspectorPanel(&m_session, m_inspectorDock);
    m_inspectorActions = inspector->placeActions();
    m_inspectorDock->setWidget(inspector);
    m_inspectorDock->hide();
    m_jobsDock = new JobsDock(m_session.jobs(), this);
    addDockWidget(Qt::RightDockWidgetArea, m_inspectorDock);
    addDockWidget(Qt::BottomDockWidgetArea, m_jobsDock);
    m_jobsDock->hide();
    connect(m_jobsDock, &JobsDock::message, this,
            [this](const QString &text) { statusBar()->showMessage(text, statusDuration); });

    connect(m_judge, &JudgePanel::evaluationChanged, inspector, &InspectorPanel::setEvaluation);
    connectPlaces();

    m_jobsButton = new QToolButton(this);
    m_jobsButton->setObjectName(QStringLiteral("jobsButton"));
    m_jobsButton->setAutoRaise(true);
    m_jobsButton->setIcon(themedIcon(QStringLiteral("jobs")));
    m_jobsButton->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_jobsButton->hide();
    connect(m_jobsButton, &QToolButton::clicked, m_jobsDock, [this] {
        m_jobsDock->show();
        m_jobsDock->raise();
    });
    statusBar()->addPermanentWidget(m_jobsButton);
}

void MainWindow::createSearchField()
{
    m_palette = new CommandPalette([this](const QString &query) { return paletteItems(query); },
                                   this);
    auto *field = new QPushButton(themedIcon(QStringLiteral("search")), tr("Search everything"),
                                  this);
    field->setObjectName(QStringLiteral("searchField"));
    field->setFlat(true);
    field->setFocusPolicy(Qt::NoFocus);
    field->setToolTip(tr("Search commands, tasks, predictors, architectures and workspaces (%1)")
                          .arg(m_search->shortcut().toString(QKeySequence::NativeText)));
    connect(field, &QPushButton::clicked, m_search, &QAction::trigger);
    menuBar()->setCornerWidget(field, Qt::TopRightCorner);
}

void MainWindow::followSession()
{
    connect(&m_session, &Session::workspaceChanged, this, &MainWindow::showWorkspace);
    connect(&m_session, &Session::errorOccurred, this,
            [this](const QString &message) { m_messages->add(MessageKind::Error, message); });
    connect(&m_session, &Session::statusMessage, this,
            [this](const QString &message) { statusBar()->showMessage(message, statusDuration); });
    connect(&m_session, &Session::importFinished, this,
            [this](const QString &summary, const QStringList &problems) {
                const MessageKind kind = problems.isEmpty() ? MessageKind::Info
                                                            : MessageKind::Warning;
                m_messages->add(kind, summary, problems.join(u'\n'));
            });
    connect(m_session.jobs(), &JobList::runningCountChanged, this, [this](int count) {
        m_jobsButton->setText(tr("%n jobs running", nullptr, count));
        m_jobsButton->setVisible(count > 0);
    });
    connect(m_welcome, &WelcomePage::openRequested, this, &MainWindow::openWorkspace);
    connect(&m_recent, &RecentWorkspaces::changed, this, &MainWindow::updateActions);
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget *, QWidget *now) {
        if (now && now->window() == this && !qobject_cast<QMenuBar *>(now)
            && !m_palette->isAncestorOf(now)) {
            m_lastFocus = now;
        }
    });
}

void MainWindow::openWorkspace(const QString &file)
{
    leaveWorkspace([this, file] {
        if (const Result<void> opened = m_session.openWorkspace(file); !opened) {
            m_messages->add(MessageKind::Error, QString::fromStdString(opened.error().message),
                            QString::fromStdString(opened.error().detail));
        }
    });
}

void MainWindow::createWorkspace(const QString &file)
{
    leaveWorkspace([this, file] {
        if (const Result<void> created = m_session.createWorkspace(file); !created) {
            m_messages->add(MessageKind::Error, QString::fromStdString(created.error().message),
                            QString::fromStdString(created.error().detail));
        }
    });
}

void MainWindow::closeWorkspace()
{
    leaveWorkspace([this] { m_session.closeWorkspace(); });
}

void MainWindow::showWorkspace()
{
    const bool isOpen = m_session.workspace() != nullptr;
    m_rail->setVisible(isOpen);
    if (isOpen) {
        m_recent.add(m_session.workspaceFile());
        showKeptPlace();
        restoreLayout();
    } else {
        saveLayout();
        m_isLayoutShown = false;
        m_inspectorDock->hide();
        m_stack->setCurrentWidget(m_welcome);
    }
    updateTitle();
    updateReadOnlyBanner();
    updateActions();
}

void MainWindow::updateTitle()
{
    if (!m_session.workspace()) {
        setWindowFilePath({});
        setWindowTitle(QStringLiteral("Auspex"));
        return;
    }
    const QString name = m_session.isReadOnly()
                             ? tr("%1 (read-only)").arg(m_session.workspaceName())
                             : m_session.workspaceName();
    setWindowFilePath(m_session.workspaceFile());
    setWindowTitle(tr("%1[*] \u2013 Auspex", "a workspace's name").arg(name));
}

void MainWindow::updateReadOnlyBanner()
{
    m_banner->clear();
    if (!m_session.isReadOnly()) {
        return;
    }
    MessageBar *bar = m_banner->add(MessageKind::Warning, m_session.readOnlyReason());
    bar->removeCloseButton();
    auto *again = new QAction(tr("Try again"), bar);
    again->setToolTip(tr("Open the workspace again, for writing if nobody else holds it"));
    connect(again, &QAction::triggered, this, [this] {
        leaveWorkspace([this] {
            const QString file = m_session.workspaceFile();
            m_session.closeWorkspace();
            openWorkspace(file);
        });
    });
    bar->addAction(again);
}

void MainWindow::saveLayout()
{
    QSettings settings;
    settings.setValue(geometryKey, saveGeometry());
    if (m_isLayoutShown) {
        settings.setValue(layoutKey, saveState(layoutVersion));
    }
}

void MainWindow::restoreLayout()
{
    if (m_isLayoutShown) {
        return;
    }
    m_isLayoutShown = true;
    if (!restoreState(QSettings().value(layoutKey).toByteArray(), layoutVersion)) {
        resetLayout();
        return;
    }
    m_rail->show();
    m_jobsDock->setVisible(m_session.jobs()->rowCount() > 0);
    bringBackLostDocks();
}

void MainWindow::resetLayout()
{
    QSettings().remove(layoutKey);
    if (!m_isLayoutShown) {
        return;
    }
    m_inspectorDock->setFloating(false);
    m_jobsDock->setFloating(false);
    addToolBar(Qt::LeftToolBarArea, m_rail);
    addDockWidget(Qt::RightDockWidgetArea, m_inspectorDock);
    addDockWidget(Qt::BottomDockWidgetArea, m_jobsDock);
    m_rail->show();
    m_inspectorDock->show();
    m_jobsDock->setVisible(m_session.jobs()->rowCount() > 0);
    const int letter = fontMetrics().averageCharWidth();
    resizeDocks({m_inspectorDock}, {letter * 44}, Qt::Horizontal);
    resizeDocks({m_jobsDock}, {fontMetrics().height() * 5}, Qt::Vertical);
}

void MainWindow::bringBackLostDocks()
{
    for (auto *dock : {m_inspectorDock, static_cast<QDockWidget *>(m_jobsDock)}) {
        const auto screens = QGuiApplication::screens();
        const bool visible = std::any_of(screens.begin(), screens.end(), [&](QScreen *on) {
            return on->availableGeometry().intersects(dock->frameGeometry());
        });
        if (dock->isFloating() && !visible) {
            dock->setFloating(false); // it floated on a screen that is not there any more
        }
    }
}

void MainWindow::showEvent(QShowEvent *event)
{
    QMainWindow::showEvent(event);
    // Restored, it is wanted again.
    m_closesWhenIdle = m_closesWhenIdle && isMinimized();
}

void MainWindow::leaveWorkspace(std::function<void()> then)
{
    if (!m_session.jobs()->isRunning()) {
        then();
        return;
    }
    auto *box = new QMessageBox(
        QMessageBox::Question, tr("Jobs are running"),
        tr("%n jobs are running in this workspace.", nullptr, m_session.jobs()->runningCount()),
        QMessageBox::NoButton, this);
    box->setObjectName(QStringLiteral("askAboutJobs"));
    box->setInformativeText(tr("What they have finished so far is kept."));
    box->setAttribute(Qt::WA_DeleteOnClose);
    QPushButton *cancel = box->addButton(tr("Cancel jobs and continue"),
                                         QMessageBox::DestructiveRole);
    cancel->setObjectName(QStringLiteral("cancelJobs"));
    QPushButton *stay = box->addButton(tr("Stay"), QMessageBox::RejectRole);
    stay->setObjectName(QStringLiteral("stay"));
    box->setDefaultButton(stay);
    connect(cancel, &QPushButton::clicked, this, [this, then = std::move(then)] {
        m_session.jobs()->cancelAll();
        whenIdle(then);
    });
    box->open();
}

void MainWindow::whenIdle(std::function<void()> then)
{
    if (!m_session.jobs()->isRunning()) {
        then();
        return;
    }
    auto *wait = new QObject(this);
    connect(
        m_session.jobs(), &JobList::runningCountChanged, wait,
        [this, wait, then = std::move(then)] {
            if (!m_session.jobs()->isRunning()) {
                wait->deleteLater();
                then();
            }
        },
        Qt::QueuedConnection); // after what the job's own `done` does
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    if (m_session.jobs()->isRunning()) {
        event->ignore();
        askAboutJobs();
        return;
    }
    saveLayout();
    if (m_help) {
        m_help->close();
    }
    event->accept();
}

void MainWindow::askAboutJobs()
{
    if (findChild<QMessageBox *>(QStringLiteral("askAboutJobs"))) {
        return;
    }
    auto *box = new QMessageBox(
        QMessageBox::Question, tr("Jobs are running"),
        tr("%n jobs are still running.", nullptr, m_session.jobs()->runningCount()),
        QMessageBox::NoButton, this);
    box->setObjectName(QStringLiteral("askAboutJobs"));
    box->setInformativeText(
        tr("They can go on in the background: the window is then minimised, and "
           "closes when they are done. What is finished is kept in any case."));
    box->setAttribute(Qt::WA_DeleteOnClose);
    QPushButton *keep = box->addButton(tr("Keep running, then close"), QMessageBox::AcceptRole);
    QPushButton *cancel = box->addButton(tr("Cancel jobs and close"), QMessageBox::DestructiveRole);
    QPushButton *stay = box->addButton(tr("Don't close"), QMessageBox::RejectRole);
    keep->setObjectName(QStringLiteral("keepRunning"));
    cancel->setObjectName(QStringLiteral("cancelJobs"));
    stay->setObjectName(QStringLiteral("stay"));
    box->setDefaultButton(stay);
    connect(keep, &QPushButton::clicked, this, &MainWindow::keepRunningAndClose);
    connect(cancel, &QPushButton::clicked, this, [this] {
        m_session.jobs()->cancelAll();
        whenIdle([this] { close(); });
    });
    box->open();
}

void MainWindow::keepRunningAndClose()
{
    m_closesWhenIdle = true;
    m_session.jobs()->cancelPaused();
    showMinimized();
    whenIdle([this] {
        if (!m_closesWhenIdle) {
            return;
        }
        m_closesWhenIdle = false;
        JobList *jobs = m_session.jobs();
        for (int row = 0; row < jobs->rowCount(); ++row) {
            if (jobs->state(row) == JobList::State::Failed) {
                showNormal(); // somebody has to see why
                activateWindow();
                return;
            }
        }
        close();
    });
}

} // namespace auspex
