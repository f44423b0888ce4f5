// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QComboBox;
class QDoubleSpinBox;
class QLabel;
class QLineEdit;
class QListWidget;
class QPushButton;
class QSpinBox;
class QToolButton;

namespace auspex {

class AblationState;
class CheckMenuButton;

/// What an ablation asks for: models, prompts and their variants, demonstrations, splits; what it
/// will cost; and the button that starts it.
class AblationForm : public QWidget {
    Q_OBJECT

public:
    explicit AblationForm(AblationState *state, QWidget *parent = nullptr);

private:
    QWidget *createModels();
    void createFields();
    QWidget *createStart();
    void showSetup();
    void showPrompts();
    void showEstimate();
    void addModel();
    void removeModel();
    void takeCounts();

    AblationState *m_state;
    CheckMenuButton *m_tasks = nullptr;
    QListWidget *m_models = nullptr;
    QComboBox *m_provider = nullptr;
    QComboBox *m_model = nullptr;
    QToolButton *m_add = nullptr;
    QToolButton *m_remove = nullptr;
    CheckMenuButton *m_prompts = nullptr;
    CheckMenuButton *m_variants = nullptr;
    QLineEdit *m_counts = nullptr;
    QLabel *m_countsProblem = nullptr;
    CheckMenuButton *m_splits = nullptr;
    QSpinBox *m_samples = nullptr;
    QDoubleSpinBox *m_budget = nullptr;
    QLabel *m_estimate = nullptr;
    QPushButton *m_start = nullptr;
    QPushButton *m_cancel = nullptr;
};

} // namespace auspex
