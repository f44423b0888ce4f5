// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

#include "ui/data/data_file.h"

class QComboBox;
class QDialogButtonBox;
class QLabel;
class QLineEdit;

namespace auspex {

/// Which task, split and role the lines of one file of TFS-Eval belong to.
class TfsFileDialog : public QDialog {
    Q_OBJECT

public:
    TfsFileDialog(const DataFile &file, const TfsLines &lines, QWidget *parent);

    QString task() const;
    QString split() const; ///< empty: the records belong to none
    SplitRole role() const;

private:
    void validate();

    QLineEdit *m_task;
    QLineEdit *m_split;
    QComboBox *m_role;
    QLabel *m_status;
    QDialogButtonBox *m_buttons;
    QString m_summary;
};

} // namespace auspex
