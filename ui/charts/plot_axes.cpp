// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/plot_axes.h"

#include <algorithm>
#include <cmath>

#include <QCategoryAxis>
#include <QChart>
#include <QFontMetricsF>
#include <QGraphicsLayout>
#include <QLineSeries>
#include <QSet>

namespace auspex {

namespace {

double widest(const QVector<AxisTick> &ticks, const QFontMetricsF &metrics)
{
    double width = 0;
    for (const AxisTick &tick : ticks)
        width = std::max(width, metrics.horizontalAdvance(tick.label));
    return width;
}

} // namespace

PlotAxes::PlotAxes()
    : m_chart(new QChart)
    , m_x(new QCategoryAxis(m_chart))
    , m_y(new QCategoryAxis(m_chart))
{
    m_chart->setAnimationOptions(QChart::NoAnimation);
    m_chart->setBackgroundVisible(false);
    m_chart->setDropShadowEnabled(false);
    m_chart->setMargins(QMargins());
    m_chart->legend()->hide();
    m_chart->setAcceptHoverEvents(false);
    m_chart->setAcceptedMouseButtons(Qt::NoButton);
    auto *series = new QLineSeries(m_chart); // Qt Charts shows no axis without a series
    m_chart->addSeries(series);
    for (QCategoryAxis *axis : {m_x, m_y}) {
        axis->setLabelsPosition(QCategoryAxis::AxisLabelsPositionOnValue);
        axis->setTruncateLabels(false);
        m_chart->addAxis(axis, axis == m_x ? Qt::AlignBottom : Qt::AlignLeft);
        series->attachAxis(axis);
    }
}

QGraphicsWidget *PlotAxes::item() const
{
    return m_chart;
}

void PlotAxes::setTheme(const PlotTheme &theme)
{
    m_theme = theme;
    for (QCategoryAxis *axis : {m_x, m_y}) {
        axis->setLabelsFont(theme.font);
        axis->setTitleFont(theme.font);
        axis->setLabelsBrush(theme.muted);
        axis->setTitleBrush(theme.text);
        axis->setGridLinePen(QPen(theme.grid, 1));
        axis->setLinePen(QPen(theme.frame, 1));
    }
    forgetWidth();
}

void PlotAxes::setTitles(const QString &x, const QString &y)
{
    // Qt Charts reads titles as rich text.
    m_x->setTitleText(x.toHtmlEscaped());
    m_y->setTitleText(y.toHtmlEscaped());
    m_x->setTitleVisible(!x.isEmpty());
    m_y->setTitleVisible(!y.isEmpty());
}

QVector<AxisTick> PlotAxes::ticksX(const PlotMapping &ranges, bool integer, double width) const
{
    const QFontMetricsF metrics(m_theme.font);
    int most = std::clamp(static_cast<int>(width / (metrics.averageCharWidth() * 9)), 2, 10);
    for (;; --most) {
        const QVector<AxisTick> ticks = axisTicks(ranges.x, ranges.logarithmicX, integer, most,
                                                  m_theme.locale);
        const double needed = widest(ticks, metrics) + metrics.averageCharWidth() * 2;
        double closest = width;
        for (qsizetype i = 1; i < ticks.size(); ++i) {
            const double gap = (ticks[i].position - ticks[i - 1].position) / ranges.x.span();
            closest = std::min(closest, gap * width);
        }
        if (closest >= needed || most <= 2)
            return ticks;
    }
}

QVector<AxisTick> PlotAxes::namedTicks(const QVector<QString> &names, AxisRange range,
                                       double length, double room, double width) const
{
    const QFontMetricsF metrics(m_theme.font);
    const double stride = std::max(1.0, std::ceil(room * range.span() / length));
    QVector<AxisTick> ticks;
    QSet<QString> taken;
    for (double place = 0; place < static_cast<double>(names.size()); place += stride) {
        if (place < range.low || place > range.high)
            continue;
        const QString &name = names[static_cast<qsizetype>(place)];
        QString label = metrics.elidedText(name, Qt::ElideMiddle, width);
        while (taken.contains(label))
            label += QChar(0x200B); // Qt Charts drops a label that it has already; this is no wider
        taken.insert(label);
        ticks.append({place, label});
    }
    return ticks;
}

QRectF PlotAxes::layOut(const QRectF &frame, const PlotMapping &ranges, const PlotAxis &x,
                        const PlotAxis &y)
{
    const QFontMetricsF metrics(m_theme.font);
    const double line = metrics.height();
    const double bottom = line + 12 + (m_x->isTitleVisible() ? line + 8 : 0);
    const double height = std::max(10.0, frame.height() - bottom - line / 2);
    const int mostY = std::clamp(static_cast<int>(height / (line * 2.2)), 2, 10);
    const QVector<AxisTick> ticks
        = y.names.isEmpty()
              ? axisTicks(ranges.y, ranges.logarithmicY, y.integerTicks, mostY, m_theme.locale)
              : namedTicks(y.names, ranges.y, height, line, frame.width() * 0.4);
    m_labelWidth = std::max(m_labelWidth, widest(ticks, metrics));
    const double left = m_labelWidth + 14 + (m_y->isTitleVisible() ? line + 8 : 0);
    const double right = metrics.averageCharWidth() * 3;
    // Whole pixels, so that the axis lines and the edges of the grid fall together.
    const QRectF area = QRectF(frame.left() + left, frame.top() + line / 2,
                               std::max(10.0, frame.width() - left - right), height)
                            .toRect();

    const double roomX = metrics.averageCharWidth() * 8;
    show(m_x, ranges.x,
         x.names.isEmpty() ? ticksX(ranges, x.integerTicks, area.width())
                           : namedTicks(x.names, ranges.x, area.width(), roomX,
                                        std::max(roomX, area.width() / ranges.x.span()) - 8));
    show(m_y, ranges.y, ticks);
    if (m_chart->geometry() != frame)
        m_chart->setGeometry(frame);
    const QRectF local = area.translated(-frame.topLeft());
    if (m_chart->plotArea() != local)
        m_chart->setPlotArea(local);
    // A new plot area alone does not make Qt Charts place its axes again, and an event would be
    // late.
    m_chart->layout()->invalidate();
    m_chart->layout()->activate();
    return area;
}

void PlotAxes::show(QCategoryAxis *axis, AxisRange range, const QVector<AxisTick> &ticks)
{
    const QStringList old = axis->categoriesLabels();
    bool same = old.size() == ticks.size();
    for (qsizetype i = 0; same && i < ticks.size(); ++i)
        same = old[i] == ticks[i].label && axis->endValue(old[i]) == ticks[i].position;
    if (!same) {
        for (const QString &label : old)
            axis->remove(label);
        // A category begins where the one before ends: the first begins out of sight.
        axis->setStartValue(range.low - 2 * range.span());
        for (const AxisTick &tick : ticks)
            axis->append(tick.label, tick.position);
    }
    if (axis->min() != range.low || axis->max() != range.high)
        axis->setRange(range.low, range.high);
}

} // namespace auspex
