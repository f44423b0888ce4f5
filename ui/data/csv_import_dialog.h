// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>
#include <QTimer>

#include "core/store/csv_import.h"

class QComboBox;
class QDialogButtonBox;
class QLabel;
class QLineEdit;

namespace auspex {

class CsvColumnMap;

/// What the columns of a table mean, and which task its rows belong to. Says while one types what
/// is missing, or how many rows the import will take.
class CsvImportDialog : public QDialog {
    Q_OBJECT

public:
    /// `source` names the table; `tasks` are those that the workspace has.
    CsvImportDialog(CsvTable table, const QString &source, const QStringList &tasks,
                    QWidget *parent);

    CsvImport import() const;

private:
    QWidget *createFields();
    QWidget *createPreview();
    void followTaskName();
    void validate();
    void countRows();
    QString problem() const; ///< why the fields cannot be imported; empty where they can
    void showStatus(const QString &text, bool isProblem);

    CsvTable m_table;
    QString m_source;
    QStringList m_tasks;
    QLineEdit *m_task;
    QLabel *m_taskHelp;
    QComboBox *m_space;
    QLineEdit *m_split;
    CsvColumnMap *m_columns;
    QLabel *m_status;
    QDialogButtonBox *m_buttons;
    QTimer m_count; ///< counts the rows when the fields have not changed for a moment
    bool m_spaceWasChosen = false;
};

} // namespace auspex
