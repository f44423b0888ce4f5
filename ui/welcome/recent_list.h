// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QListWidget>

#include "ui/session/recent_workspaces.h"

namespace auspex {

/// The workspaces opened last: name, folder, when. One that is missing is grey and can only be
/// removed from the list (Delete, or its menu).
class RecentList : public QListWidget {
    Q_OBJECT

public:
    explicit RecentList(RecentWorkspaces *recent, QWidget *parent = nullptr);

    void reload();

Q_SIGNALS:
    void openRequested(const QString &file);

protected:
    void contextMenuEvent(QContextMenuEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void open(const QListWidgetItem *item);
    void removeCurrent();

    RecentWorkspaces *m_recent;
};

} // namespace auspex
