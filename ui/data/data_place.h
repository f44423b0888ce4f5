// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QAction;
class QTabWidget;

namespace auspex {

class CorporaPanel;
class DataPanel;
class Session;
class TrainingPanel;

/// The place "Data": what do I know? The tasks, the corpora and the trainings of the
/// workspace as tabs.
class DataPlace : public QWidget {
    Q_OBJECT

public:
    explicit DataPlace(Session *session, QWidget *parent = nullptr);

    /// One menu for each tab.
    QList<QAction *> placeActions() const { return m_actions; }

    DataPanel *tasks() const { return m_tasks; }
    CorporaPanel *corpora() const { return m_corpora; }

    void showTasks();
    void showCorpora();

Q_SIGNALS:
    void helpRequested(const QString &page);

private:
    void addTab(QWidget *tab, const QString &name, const QString &title, const char *showName,
                const QList<QAction *> &actions);

    QList<QAction *> m_actions;
    QTabWidget *m_tabs;
    DataPanel *m_tasks;
    CorporaPanel *m_corpora;
    TrainingPanel *m_training;
};

} // namespace auspex
