// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QPushButton;

namespace auspex {

class PromptMeter;
class PromptMaterial;
class RenderedView;
class StudioRendering;

/// The rendered text under its length and price, and what keeps it from being sent.
class RenderedPane : public QWidget {
    Q_OBJECT

public:
    RenderedPane(RenderedView *view, PromptMeter *meter, StudioRendering *rendering,
                 PromptMaterial *material, QWidget *parent = nullptr);

Q_SIGNALS:
    void examplesRequested(); ///< they are what is missing
    void tasksRequested();    ///< likewise

private:
    void refresh();

    StudioRendering *m_rendering;
    PromptMaterial *m_material;
    QWidget *m_obstacle;
    QLabel *m_icon;
    QLabel *m_text;
    QPushButton *m_remedy;
};

} // namespace auspex
