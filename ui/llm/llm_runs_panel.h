// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

#include <QTimer>
#include <QWidget>

#include "core/report/call_table.h"
#include "ui/session/llm_center.h"

class QAction;
class QLabel;
class QSplitter;
class QStackedWidget;
class QTableView;

namespace auspex {

class CallDetail;
class CallTable;
class RunModel;
class Session;
class ValueSortProxy;

/// The runs of the workspace with their progress and cost, every call of the chosen one, and of the
/// chosen call what went over the wire.
class LlmRunsPanel : public QWidget {
    Q_OBJECT

public:
    LlmRunsPanel(Session *session, LlmCenter *center, QWidget *parent = nullptr);
    ~LlmRunsPanel() override;

    QList<QAction *> placeActions() const { return m_actions; }

    void selectRun(qint64 id);
    qint64 currentRun() const; ///< 0: none

    /// Writes the shown calls in the format that the file's ending names.
    Result<void> exportCalls(const QString &file, CallTexts texts) const;

Q_SIGNALS:
    /// Predictions are to be run: the dialog begins with these settings, or with those of the last
    /// time.
    void launchRequested(const std::optional<auspex::LlmRunSetup> &setup);
    void judgeRequested(const auspex::LlmRunSetup &setup);
    void providersRequested();
    void pricesRequested();
    void searchCostRequested();
    void helpRequested(const QString &page);
    void message(const QString &text);

private:
    QAction *command(const char *name, const QString &icon, const QString &text,
                     const QKeySequence &shortcut, const QString &tip, std::function<void()> call);
    void createActions();
    void createRunActions();
    QWidget *createEmptyState();
    QWidget *createRuns();
    QWidget *createBar();
    void createRunTable();
    void update();
    void updateActions();
    void showCurrentRun();
    void describe(const LlmRunInfo &run);
    QString emptyCallsText(const LlmRunInfo &run) const;
    std::vector<qint64> selectedRuns() const;
    void withCurrent(const std::function<void(const LlmRunInfo &)> &call) const;
    void resume(qint64 id);
    void removeSelected();
    void askForExport(CallTexts texts);

    Session *m_session;
    LlmCenter *m_center;
    RunModel *m_model;
    ValueSortProxy *m_proxy;
    QList<QAction *> m_actions;
    QAction *m_run = nullptr;
    QAction *m_pause = nullptr;
    QAction *m_resume = nullptr;
    QAction *m_cancel = nullptr;
    QAction *m_again = nullptr;
    QAction *m_remove = nullptr;
    QAction *m_judge = nullptr;
    QAction *m_export = nullptr;
    QAction *m_exportTexts = nullptr;
    QAction *m_batches = nullptr;
    QAction *m_providers = nullptr;
    QAction *m_prices = nullptr;
    QStackedWidget *m_stack = nullptr;
    QSplitter *m_splitter = nullptr;
    QSplitter *m_calls = nullptr;
    QTableView *m_runs = nullptr;
    QLabel *m_summary = nullptr;
    QLabel *m_problem = nullptr;
    CallTable *m_table = nullptr;
    CallDetail *m_detail = nullptr;
    QTimer m_follow; ///< for the calls of a run under way, some times a second
};

} // namespace auspex
