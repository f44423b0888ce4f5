// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QGroupBox>

#include "ui/session/llm_center.h"

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QSpinBox;

namespace auspex {

/// What answers are asked for and taken.
class LaunchAnswer : public QGroupBox {
    Q_OBJECT

public:
    explicit LaunchAnswer(QWidget *parent = nullptr);

    void setSetup(const LlmRunSetup &setup);
    void fill(LlmRunSetup &setup) const;

    /// What the model takes; null while it is not known.
    void setSwitches(const ModelSwitches *switches);
    QString problem() const;

Q_SIGNALS:
    void changed();

private:
    QSpinBox *m_samples;
    QCheckBox *m_ownTemperature;
    QDoubleSpinBox *m_temperature;
    QSpinBox *m_maxTokens;
    QComboBox *m_value;
    QComboBox *m_answers;
    QCheckBox *m_ownSeed;
    QSpinBox *m_seed;
    bool m_givesProbabilities = true;
};

} // namespace auspex
