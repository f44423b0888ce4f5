// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

#include <QStringList>
#include <QWidget>

#include "core/base/result.h"

class QAction;
class QDialog;
class QListWidget;
class QSplitter;
class QStackedWidget;

namespace auspex {

struct DataFile;
class MessageArea;
class RecordTable;
class Session;

/// The tasks of the workspace, and the architectures of one: a tab of the place "Data".
///
/// The main window connects helpRequested() to its help pages. What an import came to is told by
/// Session::importFinished, which the window shows.
class DataPanel : public QWidget {
    Q_OBJECT

public:
    explicit DataPanel(Session *session, QWidget *parent = nullptr);

    QList<QAction *> placeActions() const { return m_actions; }

    /// Reads the files one after the other and asks, where one must, what is in them: tables (.csv,
    /// .tsv) and files of TFS-Eval. Of anything else a message says what it is.
    void importFiles(const QStringList &files);

    /// Shows what a TFS-Eval folder has, and imports it if that is agreed to.
    void importFolder(const QString &folder);

    QString currentTask() const; ///< empty while there is none
    void removeTask(const QString &task);
    void renameTask(const QString &task, const QString &name);

    /// Writes the current task as a job, in the format of the file's ending (writeTask()).
    void exportTask(const QString &file);

Q_SIGNALS:
    void helpRequested(const QString &page);

private:
    QAction *command(const char *name, const QString &icon, const QString &text,
                     const QKeySequence &shortcut, const QString &tip, std::function<void()> call);
    void createActions();
    QWidget *createEmptyState();
    QWidget *createTasks();
    void showTasks();
    void showCurrentTask();
    void selectTask(const QString &task);
    void updateActions();

    // data_panel_imports.cpp
    void askForFolder();
    void askForTables();
    void askForExport();
    void askForName();
    void importNext();
    void take(const Result<DataFile> &file);
    void openDialog(QDialog *dialog, std::function<void()> accepted);

    Session *m_session;
    QList<QAction *> m_actions;
    QAction *m_importFolder = nullptr;
    QAction *m_importTables = nullptr;
    QAction *m_export = nullptr;
    QAction *m_rename = nullptr;
    QAction *m_remove = nullptr;
    MessageArea *m_messages = nullptr;
    QStackedWidget *m_stack = nullptr;
    QSplitter *m_splitter = nullptr;
    QListWidget *m_tasks = nullptr;
    RecordTable *m_records = nullptr;
    QStringList m_waiting; ///< files that nobody has looked at yet
    bool m_isBusy = false; ///< with the file before them
    QString m_wanted;      ///< the task to show when it comes
};

} // namespace auspex
