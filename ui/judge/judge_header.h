// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "ui/judge/judge_state.h"

class QComboBox;
class QLabel;
class QMenu;
class QPushButton;
class QSpinBox;
class QToolButton;

namespace auspex {

/// What is compared and how: task, target, demonstrations, splits, baseline. Wraps into as many
/// lines as it needs.
class JudgeHeader : public QWidget {
    Q_OBJECT

public:
    explicit JudgeHeader(JudgeState *state, QAction *addPredictor, QWidget *parent = nullptr);

    QWidget *addButton() const;

private:
    void createInputs(QAction *addPredictor);
    void showSetup();
    void showTasks();
    void showBaselines();
    void showSplits();
    void showProgress();
    void chooseSplit(const QString &name, bool judged);
    void drawAnotherSplit();

    JudgeState *m_state;
    QComboBox *m_task = nullptr;
    QComboBox *m_target = nullptr;
    QSpinBox *m_demonstrations = nullptr;
    QPushButton *m_splits = nullptr;
    QMenu *m_splitMenu = nullptr;
    QComboBox *m_baseline = nullptr;
    QToolButton *m_add = nullptr;
    QLabel *m_progress = nullptr;
};

} // namespace auspex
