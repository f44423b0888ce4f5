// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/plot_header.h"

#include <algorithm>

#include <QFontMetricsF>

#include "ui/charts/plot.h"
#include "ui/charts/plot_layer.h"

namespace auspex {

namespace {

constexpr double kSymbolWidth = 16;
constexpr double kSymbolGap = 4;
constexpr double kEntryGap = 16;
constexpr double kGroupGap = 32;

int colourIndex(const PlotData &data, int series)
{
    const bool known = series >= 0 && series < data.series.size();
    const int wanted = known ? data.series[series].colour : -1;
    return wanted >= 0 ? wanted : std::max(0, series);
}

} // namespace

QColor colourOf(const PlotData &data, const PlotTheme &theme, int series)
{
    return theme.seriesColour(colourIndex(data, series));
}

Marker markerOf(const PlotData &data, const PlotTheme &theme, int series, int shape)
{
    const QColor fill = colourOf(data, theme, series);
    return {fill, theme.outlineOf(fill),
            shape >= 0 ? shape % kMarkerShapes : shapeOfColour(colourIndex(data, series))};
}

void PlotHeader::setData(const PlotData &data, const PlotOptions &options, const PlotFacts &facts,
                         const PlotTheme &theme)
{
    m_options = options;
    m_theme = theme;
    m_title = data.title;
    m_note
        = facts.withoutValue == 0
              ? QString()
              : PlotView::tr("Without a value: %1").arg(theme.locale.toString(facts.withoutValue));
    m_entries.clear();
    if (!facts.empty) {
        addSeriesEntries(data);
        addLineEntries(data);
        addShapeEntries(data);
    }
    update();
}

PlotHeader::Symbol PlotHeader::lineSymbol(const QPen &pen) const
{
    return [pen](QPainter &painter, const QRectF &place) {
        painter.setPen(pen);
        painter.drawLine(QPointF(place.left(), place.center().y()),
                         QPointF(place.right(), place.center().y()));
    };
}

PlotHeader::Symbol PlotHeader::seriesSymbol(const PlotData &data, int series) const
{
    const auto inSeries = [series](const auto &thing) { return thing.series == series; };
    if (!data.points.isEmpty()) {
        // Where shapes have a meaning of their own the series is its colour alone: a circle.
        const bool ownShape = data.shapeNames.isEmpty();
        const Marker marker = markerOf(data, m_theme, series, ownShape ? -1 : 0);
        return [marker](QPainter &painter, const QRectF &place) {
            paintMarker(painter, marker, place.center());
        };
    }
    const auto line = std::find_if(data.lines.begin(), data.lines.end(), inSeries);
    if (line != data.lines.end())
        return lineSymbol(linePen(data, m_theme, *line));
    const QColor colour = colourOf(data, m_theme, series);
    return [colour](QPainter &painter, const QRectF &place) {
        painter.fillRect(QRectF(place.center() - QPointF(5, 5), QSizeF(10, 10)), colour);
    };
}

void PlotHeader::addSeriesEntries(const PlotData &data)
{
    const bool alone = data.series.size() == 1 && data.lines.size() <= 1;
    for (qsizetype i = 0; i < data.series.size() && !alone; ++i) {
        if (data.series[i].name.isEmpty())
            continue;
        if (data.series[i].name.isEmpty())
            continue;
        const int series = static_cast<int>(i);
        Entry entry;
        entry.text = data.series[i].name;
        entry.symbol = seriesSymbol(data, series);
        entry.series = series;
        entry.hidden = m_options.hiddenSeries.contains(series);
        m_entries.append(entry);
    }
}

void PlotHeader::addLineEntries(const PlotData &data)
{
    const qsizetype before = m_entries.size();
    const auto add = [this](const QString &text, const QPen &pen) {
        Entry entry;
        entry.text = text;
        entry.symbol = lineSymbol(pen);
        m_entries.append(entry);
    };
    for (const PlotLine &line : data.lines) {
        if (line.series < 0 && !line.name.isEmpty())
            add(line.name, linePen(data, m_theme, line));
    }
    if (m_options.identityLine)
        add(PlotView::tr("Identity"), identityPen(m_theme));
    if (m_options.regressionLine)
        add(PlotView::tr("Regression"), regressionPen(m_theme));
    if (m_entries.size() > before)
        m_entries[before].startsGroup = true;
}

void PlotHeader::addShapeEntries(const PlotData &data)
{
    const qsizetype before = m_entries.size();
    for (qsizetype i = 0; i < data.shapeNames.size(); ++i) {
        Entry entry;
        entry.text = data.shapeNames[i];
        const Marker marker{m_theme.muted, m_theme.muted, static_cast<int>(i) % kMarkerShapes};
        entry.symbol = [marker](QPainter &painter, const QRectF &place) {
            paintMarker(painter, marker, place.center());
        };
        m_entries.append(entry);
    }
    if (m_entries.size() > before)
        m_entries[before].startsGroup = true;
}

double PlotHeader::layOut(double width)
{
    prepareGeometryChange();
    QFont bold = m_theme.font;
    bold.setBold(true);
    const QFontMetricsF metrics(m_theme.font);
    const double line = metrics.height();
    double top = 0;
    m_titlePlace = QRectF();
    if (!m_title.isEmpty()) {
        m_titlePlace = QRectF(0, 0, width, QFontMetricsF(bold).height());
        top = m_titlePlace.height() + 4;
    }
    double left = 0;
    const auto place = [&](double entryWidth, double gap) {
        if (left > 0 && left + gap + entryWidth > width) {
            left = 0;
            top += line + 4;
        } else if (left > 0) {
            left += gap;
        }
        const QRectF spot(left, top, std::min(entryWidth, width), line);
        left += entryWidth;
        return spot;
    };
    for (Entry &entry : m_entries) {
        const double textWidth = metrics.horizontalAdvance(entry.text) + 1;
        entry.place = place(kSymbolWidth + kSymbolGap + textWidth,
                            entry.startsGroup ? kGroupGap : kEntryGap);
    }
    m_notePlace = QRectF();
    if (!m_note.isEmpty())
        m_notePlace = place(metrics.horizontalAdvance(m_note) + 1, kGroupGap);
    if (left > 0)
        top += line + 4;
    m_size = QSizeF(width, top);
    return top;
}

std::optional<int> PlotHeader::seriesAt(QPointF position) const
{
    for (const Entry &entry : m_entries) {
        if (entry.series >= 0 && entry.place.adjusted(-4, -2, 4, 2).contains(position))
            return entry.series;
    }
    return std::nullopt;
}

QRectF PlotHeader::boundingRect() const
{
    return QRectF(QPointF(0, 0), m_size);
}

void PlotHeader::paint(QPainter *painter, const QStyleOptionGraphicsItem *, QWidget *)
{
    QFont bold = m_theme.font;
    bold.setBold(true);
    painter->setFont(bold);
    painter->setPen(m_theme.text);
    painter->drawText(
        m_titlePlace, Qt::AlignLeft | Qt::AlignVCenter,
        QFontMetricsF(bold).elidedText(m_title, Qt::ElideMiddle, m_titlePlace.width()));
    const QFontMetricsF metrics(m_theme.font);
    painter->setRenderHint(QPainter::Antialiasing);
    for (const Entry &entry : m_entries) {
        const QRectF symbol(entry.place.left(), entry.place.top(), kSymbolWidth,
                            entry.place.height());
        painter->setOpacity(entry.hidden ? 0.35 : 1);
        entry.symbol(*painter, symbol);
        QFont font = m_theme.font;
        font.setStrikeOut(entry.hidden);
        painter->setFont(font);
        painter->setPen(m_theme.text);
        const QRectF text = entry.place.adjusted(kSymbolWidth + kSymbolGap, 0, 0, 0);
        painter->drawText(text, Qt::AlignLeft | Qt::AlignVCenter,
                          metrics.elidedText(entry.text, Qt::ElideMiddle, text.width()));
    }
    painter->setOpacity(1);
    painter->setFont(m_theme.font);
    painter->setPen(m_theme.muted);
    painter->drawText(m_notePlace, Qt::AlignLeft | Qt::AlignVCenter, m_note);
}

} // namespace auspex
