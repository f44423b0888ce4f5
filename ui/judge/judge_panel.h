// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <vector>

#include <QStringList>
#include <QWidget>

#include "ui/judge/judge_results.h"

class QAction;
class QLabel;
class QPushButton;
class QSplitter;
class QStackedWidget;
class QTabWidget;

namespace auspex {

class ArchitectureTable;
class ChartArea;
class JudgeHeader;
class JudgeState;
class MetricTable;
class PredictorPopup;
class MessageArea;
class Session;
struct LlmRunSetup;

/// The place "Judge": which predictor can I trust? What to compare on top, charts and tables below.
///
/// The main window connects evaluationChanged() to InspectorPanel::setEvaluation(),
/// importRequested() to its import command, helpRequested() to its help pages, and message() to the
/// status bar.
class JudgePanel : public QWidget {
    Q_OBJECT

public:
    explicit JudgePanel(Session *session, QWidget *parent = nullptr);
    ~JudgePanel() override;

    QList<QAction *> placeActions() const { return m_actions; }

    /// Writes the open table in the format that the file's ending names: the predictors as judged,
    /// in the shown order, or the architectures as shown.
    Result<void> exportTable(const QString &file) const;

    void showPredictorPopup();

    /// Judges the predictor of a run of a language model with the regressions beside it.
    void showRun(const LlmRunSetup &run);

    /// Compares one more predictor, and shows its row.
    void showPredictor(const QString &spec);

Q_SIGNALS:
    void evaluationChanged(const auspex::JudgeResultsPtr &results); ///< null: there is none
    void importRequested();
    void helpRequested(const QString &page);
    void message(const QString &text);
    /// A language model is to be asked for what its predictor lacks.
    void runRequested(const auspex::LlmRunSetup &setup);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void createActions();
    QAction *command(const char *name, const QString &text, const QKeySequence &shortcut,
                     const QString &tip, std::function<void()> call);
    void createChartActions();
    QWidget *createEmptyState();
    QWidget *createResults();
    void update();
    void updateMissing();
    void requestRun(const QString &spec);
    std::vector<PredictorSpec> offered(const TfsTask &task) const;
    void updateProgress();
    void updateOrientation();
    void askForExport();

    Session *m_session;
    JudgeState *m_state;
    QList<QAction *> m_actions;
    QStackedWidget *m_stack = nullptr;
    QLabel *m_emptyText = nullptr;
    JudgeHeader *m_header = nullptr;
    MessageArea *m_missing = nullptr; ///< predictors whose replies are not in the workspace
    QStringList m_missingShown;
    QLabel *m_notes = nullptr;
    QSplitter *m_splitter = nullptr;
    ChartArea *m_charts = nullptr;
    QTabWidget *m_tables = nullptr;
    MetricTable *m_metrics = nullptr;
    ArchitectureTable *m_architectures = nullptr;
    PredictorPopup *m_popup = nullptr;
};

} // namespace auspex
