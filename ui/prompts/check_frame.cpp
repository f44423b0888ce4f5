// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/prompts/check_frame.h"

#include <QApplication>
#include <QPainter>

#include "ui/common/theme.h"

namespace auspex {

void drawCheckFrame(QPainter *painter, const QStyleOptionViewItem &option)
{
    if (!option.features.testFlag(QStyleOptionViewItem::HasCheckIndicator)
        || !isDark(option.palette))
        return;
    const QStyle *style = option.widget ? option.widget->style() : QApplication::style();
    const QRect box = style->subElementRect(QStyle::SE_ItemViewItemCheckIndicator, &option,
                                            option.widget);
    painter->save();
    painter->setPen(mutedText(option.palette));
    painter->setBrush(Qt::NoBrush);
    painter->drawRoundedRect(box.adjusted(0, 0, -1, -1), 2, 2);
    painter->restore();
}

void CheckDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                          const QModelIndex &index) const
{
    QStyledItemDelegate::paint(painter, option, index);
    QStyleOptionViewItem full(option);
    initStyleOption(&full, index);
    drawCheckFrame(painter, full);
}

} // namespace auspex
