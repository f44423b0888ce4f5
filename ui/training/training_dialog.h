// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

#include "core/supernets/supernet_training.h"
#include "core/supernets/tfs_training.h"

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;

namespace auspex {

class PathField;
class Session;

/// Asks for a supernet to train, or for architectures to train from scratch. Says while one types
/// what is missing; what could not work is said when it is started, and the dialog stays.
class TrainingDialog : public QDialog {
    Q_OBJECT

public:
    enum class Kind { Supernet, Scratch };

    TrainingDialog(Kind kind, Session *session, QWidget *parent);

    /// What the fields say. Fails where the space's file cannot be read, or the space has too few
    /// architectures.
    Result<SupernetTrainingPlan> supernetPlan() const;
    Result<TfsTrainingPlan> scratchPlan() const;

    void accept() override; ///< starts the training

Q_SIGNALS:
    void started(qint64 id);

private:
    void createForm();
    void createButtons();
    Result<SearchSpace> space() const;
    TrainingOptions options(TrainingMode mode) const;
    void showPreset();
    void showFields();
    void validate();
    void tell(const QString &problem);

    Kind m_kind;
    Session *m_session;
    QFormLayout *m_form = nullptr;
    QLineEdit *m_name;
    QComboBox *m_corpus;
    QComboBox *m_space;
    PathField *m_spaceFile;
    QComboBox *m_preset;
    QComboBox *m_method;
    QSpinBox *m_experts;
    QSpinBox *m_count;
    QCheckBox *m_stratified;
    QSpinBox *m_updates;
    QSpinBox *m_warmup;
    QDoubleSpinBox *m_rate;
    QSpinBox *m_maxTokens;
    QSpinBox *m_updateFrequency;
    QDoubleSpinBox *m_dropout;
    QSpinBox *m_validate;
    QSpinBox *m_save;
    QSpinBox *m_patience;
    QSpinBox *m_seed;
    QSpinBox *m_threads;
    QLabel *m_status;
    QPushButton *m_start = nullptr;
    bool m_warmupWasGiven = false;
    bool m_isFilling = false;
};

} // namespace auspex
