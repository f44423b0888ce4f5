// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/action_catalog.h"

#include <QCoreApplication>
#include <QMenu>
#include <QMenuBar>
#include <QSet>

namespace auspex {

namespace {

constexpr char reasonProperty[] = "disabledReason";

QString withoutMnemonics(const QString &text)
{
    QString plain;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i] == u'&' && i + 1 < text.size()) {
            ++i;
        }
        plain += text[i];
    }
    return plain;
}

void collect(const QList<QAction *> &actions, const QString &path, QSet<QAction *> *known,
             QList<CatalogEntry> *entries)
{
    for (QAction *action : actions) {
        if (action->isSeparator() || !action->isVisible() || known->contains(action)) {
            continue;
        }
        known->insert(action);
        const QStringList text = withoutMnemonics(action->text()).split(u'\t');
        if (action->menu()) {
            const QString below = path.isEmpty() ? text[0] : path + QStringLiteral(" > ") + text[0];
            collect(action->menu()->actions(), below, known, entries);
            continue;
        }
        const QString hint = text.size() > 1 ? text[1] : QString();
        const QString keys = action->shortcut().toString(QKeySequence::NativeText);
        entries->append({action, text[0], path, keys.isEmpty() ? hint : keys});
    }
}

} // namespace

QList<CatalogEntry> catalogActions(const QMenuBar *menuBar)
{
    QList<CatalogEntry> entries;
    QSet<QAction *> known;
    collect(menuBar->actions(), {}, &known, &entries);
    return entries;
}

void setDisabledReason(QAction *action, const QString &reason)
{
    action->setProperty(reasonProperty, reason);
    action->setEnabled(reason.isEmpty());
}

QString disabledReason(const QAction *action)
{
    if (action->isEnabled()) {
        return {};
    }
    const QString reason = action->property(reasonProperty).toString();
    return reason.isEmpty()
               ? QCoreApplication::translate("auspex::CommandPalette", "Not available now")
               : reason;
}

} // namespace auspex
