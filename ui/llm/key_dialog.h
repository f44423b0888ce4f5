// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

#include "core/llm/provider.h"

class QLabel;
class QLineEdit;
class QPushButton;
class QRadioButton;

namespace auspex {

class LlmCenter;

/// Why a text can be no key, a sentence; empty for one that may be.
QString keyProblem(const QString &key);

/// Asks for the key of a provider that has none, or one that was refused. The key goes to the
/// session or to the system's keyring, and is shown nowhere.
class KeyDialog : public QDialog {
    Q_OBJECT

public:
    KeyDialog(LlmCenter *center, const Provider &provider, const QString &reason, QWidget *parent);

    void accept() override;

private:
    void validate();
    void showProblem(const QString &problem);

    LlmCenter *m_center;
    QString m_provider;
    QLineEdit *m_key;
    QRadioButton *m_session;
    QRadioButton *m_keyring;
    QLabel *m_problem;
    QPushButton *m_use = nullptr;
};

} // namespace auspex
