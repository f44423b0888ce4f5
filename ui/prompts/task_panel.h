// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

#include <QWidget>

#include "ui/prompts/prompt_material.h"

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace auspex {

/// What prompts say of the chosen task: its name, languages, metric, efficiency metric.
class TaskPanel : public QWidget {
    Q_OBJECT

public:
    explicit TaskPanel(PromptMaterial *material, QWidget *parent = nullptr);

private:
    QLineEdit *addField(const char *name, std::string PromptTask::*member, const QString &undoText,
                        int merge);
    void refresh();

    PromptMaterial *m_material;
    struct Field {
        QLineEdit *line = nullptr;
        std::string PromptTask::*member = nullptr;
    };
    QList<Field> m_fields;
    QComboBox *m_efficiency = nullptr;
    QPushButton *m_reset = nullptr;
    QLabel *m_note = nullptr;
};

} // namespace auspex
