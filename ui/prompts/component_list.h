// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QListView>
#include <QWidget>

class QAction;
class QMenu;
class QToolButton;

namespace auspex {

class ComponentModel;
class StudioRendering;
class StudioState;

/// A list whose rows are dragged to another place; it says so instead of doing it.
class ReorderView : public QListView {
    Q_OBJECT

public:
    using QListView::QListView;

    /// The row that what is dropped at the point, in the viewport, shall have; -1 where nothing is
    /// dragged.
    int rowFor(const QPoint &point, int from) const;

Q_SIGNALS:
    void moveRequested(int from, int to); ///< `to`: the row it shall have

protected:
    void dropEvent(QDropEvent *event) override;
};

/// The components of the open prompt: switched, reordered, added, renamed and removed here.
class ComponentList : public QWidget {
    Q_OBJECT

public:
    ComponentList(StudioState *state, StudioRendering *rendering, QWidget *parent = nullptr);

    const QList<QAction *> &actions() const { return m_actions; } ///< for a menu
    ReorderView *view() const { return m_view; }

Q_SIGNALS:
    void message(const QString &text);
    void editRequested(); ///< the selected one's text is wanted

private:
    QAction *command(const char *name, const QString &icon, const QString &text,
                     const QKeySequence &shortcut, const QString &tip, std::function<void()> call);
    void createActions();
    void createAddMenu();
    void showCurrent();
    void updateActions();
    void add(int part);
    void duplicate();
    void remove();
    void move(int from, int to);

    StudioState *m_state;
    ComponentModel *m_model;
    ReorderView *m_view;
    QMenu *m_addMenu = nullptr;
    QList<QAction *> m_actions;
    QAction *m_add = nullptr;
    QAction *m_duplicate = nullptr;
    QAction *m_rename = nullptr;
    QAction *m_up = nullptr;
    QAction *m_down = nullptr;
    QAction *m_remove = nullptr;
    bool m_isShowing = false;
};

} // namespace auspex
