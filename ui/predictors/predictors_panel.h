// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include <QStringList>
#include <QWidget>

#include "ui/session/llm_center.h"

class QAction;
class QDialog;
class QTabWidget;

namespace auspex {

class AblationPanel;
class LlmRunsPanel;
class PromptStudio;
class Session;
class SupernetsPanel;

/// The place "Predictors": what could tell me more? The prompt studio, the runs of language
/// models, the ablation and the supernets as tabs; the dialogs that all of them open.
///
/// The main window connects judgeRequested() to the Judge, runEnded() to its messages, and the
/// others as of every place.
class PredictorsPanel : public QWidget {
    Q_OBJECT

public:
    explicit PredictorsPanel(Session *session, QWidget *parent = nullptr);
    ~PredictorsPanel() override;

    /// One menu for each tab.
    QList<QAction *> placeActions() const { return m_actions; }

    /// Opens the dialog that starts a run, with these settings or those of the last time.
    void launch(const std::optional<LlmRunSetup> &setup);
    void showRun(qint64 id);

Q_SIGNALS:
    void judgeRequested(const auspex::LlmRunSetup &setup);
    void predictorJudgeRequested(const QString &spec);
    void runEnded(qint64 id); ///< by itself: done, or stopped with a problem
    /// The place is to be seen: something in it needs an answer.
    void attentionNeeded();
    void importRequested();
    void helpRequested(const QString &page);
    void message(const QString &text);

private:
    void launchStudioPrompt(const LlmSpec &spec);
    void addMenu(QWidget *tab, const QString &title, const char *showName,
                 const QList<QAction *> &actions);
    void openDialog(QDialog *dialog);
    void showProviders();
    void showPrices();
    void showSearchCost();
    void askForKey(const QString &providerId, const QString &reason);
    void resumeWaiting(const QString &providerId);

    Session *m_session;
    LlmCenter *m_center;
    QList<QAction *> m_actions;
    QTabWidget *m_tabs;
    PromptStudio *m_studio;
    LlmRunsPanel *m_runs;
    AblationPanel *m_ablation;
    SupernetsPanel *m_supernets;
    QStringList m_asked; ///< providers whose key is being asked for
};

} // namespace auspex
