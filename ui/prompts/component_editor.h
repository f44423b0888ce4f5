// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QComboBox;
class QLabel;
class QListWidget;
class QListWidgetItem;

namespace auspex {

class PromptEditor;
class StudioRendering;
class StudioState;

/// The selected component: its name and part on top, its text, and below it what is wrong with the
/// prompt; a click there goes to the place.
class ComponentEditor : public QWidget {
    Q_OBJECT

public:
    ComponentEditor(StudioState *state, StudioRendering *rendering, QWidget *parent = nullptr);

    PromptEditor *editor() const { return m_editor; }

Q_SIGNALS:
    void cursorMoved(double share); ///< 0 to 1 of the component's text
    void leaving();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void createHeader();
    void showComponent();
    void showProblems();
    void layOutProblems();
    void goTo(const QListWidgetItem *item);
    void takePart();

    StudioState *m_state;
    StudioRendering *m_rendering;
    QLabel *m_name = nullptr;
    QComboBox *m_part = nullptr;
    QLabel *m_hint = nullptr;
    PromptEditor *m_editor = nullptr;
    QListWidget *m_problems = nullptr;
    QString m_shown; ///< the component whose text is shown
};

} // namespace auspex
