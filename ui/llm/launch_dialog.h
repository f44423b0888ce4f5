// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include <QDialog>

#include "ui/session/llm_center.h"

class QLabel;
class QPushButton;

namespace auspex {

class LaunchAnswer;
class LaunchEstimate;
class LaunchModel;
class LaunchPrompt;
class LaunchTask;
class Session;

/// Everything about a run before it begins, with what it would take. Settings are kept for the next
/// time when a run was started.
class LaunchDialog : public QDialog {
    Q_OBJECT

public:
    /// Begins with the setup, or with what was started last.
    LaunchDialog(Session *session, LlmCenter *center, const std::optional<LlmRunSetup> &setup,
                 QWidget *parent = nullptr);

    /// What was started last, on a task that this workspace has.
    static LlmRunSetup lastSetup(Session *session);

    LlmRunSetup setup() const;
    void setSetup(const LlmRunSetup &setup);
    qint64 startedRun() const { return m_started; } ///< 0: none

    void accept() override; ///< starts the run; stays open where it cannot begin

    /// "Copy as command": what it puts on the clipboard.
    QString commandLine() const;

private:
    QWidget *createBody();
    QWidget *createButtons();
    void fitToScreen();
    void change();
    void validate();
    QString problem() const;
    void start();
    void showProblem(const QString &text);
    void resetToPaper();
    void copyCommand();
    void editProviders(const QString &shown);

    Session *m_session;
    LlmCenter *m_center;
    LaunchTask *m_task;
    LaunchModel *m_model;
    LaunchPrompt *m_prompt;
    LaunchAnswer *m_answer;
    LaunchEstimate *m_estimate;
    QLabel *m_problem;
    QPushButton *m_start = nullptr;
    QPushButton *m_copy = nullptr;
    qint64 m_started = 0;
};

/// The paper's settings (section 3 and its released code) for the same task and model: ten
/// demonstrations, 25 tokens, one sample at the service's temperature, plain answers.
LlmRunSetup paperSetup(const LlmRunSetup &now);

} // namespace auspex
