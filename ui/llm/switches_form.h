// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "core/llm/provider.h"

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;

namespace auspex {

/// What a model takes: the switches of a provider, or of the models that a rule names.
class SwitchesForm : public QWidget {
    Q_OBJECT

public:
    explicit SwitchesForm(QWidget *parent = nullptr);

    void setSwitches(const ModelSwitches &switches);
    ModelSwitches switches() const;
    QString problem() const; ///< why the extra members cannot be used; empty where they can

Q_SIGNALS:
    void changed();

private:
    void tell();

    QComboBox *m_maxTokens;
    QCheckBox *m_temperature;
    QCheckBox *m_seed;
    QCheckBox *m_logProbabilities;
    QCheckBox *m_manySamples;
    QCheckBox *m_caching;
    QComboBox *m_format;
    QLineEdit *m_extra;
    QLabel *m_problem;
    bool m_loading = false;
};

} // namespace auspex
