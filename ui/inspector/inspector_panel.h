// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "ui/judge/judge_results.h"
#include "ui/session/session.h"

class QAction;
class QLabel;
class QStackedWidget;
class QTableWidget;

namespace auspex {

class ArchitectureDrawing;
class FactGrid;

/// The dock that shows what is selected, wherever that was done: one architecture in full, several
/// as a table with the current one in full below.
///
/// Predictions come from the Judge: the main window connects JudgePanel::evaluationChanged() to
/// setEvaluation().
class InspectorPanel : public QWidget {
    Q_OBJECT

public:
    explicit InspectorPanel(Session *session, QWidget *parent = nullptr);

    QList<QAction *> placeActions() const { return m_actions; }

public Q_SLOTS:
    void setEvaluation(const auspex::JudgeResultsPtr &results);

protected:
    void changeEvent(QEvent *event) override;

private:
    void createActions();
    QWidget *createDetails();
    QWidget *createSummary();
    void showSelection();
    void showSummary(const TfsTask &task, const QSet<qint64> &records);
    void showDetails(const TfsTask &task, qint64 record);
    void showSizes(const TfsTask &task, const TfsRecord &record);
    void showScores(const TfsTask &task, const TfsRecord &record);
    void showPredictions(const TfsTask &task, qint64 record);
    void copyText();
    std::shared_ptr<const TfsTask> task() const;
    const TfsRecord *current() const; ///< null where none is shown in full

    Session *m_session;
    JudgeResultsPtr m_results;
    QList<QAction *> m_actions;
    QStackedWidget *m_stack = nullptr;
    QTableWidget *m_summary = nullptr;
    QWidget *m_details = nullptr;
    QLabel *m_empty = nullptr;
    QLabel *m_title = nullptr;
    ArchitectureDrawing *m_drawing = nullptr;
    FactGrid *m_sizes = nullptr;
    FactGrid *m_scores = nullptr;
    FactGrid *m_predictions = nullptr;
};

} // namespace auspex
