// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QActionGroup>
#include <QApplication>
#include <QFileDialog>
#include <QKeyEvent>
#include <QMenuBar>
#include <QStackedWidget>

#include "ui/common/theme.h"
#include "ui/data/data_panel.h"
#include "ui/jobs/jobs_dock.h"
#include "ui/window/about_dialog.h"
#include "ui/window/action_catalog.h"
#include "ui/window/main_window.h"

namespace auspex {

namespace {

QString workspaceFilter()
{
    return MainWindow::tr("Auspex workspaces (*.auspex)");
}

QString withSuffix(const QString &file)
{
    const QString suffix = QStringLiteral(".auspex");
    return file.isEmpty() || file.endsWith(suffix) ? file : file + suffix;
}

/// The action that the widget or one around it has for the keys, as Qt's own shortcuts would find
/// it.
QAction *ownAction(QWidget *widget, QKeySequence::StandardKey key)
{
    for (; widget && !widget->isWindow(); widget = widget->parentWidget()) {
        for (QAction *action : widget->actions()) {
            if (action->isEnabled() && action->shortcuts().contains(QKeySequence(key))) {
                return action;
            }
        }
    }
    return nullptr;
}

} // namespace

QAction *MainWindow::addAction(QMenu *menu, const QString &name, const QString &icon,
                               const QString &text, const QKeySequence &shortcut,
                               std::function<void()> run)
{
    auto *action = new QAction(themedIcon(icon), text, this);
    action->setObjectName(name);
    action->setShortcut(shortcut);
    connect(action, &QAction::triggered, this, std::move(run));
    if (menu) {
        menu->addAction(action);
    }
    return action;
}

void MainWindow::createFileActions()
{
    askNewWorkspaceFile = [this](const QString &proposed) {
        return withSuffix(QFileDialog::getSaveFileName(this, tr("New workspace"), proposed,
                                                       workspaceFilter(), nullptr,
                                                       QFileDialog::DontConfirmOverwrite));
    };
    m_new = addAction(nullptr, QStringLiteral("newWorkspace"), QStringLiteral("new"),
                      tr("&New workspace..."), QKeySequence::New, [this] {
                          const QString file = askNewWorkspaceFile(
                              proposedWorkspaceFile(tr("Workspace")));
                          if (!file.isEmpty()) {
                              createWorkspace(file);
                          }
                      });
    m_open = addAction(nullptr, QStringLiteral("openWorkspace"), QStringLiteral("open"),
                       tr("&Open workspace..."), QKeySequence::Open, [this] {
                           const auto recent = m_recent.entries();
                           const QString folder = QFileInfo(recent.isEmpty()
                                                                ? proposedWorkspaceFile({})
                                                                : recent.first().file)
                                                      .absolutePath();
                           const QString file = QFileDialog::getOpenFileName(
                               this, tr("Open workspace"), folder, workspaceFilter());
                           if (!file.isEmpty()) {
                               openWorkspace(file);
                           }
                       });
    m_importTfsEval = addAction(nullptr, QStringLiteral("importTfsEval"), QStringLiteral("import"),
                                tr("Import &TFS-Eval folder..."),
                                QKeySequence(Qt::CTRL | Qt::Key_I), [this] {
                                    const QString folder = QFileDialog::getExistingDirectory(
                                        this, tr("Import TFS-Eval folder"));
                                    if (!folder.isEmpty()) {
                                        importTfsEval(folder);
                                    }
                                });
    m_whatIsTfsEval = addAction(nullptr, QStringLiteral("help"), QStringLiteral("help"),
                                tr("&What is TFS-Eval?"), QKeySequence::HelpContents,
                                [this] { showHelp(); });
}

void MainWindow::createMenus()
{
    createFileMenu();
    createEditMenu();
    createViewMenu();
    for (const Place &place : m_places) {
        if (!place.actions.isEmpty()) {
            menuBar()->addMenu(place.menu);
        }
    }
    createToolsMenu();
    createHelpMenu();
}

void MainWindow::createFileMenu()
{
    QMenu *file = menuBar()->addMenu(tr("&File"));
    file->addAction(m_new);
    file->addAction(m_open);
    QMenu *recent = file->addMenu(themedIcon(QStringLiteral("recent")), tr("Open &recent"));
    recent->setToolTipsVisible(true);
    connect(&m_recent, &RecentWorkspaces::changed, recent,
            [this, recent] { fillRecentMenu(recent); });
    connect(recent, &QMenu::aboutToShow, this, [this, recent] { fillRecentMenu(recent); });
    fillRecentMenu(recent);
    file->addSeparator();
    QMenu *import = file->addMenu(themedIcon(QStringLiteral("import")), tr("&Import"));
    import->addAction(m_importTfsEval);
    m_importTables = addAction(import, QStringLiteral("importTables"), QStringLiteral("table"),
                               tr("&CSV table or other files..."), {},
                               [this] { chooseAndImportTables(); });
    m_export = addAction(file, QStringLiteral("export"), QStringLiteral("export"), tr("&Export..."),
                         QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_E),
                         [this] { exportFromPlace(); });
    file->addSeparator();
    m_close = addAction(file, QStringLiteral("closeWorkspace"), {}, tr("&Close workspace"),
                        QKeySequence::Close, [this] { closeWorkspace(); });
    QAction *quit = addAction(file, QStringLiteral("quit"), {}, tr("&Quit"),
                              QKeySequence(Qt::CTRL | Qt::Key_Q), [this] { close(); });
    quit->setMenuRole(QAction::QuitRole);
    m_needWorkspace.push_back(m_close);
}

