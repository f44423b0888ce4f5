// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDockWidget>
#include <QList>
#include <QPersistentModelIndex>
#include <QTimer>

#include "ui/jobs/job_list.h"

class QLabel;
class QProgressBar;
class QToolButton;
class QVBoxLayout;

namespace auspex {

/// One job of the list: what it is, how far, how long, what it costs, and its buttons.
class JobRow : public QWidget {
    Q_OBJECT

public:
    JobRow(JobList *jobs, const QModelIndex &index, QWidget *parent);

    void refresh();

private:
    void showState(JobList::State state);
    void press();
    void pauseOrResume();
    void copyDetails();
    QString describeProgress(bool isPaused) const;

    JobList *m_jobs;
    QPersistentModelIndex m_index;
    QLabel *m_sign = nullptr;
    QLabel *m_title = nullptr;
    QLabel *m_text = nullptr;
    QProgressBar *m_bar = nullptr;
    QToolButton *m_copy = nullptr;
    QToolButton *m_pause = nullptr;
    QToolButton *m_button = nullptr;
};

/// The dock of everything that runs. It comes up by itself with a job that lasts longer than a
/// moment, and goes when the list is empty. Short jobs that end well leave the list by themselves;
/// all others stay until they are dismissed.
class JobsDock : public QDockWidget {
    Q_OBJECT

public:
    explicit JobsDock(JobList *jobs, QWidget *parent = nullptr);

Q_SIGNALS:
    void message(const QString &text); ///< "Imported ... in 1.2 s", for the status bar

private:
    void insertRows(int first, int last);
    void removeRows(int first, int last);
    void refreshRows(int first, int last);
    void takeOffShortSuccesses();
    void showIfNeeded();

    JobList *m_jobs;
    QList<JobRow *> m_rows;
    QVBoxLayout *m_list = nullptr;
    QLabel *m_empty = nullptr;
    QTimer m_appear; ///< until a job has run long enough to be worth a place on the screen
};

/// "12 s", "3 min 20 s", "2 h 05 min" in the language of the user; under ten seconds "1.2 s".
QString durationText(qint64 milliseconds);

} // namespace auspex
