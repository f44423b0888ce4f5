// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <vector>

#include <QMainWindow>
#include <QPointer>

#include "ui/session/recent_workspaces.h"
#include "ui/session/session.h"
#include "ui/window/command_palette.h"

class QActionGroup;
class QStackedWidget;
class QToolBar;
class QToolButton;

namespace auspex {

class DataPlace;
class HelpWindow;
class InspectorPanel;
class JobsDock;
class JudgePanel;
class MessageArea;
class MessageBar;
class PredictorsPanel;
class WelcomePage;
struct CorpusSetup;

/// The window: the rail of places at the left, the open place, the docks, the menus. It owns the
/// session.
class MainWindow : public QMainWindow {
    Q_OBJECT

public:
    explicit MainWindow(QWidget *parent = nullptr);
    ~MainWindow() override;

    Session *session() { return &m_session; }
    RecentWorkspaces *recentWorkspaces() { return &m_recent; }
    MessageArea *messages() { return m_messages; }

    // These ask first where jobs are running; a failure is a message in the window.
    void openWorkspace(const QString &file);
    void createWorkspace(const QString &file);
    void closeWorkspace();

    /// Asks for a workspace's file name first if none is open.
    void importTfsEval(const QString &folder);

    /// What was dropped or named on the command line: a workspace is opened, a corpus's folder or
    /// files and any other file imported by the Data place, any other folder as TFS-Eval.
    void openPaths(const QStringList &paths);

    /// By id: "data", "predictors", "judge". Does nothing while no workspace is open.
    void showPlace(const QString &id);
    QString currentPlace() const; ///< empty on the welcome page

    void resetLayout();

    /// How a name for a new workspace is asked for, given a proposal; empty: not now. For tests.
    std::function<QString(const QString &proposed)> askNewWorkspaceFile;

protected:
    void closeEvent(QCloseEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    struct Place {
        QString id;
        QWidget *widget = nullptr;
        QList<QAction *> actions;
        QAction *show = nullptr;
        QMenu *menu = nullptr;
    };

    // main_window.cpp
    template<typename Panel>
    Panel *addPlace(const QString &id, const QString &title, const QString &icon);
    void createPlaces();
    void createDocks();
    void connectPlaces();
    void showKeptPlace();
    void createSearchField();
    void tellRunEnded(qint64 id);
    void followSession();
    void showWorkspace();
    void updateTitle();
    void updateReadOnlyBanner();
    void saveLayout();
    void restoreLayout();
    void bringBackLostDocks();
    void leaveWorkspace(std::function<void()> then);
    void whenIdle(std::function<void()> then);
    void askAboutJobs();
    void keepRunningAndClose();

    // main_window_actions.cpp
    QAction *addAction(QMenu *menu, const QString &name, const QString &icon, const QString &text,
                       const QKeySequence &shortcut, std::function<void()> run);
    void createFileActions();
    void createMenus();
    void createFileMenu();
    void createEditMenu();
    void createViewMenu();
    void createToolsMenu();
    void createHelpMenu();
    void fillRecentMenu(QMenu *menu);
    void updateActions();
    void sendEditCommand(QKeySequence::StandardKey key, const char *slot);
    void exportFromPlace();
    void chooseAndImportTables();

    // main_window_tools.cpp
    void checkWorkspaceFile();
    void backUpWorkspace();
    QList<PaletteItem> paletteItems(const QString &query);
    void addTaskItems(const QString &query, QList<PaletteItem> *items);
    void showShortcuts();
    void showHelp(const QString &section = {});
    QString proposedWorkspaceFile(const QString &name) const;
    void importCorpus(const CorpusSetup &setup);
    void ensureWorkspace(const QString &proposedName, std::function<void()> then);

    RecentWorkspaces m_recent;
    Session m_session;
    std::vector<Place> m_places;

    QToolBar *m_rail = nullptr;
    QActionGroup *m_placeGroup = nullptr;
    QStackedWidget *m_stack = nullptr;
    WelcomePage *m_welcome = nullptr;
    MessageArea *m_banner = nullptr; ///< what holds as long as the workspace is open
    MessageArea *m_messages = nullptr;
    DataPlace *m_data = nullptr;
    PredictorsPanel *m_predictors = nullptr;
    JudgePanel *m_judge = nullptr;
    QDockWidget *m_inspectorDock = nullptr;
    QList<QAction *> m_inspectorActions;
    JobsDock *m_jobsDock = nullptr;
    QToolButton *m_jobsButton = nullptr;
    CommandPalette *m_palette = nullptr;
    QPointer<MessageBar> m_runBar; ///< tells of the run that ended last
    int m_endedRuns = 0;           ///< that it tells of
    QPointer<HelpWindow> m_help;
    QPointer<QWidget> m_lastFocus; ///< what Edit commands go to: no menu, no palette

    QAction *m_new = nullptr;
    QAction *m_open = nullptr;
    QAction *m_importTfsEval = nullptr;
    QAction *m_importTables = nullptr;
    QAction *m_export = nullptr;
    QAction *m_close = nullptr;
    QAction *m_whatIsTfsEval = nullptr;
    QAction *m_search = nullptr;
    QMenu *m_viewPlaces = nullptr;
    std::vector<QAction *> m_needWorkspace;
    std::vector<QAction *> m_needWriting;

    bool m_isLayoutShown = false; ///< the docks are as the user wants them, not hidden for welcome
    bool m_closesWhenIdle = false;
};

} // namespace auspex
