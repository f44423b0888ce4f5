// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

class QAction;
class QListWidget;
class QWidget;

namespace auspex {

/// The left of a panel: what there is to choose from, under its label.
struct SideList {
    QWidget *widget = nullptr;
    QListWidget *list = nullptr;
};

/// `buttons` stand below the list, `menu` in its context menu. The list has the name.
SideList sideList(const char *name, const QString &label, const QList<QAction *> &buttons,
                  const QList<QAction *> &menu, QWidget *parent);

} // namespace auspex
