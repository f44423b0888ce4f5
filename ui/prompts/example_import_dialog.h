// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

#include "core/llm/prompt_input.h"

class QDialogButtonBox;
class QLabel;
class QLineEdit;
class QSpinBox;
class QTableWidget;

namespace auspex {

/// Two parallel files, or one with a tab between source and target: shows what is in them before
/// it is taken.
class ExampleImportDialog : public QDialog {
    Q_OBJECT

public:
    ExampleImportDialog(const PromptTask &task, QWidget *parent);

    void setFiles(const QString &source, const QString &target);
    const std::vector<TaskExample> &examples() const { return m_examples; }

private:
    QWidget *fileRow(QLineEdit *line, const QString &name);
    void read();
    void show(const Result<std::vector<TaskExample>> &examples);
    void setStatus(const QString &status, bool isProblem);

    QLineEdit *m_source;
    QLineEdit *m_target;
    QSpinBox *m_most;
    QTableWidget *m_preview;
    QLabel *m_status;
    QDialogButtonBox *m_buttons;
    std::vector<TaskExample> m_examples;
    int m_reading = 0; ///< counts what was begun: the last one holds
};

} // namespace auspex
