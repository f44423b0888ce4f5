// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

#include <QAction>
#include <QKeySequence>
#include <QString>

namespace auspex {

/// A command of a panel, which owns it: `call` is what it does for as long as the panel lives. The
/// tip is shown in the status bar and, with the shortcut, at the button. `icon` as for
/// themedIcon(); empty: none.
QAction *commandAction(QObject *panel, const char *name, const QString &icon, const QString &text,
                       const QKeySequence &shortcut, const QString &tip,
                       std::function<void()> call);

} // namespace auspex
