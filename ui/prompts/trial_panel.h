// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include <QPersistentModelIndex>
#include <QWidget>

#include "ui/prompts/trial.h"

class QAction;
class QComboBox;
class QDoubleSpinBox;
class QLabel;
class QPlainTextEdit;
class QPushButton;
class QSpinBox;

namespace auspex {

class ModelChoice;
class PromptMaterial;
class Session;
class StudioRendering;

/// Tries the rendered prompt on one architecture and shows the reply as it comes, with what it was
/// read as, what it took, and the score that training from scratch gave.
class TrialPanel : public QWidget {
    Q_OBJECT

public:
    TrialPanel(Session *session, StudioRendering *rendering, PromptMaterial *material,
               ModelChoice *choice, QWidget *parent = nullptr);

    void setActions(QAction *run, QAction *runSet);

    /// Empty where a trial can be made, else a sentence.
    QString whyNot() const;
    bool isRunning() const { return m_running != nullptr; }
    void run();
    void cancel();

Q_SIGNALS:
    void stateChanged(); ///< of whyNot() or isRunning()

private:
    struct Running;
    enum FactId { Predicted, Scored, Difference, ReadAs, Tokens, Cost, Time, FactCount };
    struct Fact {
        QLabel *label = nullptr;
        QLabel *value = nullptr;
    };

    // trial_panel_inputs.cpp
    QWidget *createInputs();
    QWidget *createFacts();
    void showChoice();
    void showQueries();

    // trial_panel.cpp
    void clearReply();
    void addText(const std::shared_ptr<Running> &running, const QString &text);
    void finish(const std::shared_ptr<Running> &running,
                const tl::expected<TrialOutcome, TrialFailure> &outcome);
    void showOutcome(const Trial &trial, const TrialOutcome &outcome);
    void setFact(int fact, const QString &value, const QString &tip = {});
    void setStatus(const QString &text, bool isProblem);

    Session *m_session;
    StudioRendering *m_rendering;
    PromptMaterial *m_material;
    ModelChoice *m_choice;
    QComboBox *m_provider = nullptr;
    QComboBox *m_model = nullptr;
    QComboBox *m_query = nullptr;
    QDoubleSpinBox *m_temperature = nullptr;
    QSpinBox *m_maxTokens = nullptr;
    QPushButton *m_run = nullptr;
    QPushButton *m_cancel = nullptr;
    QPushButton *m_runSet = nullptr;
    QPlainTextEdit *m_reply = nullptr;
    QWidget *m_facts = nullptr;
    std::vector<Fact> m_factLabels;
    QLabel *m_status = nullptr;
    std::shared_ptr<Running> m_running;
};

} // namespace auspex
