// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QComboBox;
class QTabWidget;

namespace auspex {

class DemonstrationsPanel;
class ExamplesPanel;
class PromptMaterial;
class TaskPanel;

/// What prompts are filled with: the task and its split on top, then demonstrations, examples and
/// the task's description in tabs.
class MaterialPanel : public QWidget {
    Q_OBJECT

public:
    explicit MaterialPanel(PromptMaterial *material, QWidget *parent = nullptr);

    void importExamples();

private:
    void refresh();

    PromptMaterial *m_material;
    QComboBox *m_task;
    QComboBox *m_split;
    QComboBox *m_target;
    QTabWidget *m_tabs;
    DemonstrationsPanel *m_demonstrations;
    ExamplesPanel *m_examples;
    TaskPanel *m_description;
};

} // namespace auspex
