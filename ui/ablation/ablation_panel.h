// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "core/report/ablation_table.h"

class QAction;
class QLabel;
class QStackedWidget;
class QTabWidget;
class QTableView;

namespace auspex {

class AblationState;
class LlmCenter;
class ResultTableModel;
class Session;

/// What each part of a prompt and each further demonstration is worth, with one's own models: the
/// choice at the left, the paper's two tables at the right, always those of the kept replies.
class AblationPanel : public QWidget {
    Q_OBJECT

public:
    AblationPanel(Session *session, LlmCenter *center, QWidget *parent = nullptr);
    ~AblationPanel() override;

    QList<QAction *> placeActions() const { return m_actions; }

    /// Writes the open table in the format that the file's ending names.
    Result<void> exportTable(const QString &file) const;

Q_SIGNALS:
    void message(const QString &text);
    void importRequested();

private:
    QTableView *createTable(const QString &name, ResultTableModel *model);
    QWidget *createResults();
    QWidget *createEmptyState();
    void createActions();
    void update();
    void askForExport();
    void copyOpenTable();
    ResultTable openTable(EvaluationForm form) const;

    Session *m_session;
    AblationState *m_state;
    QList<QAction *> m_actions;
    QStackedWidget *m_stack = nullptr;
    QLabel *m_note = nullptr;
    QTabWidget *m_tabs = nullptr;
    ResultTableModel *m_components = nullptr;
    ResultTableModel *m_demonstrations = nullptr;
};

} // namespace auspex
