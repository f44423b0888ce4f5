// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/command_action.h"

#include <utility>

#include <QCoreApplication>

#include "ui/common/theme.h"

namespace auspex {

QAction *commandAction(QObject *panel, const char *name, const QString &icon, const QString &text,
                       const QKeySequence &shortcut, const QString &tip, std::function<void()> call)
{
    auto *action = new QAction(icon.isEmpty() ? QIcon() : themedIcon(icon), text, panel);
    action->setObjectName(QLatin1String(name));
    action->setShortcut(shortcut);
    action->setStatusTip(tip);
    action->setToolTip(shortcut.isEmpty()
                           ? tip
                           : QCoreApplication::translate("auspex::CommandAction", "%1 (%2)")
                                 .arg(tip, shortcut.toString(QKeySequence::NativeText)));
    QObject::connect(action, &QAction::triggered, panel, std::move(call));
    return action;
}

} // namespace auspex
