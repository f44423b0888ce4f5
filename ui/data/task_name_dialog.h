// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>
#include <QStringList>

class QDialogButtonBox;
class QLabel;
class QLineEdit;

namespace auspex {

/// Asks for a task's new name, which must not be empty or taken.
class TaskNameDialog : public QDialog {
    Q_OBJECT

public:
    TaskNameDialog(const QString &name, const QStringList &taken, QWidget *parent);

    QString name() const;

private:
    void validate();

    QStringList m_taken;
    QLineEdit *m_name;
    QLabel *m_problem;
    QDialogButtonBox *m_buttons;
};

} // namespace auspex
