// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

class QComboBox;
class QLabel;
class QSpinBox;

namespace auspex {

class LlmCenter;

/// The paper's cost analysis (section 6): searching with a language model as the predictor, against
/// distilling it once.
class SearchCostDialog : public QDialog {
    Q_OBJECT

public:
    explicit SearchCostDialog(LlmCenter *center, QWidget *parent = nullptr);

private:
    QSpinBox *number(const char *name, int value, int most);
    void showModels();
    void reckon();
    void reset();

    LlmCenter *m_center;
    QComboBox *m_provider;
    QComboBox *m_model;
    QSpinBox *m_promptTokens;
    QSpinBox *m_answerTokens;
    QSpinBox *m_candidates;
    QSpinBox *m_searches;
    QSpinBox *m_distillation;
    QLabel *m_onePrediction;
    QLabel *m_oneSearch;
    QLabel *m_allSearches;
    QLabel *m_distilled;
    QLabel *m_source;
};

} // namespace auspex
