// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>

#include <QGroupBox>

#include "ui/session/llm_center.h"

class QComboBox;
class QSpinBox;

namespace auspex {

class Session;

/// How the model is asked: a built-in or a saved prompt, its version and variant, and what it shows
/// of the task.
class LaunchPrompt : public QGroupBox {
    Q_OBJECT

public:
    explicit LaunchPrompt(Session *session, QWidget *parent = nullptr);

    void setSetup(const LlmRunSetup &setup);
    void fill(LlmRunSetup &setup) const;
    QString problem() const;

Q_SIGNALS:
    void changed();

private:
    void loadPromptList();
    void showPrompt();
    void showVersion();

    Session *m_session;
    std::map<QString, std::map<int, Prompt>> m_prompts; ///< by name and version; 0: built in
    QComboBox *m_prompt;
    QComboBox *m_version;
    QComboBox *m_variant;
    QSpinBox *m_examples;
    QComboBox *m_efficiency;
    QString m_wanted; ///< a prompt that is not there
};

} // namespace auspex