void MainWindow::fillRecentMenu(QMenu *menu)
{
    menu->clear();
    for (const RecentWorkspaces::Entry &entry : m_recent.entries()) {
        auto *action = menu->addAction(
            QStringLiteral("%1\t%2").arg(
                entry.name().replace(u'&', QStringLiteral("&&")),
                fontMetrics().elidedText(entry.folder(), Qt::ElideMiddle,
                                         fontMetrics().averageCharWidth() * 40)),
            this, [this, file = entry.file] { openWorkspace(file); });
        action->setToolTip(entry.file);
        setDisabledReason(action, entry.exists() ? QString() : tr("The file is missing"));
    }
    if (menu->isEmpty()) {
        menu->addAction(tr("No recent workspaces"))->setEnabled(false);
        return;
    }
    menu->addSeparator();
    menu->addAction(tr("Clear the list of recent workspaces"), this, [this] { m_recent.clear(); });
}

void MainWindow::createEditMenu()
{
    QMenu *edit = menuBar()->addMenu(tr("&Edit"));
    QAction *undo = m_session.undoStack()->createUndoAction(this);
    undo->setObjectName(QStringLiteral("undo"));
    undo->setIcon(themedIcon(QStringLiteral("undo")));
    undo->setShortcut(QKeySequence::Undo);
    QAction *redo = m_session.undoStack()->createRedoAction(this);
    redo->setObjectName(QStringLiteral("redo"));
    redo->setIcon(themedIcon(QStringLiteral("redo")));
    redo->setShortcut(QKeySequence::Redo);
    edit->addActions({undo, redo});
    edit->addSeparator();
    // The keys are only named: the widget that has the focus answers to them, and a second owner
    // would make them ambiguous.
    const auto named = [](const QString &text, QKeySequence::StandardKey key) {
        return text + u'\t' + QKeySequence(key).toString(QKeySequence::NativeText);
    };
    addAction(edit, QStringLiteral("copy"), QStringLiteral("copy"),
              named(tr("&Copy"), QKeySequence::Copy), {},
              [this] { sendEditCommand(QKeySequence::Copy, "copy"); });
    addAction(edit, QStringLiteral("selectAll"), QStringLiteral("select-all"),
              named(tr("Select &all"), QKeySequence::SelectAll), {},
              [this] { sendEditCommand(QKeySequence::SelectAll, "selectAll"); });
    edit->addSeparator();
    edit->addActions(m_inspectorActions);
    edit->addSeparator();
    m_search = addAction(edit, QStringLiteral("searchEverything"), QStringLiteral("search"),
                         tr("&Search everything..."), QKeySequence(Qt::CTRL | Qt::Key_K),
                         [this] { m_palette->popUp(); });
}

void MainWindow::sendEditCommand(QKeySequence::StandardKey key, const char *slot)
{
    if (!m_lastFocus) {
        return;
    }
    if (QAction *action = ownAction(m_lastFocus, key)) {
        action->trigger();
    } else if (m_lastFocus->metaObject()->indexOfSlot(QByteArray(slot) + "()") >= 0) {
        QMetaObject::invokeMethod(m_lastFocus, slot);
    } else {
        const QKeyCombination keys = QKeySequence(key)[0];
        QKeyEvent press(QEvent::KeyPress, keys.key(), keys.keyboardModifiers());
        QApplication::sendEvent(m_lastFocus, &press);
    }
}

