// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

#include <QWidget>

#include "ui/training/training_dialog.h"

class QAction;
class QListWidget;
class QStackedWidget;

namespace auspex {

class MessageArea;
class Session;
class TrainingView;

/// The trainings of the workspace, of supernets and from scratch, and the one that is chosen: a tab
/// of the place "Data".
class TrainingPanel : public QWidget {
    Q_OBJECT

public:
    explicit TrainingPanel(Session *session, QWidget *parent = nullptr);

    QList<QAction *> placeActions() const { return m_actions; }

    qint64 currentTraining() const; ///< 0 while there is none
    void ask(TrainingDialog::Kind kind);

private:
    void command(QAction **action, const char *name, const QString &icon, const QString &text,
                 const QString &tip, std::function<void()> call);
    void createActions();
    QWidget *createEmptyState();
    QWidget *createList();
    void showTrainings();
    void showCurrent();
    void updateActions();
    void resume();
    void remove();
    void exportCurve();
    void tellEnd(qint64 id);

    Session *m_session;
    QList<QAction *> m_actions;
    QAction *m_train = nullptr;
    QAction *m_trainScratch = nullptr;
    QAction *m_pause = nullptr;
    QAction *m_resume = nullptr;
    QAction *m_cancel = nullptr;
    QAction *m_remove = nullptr;
    QAction *m_export = nullptr;
    MessageArea *m_messages = nullptr;
    QStackedWidget *m_stack = nullptr;
    QListWidget *m_list = nullptr;
    TrainingView *m_view = nullptr;
    qint64 m_wanted = 0; ///< the training to show when it comes
};

} // namespace auspex
