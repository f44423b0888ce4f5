// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "ui/prompts/studio_document.h"

class QAction;
class QTreeWidget;
class QTreeWidgetItem;

namespace auspex {

class StudioState;

/// All prompts: the user's own with their versions, and those that come with the program. What is
/// selected is open.
class PromptList : public QWidget {
    Q_OBJECT

public:
    explicit PromptList(StudioState *state, QWidget *parent = nullptr);

    /// Also in its context menu, and answered to while it has the focus.
    void setActions(const QList<QAction *> &menu, const QList<QAction *> &buttons);

Q_SIGNALS:
    void editRequested(); ///< the open one's text is wanted

private:
    void refresh();
    void addOwn();
    void addBuiltIn();
    QTreeWidgetItem *addGroup(const QString &title);
    void showCurrent();

    StudioState *m_state;
    QTreeWidget *m_tree;
    QWidget *m_buttons;
    bool m_isShowing = false;
};

/// "llm-pp", "mine", "mine, version 2": as people read it.
QString placeTitle(const PromptPlace &place);

} // namespace auspex