void MainWindow::createViewMenu()
{
    QMenu *view = menuBar()->addMenu(tr("&View"));
    for (const Place &place : m_places) {
        view->addAction(place.show);
    }
    view->addSeparator();
    QAction *inspector = m_inspectorDock->toggleViewAction();
    inspector->setObjectName(QStringLiteral("showInspector"));
    inspector->setIcon(themedIcon(QStringLiteral("inspector")));
    inspector->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_I));
    QAction *jobs = m_jobsDock->toggleViewAction();
    jobs->setObjectName(QStringLiteral("showJobs"));
    jobs->setIcon(themedIcon(QStringLiteral("jobs")));
    jobs->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_J));
    view->addActions({inspector, jobs});
    m_needWorkspace.push_back(inspector);
    // A dock that comes back behind another one would seem lost.
    for (QDockWidget *dock : {m_inspectorDock, static_cast<QDockWidget *>(m_jobsDock)}) {
        connect(dock->toggleViewAction(), &QAction::triggered, dock, [dock](bool shown) {
            if (shown) {
                dock->raise();
            }
        });
    }
    view->addSeparator();
    QAction *reset = addAction(view, QStringLiteral("resetLayout"), QStringLiteral("layout-reset"),
                               tr("&Reset layout"), QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_0),
                               [this] { resetLayout(); });
    QAction *fullScreen = addAction(
        view, QStringLiteral("fullScreen"), {}, tr("&Full screen"), QKeySequence::FullScreen,
        [this] { setWindowState(windowState() ^ Qt::WindowFullScreen); });
    fullScreen->setShortcut(QKeySequence(Qt::Key_F11));
    m_needWorkspace.push_back(reset);
}

void MainWindow::createToolsMenu()
{
    QMenu *tools = menuBar()->addMenu(tr("&Tools"));
    QAction *check = addAction(tools, QStringLiteral("checkWorkspace"), QStringLiteral("check"),
                               tr("&Check workspace"), {}, [this] { checkWorkspaceFile(); });
    QAction *backup = addAction(tools, QStringLiteral("backUpWorkspace"), QStringLiteral("backup"),
                                tr("&Back up workspace..."), {}, [this] { backUpWorkspace(); });
    m_needWorkspace.insert(m_needWorkspace.end(), {check, backup});
}

void MainWindow::createHelpMenu()
{
    QMenu *help = menuBar()->addMenu(tr("&Help"));
    help->addAction(m_whatIsTfsEval);
    addAction(help, QStringLiteral("shortcuts"), QStringLiteral("keyboard"),
              tr("&Keyboard shortcuts"), QKeySequence(Qt::CTRL | Qt::Key_Slash),
              [this] { showShortcuts(); });
    help->addSeparator();
    QAction *about = addAction(help, QStringLiteral("about"), QStringLiteral("info"),
                               tr("&About Auspex"), {}, [this] { showAbout(this); });
    about->setMenuRole(QAction::AboutRole);
}

void MainWindow::updateActions()
{
    const bool isOpen = m_session.workspace() != nullptr;
    const QString noWorkspace = isOpen ? QString() : tr("Open or create a workspace first");
    for (QAction *action : m_needWorkspace) {
        setDisabledReason(action, noWorkspace);
    }
    const QString readOnly = m_session.isReadOnly() ? tr("The workspace is read-only") : QString();
    setDisabledReason(m_importTfsEval, readOnly);
    setDisabledReason(m_importTables, readOnly);
    setDisabledReason(m_export, noWorkspace);
}

void MainWindow::exportFromPlace()
{
    for (const Place &place : m_places) {
        if (m_stack->currentWidget() != place.widget) {
            continue;
        }
        for (QAction *action : place.actions) {
            const auto *owner = qobject_cast<QWidget *>(action->parent());
            if (owner && !owner->isVisible()) {
                continue; // of another tab
            }
            if (action->isEnabled()
                && action->objectName().contains(QStringLiteral("export"), Qt::CaseInsensitive)) {
                action->trigger();
                return;
            }
        }
    }
    Q_EMIT m_session.statusMessage(tr("There is nothing to export here yet."));
}

void MainWindow::chooseAndImportTables()
{
    const QStringList files = QFileDialog::getOpenFileNames(
        this, tr("Import files"), {},
        tr("Tables and data files (*.csv *.tsv *.jsonl *.json *.yml *.yaml);;All files (*)"));
    if (!files.isEmpty()) {
        openPaths(files);
    }
}

} // namespace auspex
