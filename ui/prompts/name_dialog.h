// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

#include <QDialog>

class QDialogButtonBox;
class QFormLayout;
class QLabel;
class QLineEdit;

namespace auspex {

/// Asks for one line, and a second one if wanted. The problem of the first is told as one types.
class NameDialog : public QDialog {
    Q_OBJECT

public:
    struct Texts {
        QString objectName;
        QString title;
        QString label; ///< of the field
        QString verb;  ///< on the button
        QString help;  ///< under the fields; may be empty
    };
    /// Gives the problem, empty where there is none.
    using Check = std::function<QString(const QString &)>;

    NameDialog(const Texts &texts, const QString &value, Check check, QWidget *parent);

    /// A second field, unchecked.
    void addField(const QString &label, const QString &objectName, const QString &value);
    void setNameFixed(); ///< the first field is only to be read; the second one has the focus

    QString name() const; ///< trimmed
    QString second() const;

private:
    void validate();

    Check m_check;
    QFormLayout *m_form;
    QLineEdit *m_name;
    QLineEdit *m_second = nullptr;
    QLabel *m_problem;
    QDialogButtonBox *m_buttons;
};

} // namespace auspex
