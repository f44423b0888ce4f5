// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QGroupBox>

#include "ui/session/llm_center.h"

class QCheckBox;
class QComboBox;
class QSpinBox;

namespace auspex {

class CheckMenuButton;
class Session;

/// What is predicted: the task, the score, what is shown, and which splits.
class LaunchTask : public QGroupBox {
    Q_OBJECT

public:
    explicit LaunchTask(Session *session, QWidget *parent = nullptr);

    void setSetup(const LlmRunSetup &setup);
    void fill(LlmRunSetup &setup) const;
    QString problem() const; ///< a sentence; empty where there is none

Q_SIGNALS:
    void changed();

private:
    void showTask();

    Session *m_session;
    QComboBox *m_task;
    QComboBox *m_target;
    QSpinBox *m_demonstrations;
    CheckMenuButton *m_splits;
    QCheckBox *m_calibration;
    QString m_wanted; ///< a task that the workspace does not have
};

} // namespace auspex
