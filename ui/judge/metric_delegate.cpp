// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/judge/metric_delegate.h"

#include <QApplication>
#include <QLocale>
#include <QPainter>

#include "ui/charts/plot_theme.h"
#include "ui/common/theme.h"
#include "ui/judge/metric_model.h"

namespace auspex {

namespace {

constexpr double spreadScale = 0.85; // of the value's font

QFont spreadFont(const QFont &font)
{
    QFont smaller = font;
    if (font.pointSizeF() > 0)
        smaller.setPointSizeF(font.pointSizeF() * spreadScale);
    else
        smaller.setPixelSize(qRound(font.pixelSize() * spreadScale));
    return smaller;
}

QFont boldFont(const QFont &font)
{
    QFont bold = font;
    bold.setBold(true);
    return bold;
}

QString numberText(const QVariant &value)
{
    const QString text = QLocale().toString(value.toDouble(), 'f', 2);
    const QString zero = QLocale().toString(0.0, 'f', 2);
    return text.size() == zero.size() + 1 && text.endsWith(zero) ? zero : text;
}

/// Behind the value; "± 0.03" with the digits of the user's language.
QString spreadText(const QVariant &spread)
{
    return QStringLiteral(" ± ") + numberText(spread);
}

/// The place that every cell keeps for its deviation and its mark.
struct Places {
    int spread;
    int mark;
};

Places placesFor(const QFont &font)
{
    return {QFontMetrics(spreadFont(font)).horizontalAdvance(spreadText(8.88)),
            QFontMetrics(font).horizontalAdvance(QStringLiteral("*"))};
}

QColor textColour(const QStyleOptionViewItem &option)
{
    if (option.state.testFlag(QStyle::State_Selected))
        return option.palette.color(QPalette::HighlightedText);
    return option.palette.color(QPalette::Text);
}

QColor faint(const QStyleOptionViewItem &option, const QColor &text, double share)
{
    const auto back = option.state.testFlag(QStyle::State_Selected) ? QPalette::Highlight
                                                                    : QPalette::Base;
    return mixed(text, option.palette.color(back), share);
}

QStyle *styleOf(const QStyleOptionViewItem &option)
{
    return option.widget ? option.widget->style() : QApplication::style();
}

/// Filled while the predictor is drawn, a ring while it is not.
QPixmap swatch(const QStyleOptionViewItem &option, int colour, bool drawn)
{
    const int side = option.fontMetrics.height();
    const double scale = option.widget ? option.widget->devicePixelRatioF() : 1.0;
    QPixmap pixmap(QSize(side, side) * scale);
    pixmap.setDevicePixelRatio(scale);
    pixmap.fill(Qt::transparent);
    const PlotTheme theme = screenTheme(option.palette, option.font, QLocale());
    const QColor shown = colour >= 0 ? theme.seriesColour(colour) : theme.muted;
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(drawn ? theme.outlineOf(shown) : shown, 1.2));
    painter.setBrush(drawn ? QBrush(shown) : Qt::NoBrush);
    const double inset = side * 0.22;
    painter.drawEllipse(QRectF(inset, inset, side - 2 * inset, side - 2 * inset));
    return pixmap;
}

} // namespace

void MetricDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                           const QModelIndex &index) const
{
    QStyleOptionViewItem shown = option;
    initStyleOption(&shown, index);
    if (index.column() == 0)
        paintName(painter, shown, index);
    else
        paintMetric(painter, shown, index);
}

void MetricDelegate::paintName(QPainter *painter, QStyleOptionViewItem option,
                               const QModelIndex &index) const
{
    const bool drawn = index.data(Qt::CheckStateRole).toInt() == Qt::Checked;
    option.features |= QStyleOptionViewItem::HasDecoration;
    option.icon = QIcon(swatch(option, index.data(MetricModel::ColourRole).toInt(), drawn));
    option.decorationSize = QSize(option.fontMetrics.height(), option.fontMetrics.height());
    option.textElideMode = Qt::ElideMiddle;
    styleOf(option)->drawControl(QStyle::CE_ItemViewItem, &option, painter, option.widget);
}

void MetricDelegate::paintMetric(QPainter *painter, QStyleOptionViewItem option,
                                 const QModelIndex &index) const
{
    option.text.clear();
    styleOf(option)->drawControl(QStyle::CE_ItemViewItem, &option, painter, option.widget);
    const QVariant value = index.data(MetricModel::ValueRole);
    const auto emphasis = static_cast<Emphasis>(index.data(MetricModel::EmphasisRole).toInt());
    const bool stale = index.data(MetricModel::StaleRole).toBool();
    const QColor text = faint(option, textColour(option), stale ? 0.55 : 1.0);
    const QColor grey = faint(option, textColour(option), stale ? 0.4 : 0.62);
    const Places places = placesFor(option.font);
    const int margin = styleOf(option)->pixelMetric(QStyle::PM_FocusFrameHMargin) + spacingSmall;
    QRect rest = option.rect.adjusted(margin, 0, -margin, 0);

    painter->save();
    painter->setClipRect(option.rect);
    const QRect mark(rest.right() - places.mark + 1, rest.top(), places.mark, rest.height());
    const QRect spread(mark.left() - places.spread, rest.top(), places.spread, rest.height());
    const QRect number(rest.left(), rest.top(), spread.left() - rest.left(), rest.height());
    constexpr int right = Qt::AlignRight | Qt::AlignVCenter;
    painter->setFont(option.font);
    if (!value.isValid()) {
        painter->setPen(grey);
        painter->drawText(number, right, QStringLiteral("-"));
        painter->restore();
        return;
    }
    if (emphasis != Emphasis::None)
        painter->setFont(boldFont(option.font));
    painter->setPen(emphasis == Emphasis::Tied ? grey : text);
    painter->drawText(number, right, numberText(value));
    painter->setPen(grey);
    painter->setFont(spreadFont(option.font));
    painter->drawText(spread, Qt::AlignLeft | Qt::AlignVCenter,
                      spreadText(index.data(MetricModel::SpreadRole)));
    if (index.data(MetricModel::SignificantRole).toBool()) {
        painter->setFont(option.font);
        painter->setPen(text);
        painter->drawText(mark, right, QStringLiteral("*"));
    }
    painter->restore();
}

QSize MetricDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyleOptionViewItem shown = option;
    initStyleOption(&shown, index);
    const int height = shown.fontMetrics.height() + 2 * spacingSmall;
    if (index.column() == 0) {
        const int base = QStyledItemDelegate::sizeHint(option, index).width();
        return {base + shown.fontMetrics.height() + spacing, height};
    }
    const Places places = placesFor(shown.font);
    const int margin = styleOf(shown)->pixelMetric(QStyle::PM_FocusFrameHMargin) + spacingSmall;
    const int number
        = QFontMetrics(boldFont(shown.font)).horizontalAdvance(QStringLiteral("-8.88"));
    return {number + places.spread + places.mark + 2 * margin, height};
}

} // namespace auspex
