// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/llm/progress_delegate.h"

#include <algorithm>

#include <QPainter>

#include "ui/common/theme.h"

namespace auspex {

namespace {

constexpr int barHeight = 3;

}

ProgressDelegate::ProgressDelegate(int shareRole, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_shareRole(shareRole)
{
}

void ProgressDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                             const QModelIndex &index) const
{
    QStyledItemDelegate::paint(painter, option, index);
    const QVariant share = index.data(m_shareRole);
    if (!share.isValid()) {
        return;
    }
    const bool selected = option.state & QStyle::State_Selected;
    const QColor text = option.palette.color(selected ? QPalette::HighlightedText : QPalette::Text);
    const QColor filled = selected ? text : option.palette.color(QPalette::Highlight);
    QRectF bar(option.rect);
    bar.adjust(spacingSmall, 0, -spacingSmall, 0);
    bar.setTop(bar.bottom() - barHeight);
    bar.setHeight(barHeight);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    QColor track = text;
    track.setAlphaF(0.15F);
    painter->setBrush(track);
    painter->drawRoundedRect(bar, barHeight / 2.0, barHeight / 2.0);
    bar.setWidth(bar.width() * std::clamp(share.toDouble(), 0.0, 1.0));
    painter->setBrush(filled);
    painter->drawRoundedRect(bar, barHeight / 2.0, barHeight / 2.0);
    painter->restore();
}

} // namespace auspex
