// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/side_list.h"

#include <QAction>
#include <QLabel>
#include <QListWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/common/theme.h"

namespace auspex {

SideList sideList(const char *name, const QString &label, const QList<QAction *> &buttons,
                  const QList<QAction *> &menu, QWidget *parent)
{
    auto *side = new QWidget(parent);
    auto *title = new QLabel(label, side);
    auto *list = new QListWidget(side);
    list->setObjectName(QLatin1String(name));
    list->setTextElideMode(Qt::ElideMiddle);
    list->setSpacing(2);
    list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    list->addActions(menu);
    list->setContextMenuPolicy(Qt::ActionsContextMenu);
    title->setBuddy(list);
    auto *row = new QHBoxLayout;
    row->setSpacing(spacingSmall);
    for (QAction *action : buttons) {
        auto *button = new QToolButton(side);
        button->setDefaultAction(action);
        button->setAutoRaise(true);
        button->setFocusPolicy(Qt::TabFocus);
        button->setAccessibleName(action->text().remove(u'&'));
        row->addWidget(button);
    }
    row->addStretch();
    auto *layout = new QVBoxLayout(side);
    layout->setContentsMargins(spacing, spacing, 0, spacing);
    layout->setSpacing(spacingSmall);
    layout->addWidget(title);
    layout->addWidget(list, 1);
    layout->addLayout(row);
    return {side, list};
}

} // namespace auspex
