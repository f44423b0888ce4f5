// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QAction;
class QTabBar;

namespace auspex {

class StudioState;

/// The variants of the open prompt: the prompt as it is, then each of its variants. The open tab
/// decides which components the switches show, and which text is sent.
class VariantTabs : public QWidget {
    Q_OBJECT

public:
    explicit VariantTabs(StudioState *state, QWidget *parent = nullptr);

    const QList<QAction *> &actions() const { return m_actions; }

private:
    void createActions();
    void refresh();
    void updateActions();
    void askForNew();
    void askForTitle();
    void remove();

    StudioState *m_state;
    QTabBar *m_tabs;
    QList<QAction *> m_actions;
    QAction *m_add = nullptr;
    QAction *m_rename = nullptr;
    QAction *m_remove = nullptr;
    bool m_isShowing = false;
};

} // namespace auspex
