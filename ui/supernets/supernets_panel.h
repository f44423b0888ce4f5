// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

#include <QWidget>

#include "ui/supernets/supernet_setup.h"

class QAction;
class QListWidget;
class QStackedWidget;

namespace auspex {

class MessageArea;
class Session;
class SubnetView;

/// The supernets of the workspace, and the one that is chosen: a tab of the place "Predictors".
class SupernetsPanel : public QWidget {
    Q_OBJECT

public:
    explicit SupernetsPanel(Session *session, QWidget *parent = nullptr);

    QList<QAction *> placeActions() const { return m_actions; }

    QString currentSupernet() const; ///< empty while there is none
    void selectSupernet(const QString &name);

    /// Asks for weights to import, beginning with these fields.
    void askForImport(const SupernetSetup &setup);

    /// By a job; the supernet is in the workspace when it ends well.
    void importSupernet(const SupernetSetup &setup);
    void renameSupernet(const QString &name, const QString &newName);
    void removeSupernet(const QString &name);

Q_SIGNALS:
    void judgeRequested(const QString &spec); ///< "supernet:NAME"
    void helpRequested(const QString &page);

private:
    QAction *command(const char *name, const QString &icon, const QString &text,
                     const QKeySequence &shortcut, const QString &tip, std::function<void()> call);
    void createActions();
    QWidget *createEmptyState();
    QWidget *createList();
    void showSupernets();
    void showCurrent();
    void updateActions();
    void askForName();
    void finishImport(const SupernetSetup &setup, const Result<StoredSupernet> &supernet);

    Session *m_session;
    QList<QAction *> m_actions;
    QAction *m_import = nullptr;
    QAction *m_judge = nullptr;
    QAction *m_rename = nullptr;
    QAction *m_remove = nullptr;
    MessageArea *m_messages;
    QStackedWidget *m_stack;
    QListWidget *m_list = nullptr;
    SubnetView *m_view = nullptr;
};

} // namespace auspex
