// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAction>
#include <QList>
#include <QString>

class QMenuBar;

namespace auspex {

struct CatalogEntry {
    QAction *action = nullptr;
    QString text;     ///< without the marks of mnemonics
    QString menuPath; ///< "File > Import"
    QString shortcut; ///< in the platform's spelling; empty for none
};

/// Every command in the menus, in their order, each once. Submenus that are not visible are left
/// out.
QList<CatalogEntry> catalogActions(const QMenuBar *menuBar);

/// Disables the action and keeps the reason for whoever looks for it; an empty reason enables it.
void setDisabledReason(QAction *action, const QString &reason);
QString disabledReason(const QAction *action);

} // namespace auspex
