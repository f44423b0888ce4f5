// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/plot_layer.h"

#include <algorithm>
#include <cmath>

#include <QPaintEngine>

#include "ui/charts/plot_header.h"
#include "ui/charts/plot_ranges.h"

namespace auspex {

namespace {

constexpr double kCapHalf = 2.5;
constexpr qsizetype kMostCaps = 3000;  // more of them are a grey mass
constexpr qsizetype kMostLabels = 400; // of points in view; there is no room for more

} // namespace

QPen linePen(const PlotData &data, const PlotTheme &theme, const PlotLine &line)
{
    const QColor colour = line.series >= 0 ? colourOf(data, theme, line.series) : theme.muted;
    QPen pen(colour, line.style == LineStyle::Thin ? 1.0 : 2.0);
    pen.setCapStyle(Qt::FlatCap);
    pen.setJoinStyle(Qt::RoundJoin);
    if (line.style == LineStyle::Dashed)
        pen.setDashPattern({4, 2});
    return pen;
}

QPen identityPen(const PlotTheme &theme)
{
    return QPen(theme.frame, 1);
}

QPen regressionPen(const PlotTheme &theme)
{
    QPen pen(theme.text, 1.25);
    pen.setDashPattern({5, 3});
    return pen;
}

void PlotLayer::setData(const PlotData *data, const PointCloud *cloud, const PlotOptions &options,
                        const PlotTheme &theme)
{
    m_data = data;
    m_cloud = cloud;
    m_options = options;
    m_theme = theme;
    m_markers.clear();
    m_markerOfPoint.resize(data->points.size());
    for (qsizetype i = 0; i < data->points.size(); ++i) {
        const Marker marker = markerOf(*data, theme, data->points[i].series, data->points[i].shape);
        qsizetype place = m_markers.indexOf(marker);
        if (place < 0) {
            place = m_markers.size();
            m_markers.append(marker);
        }
        m_markerOfPoint[i] = static_cast<int>(place);
    }
    update();
}

void PlotLayer::setMapping(const PlotMapping &mapping)
{
    prepareGeometryChange();
    m_mapping = mapping;
}

void PlotLayer::setSelection(const QSet<qint64> &keys, std::optional<qsizetype> current)
{
    m_current = current;
    m_selected.clear();
    if (!keys.isEmpty()) {
        m_selected.resize(m_data->points.size());
        for (qsizetype i = 0; i < m_data->points.size(); ++i)
            m_selected[i] = keys.contains(m_data->points[i].key);
    }
    update();
}

QRectF PlotLayer::boundingRect() const
{
    return m_mapping.area;
}

void PlotLayer::paint(QPainter *painter, const QStyleOptionGraphicsItem *, QWidget *)
{
    if (!m_data)
        return;
    painter->setClipRect(m_mapping.area, Qt::IntersectClip);
    paintBars(*painter);
    painter->setRenderHint(QPainter::Antialiasing, true);
    paintLines(*painter);
    paintErrorBars(*painter);
    painter->setRenderHint(QPainter::Antialiasing, true);
    if (painter->paintEngine()->type() == QPaintEngine::Raster)
        paintPointsAsPixmaps(*painter);
    else
        paintPointsAsPaths(*painter);
    if (m_options.labels)
        paintLabels(*painter);
}

std::optional<QRectF> PlotLayer::barRectangle(qsizetype series, qsizetype bar) const
{
    const PlotBars &bars = m_data->bars;
    QVector<qsizetype> shown;
    for (qsizetype i = 0; i < bars.heights.size(); ++i) {
        if (!m_options.hiddenSeries.contains(static_cast<int>(i)))
            shown.append(i);
    }
    const qsizetype place = shown.indexOf(series);
    if (place < 0 || bar >= bars.heights[series].size() || bar >= bars.centres.size()
        || !isDrawable(bars.heights[series][bar]) || !isDrawable(bars.centres[bar]))
        return std::nullopt;
    const double group = bars.width * 0.84;
    const double each = group / static_cast<double>(shown.size());
    const double left = bars.centres[bar] - group / 2 + each * static_cast<double>(place);
    const QPointF foot = m_mapping.pixelOfValue({left, 0});
    const QPointF head = m_mapping.pixelOfValue({left + each, bars.heights[series][bar]});
    if (std::isnan(foot.x()) || std::isnan(head.x()))
        return std::nullopt;
    return QRectF(foot, head).normalized() & m_mapping.area;
}

void PlotLayer::paintBars(QPainter &painter) const
{
    painter.setRenderHint(QPainter::Antialiasing, false);
    for (qsizetype series = 0; series < m_data->bars.heights.size(); ++series) {
        const QColor fill = colourOf(*m_data, m_theme, static_cast<int>(series));
        for (qsizetype bar = 0; bar < m_data->bars.heights[series].size(); ++bar) {
            const std::optional<QRectF> rectangle = barRectangle(series, bar);
            if (rectangle && !rectangle->isEmpty())
                painter.fillRect(*rectangle, fill);
        }
    }
}

QVector<QPointF> PlotLayer::identityPoints() const
{
    const AxisRange range = m_mapping.x;
    if (m_options.logarithmicX == m_options.logarithmicY)
        return {{range.low, range.low}, {range.high, range.high}};
    QVector<QPointF> curve;
    for (int i = 0; i <= 128; ++i) {
        const double x = range.low + range.span() * i / 128;
        curve.append({x, toAxis(fromAxis(x, m_options.logarithmicX), m_options.logarithmicY)});
    }
    return curve;
}

void PlotLayer::paintLines(QPainter &painter) const
{
    painter.setBrush(Qt::NoBrush);
    if (m_options.identityLine) {
        painter.setPen(identityPen(m_theme));
        paintPolyline(painter, identityPoints());
    }
    for (const PlotLine &line : m_data->lines) {
        if (m_options.hiddenSeries.contains(line.series))
            continue;
        QVector<QPointF> vertices;
        vertices.reserve(line.points.size());
        for (const QPointF &vertex : line.points)
            vertices.append({toAxis(vertex.x(), m_options.logarithmicX),
                             toAxis(vertex.y(), m_options.logarithmicY)});
        painter.setPen(linePen(*m_data, m_theme, line));
        paintPolyline(painter, vertices);
    }
    const std::optional<Regression> fit = m_options.regressionLine ? regressionOf(*m_cloud)
                                                                   : std::nullopt;
    if (fit) {
        const AxisRange x = m_mapping.x;
        painter.setPen(regressionPen(m_theme));
        paintPolyline(painter, {{x.low, fit->offset + fit->slope * x.low},
                                {x.high, fit->offset + fit->slope * x.high}});
    }
}

void PlotLayer::paintPolyline(QPainter &painter, const QVector<QPointF> &axisPoints) const
{
    QPainterPath path;
    for (qsizetype i = 1; i < axisPoints.size(); ++i) {
        const QLineF whole(m_mapping.pixel(axisPoints[i - 1].x(), axisPoints[i - 1].y()),
                           m_mapping.pixel(axisPoints[i].x(), axisPoints[i].y()));
        const std::optional<QLineF> line = clippedLine(whole, m_mapping.area);
        if (!line)
            continue;
        if (path.isEmpty() || path.currentPosition() != line->p1())
            path.moveTo(line->p1());
        path.lineTo(line->p2());
    }
    if (!path.isEmpty())
        painter.drawPath(path);
}

void PlotLayer::paintErrorBars(QPainter &painter) const
{
    painter.setRenderHint(QPainter::Antialiasing, false);
    const bool caps = m_cloud->size() <= kMostCaps;
    QVector<QVector<QLineF>> bars(m_markers.size());
    for (qsizetype i = 0; i < m_cloud->size(); ++i) {
        const PlotPoint &point = m_data->points[i];
        if (!m_cloud->isVisible(i) || (!point.errorLow && !point.errorHigh))
            continue;
        const auto end = [&](std::optional<double> value, double beyond) {
            const double position = toAxis(value.value_or(point.y), m_options.logarithmicY);
            const double y = std::isnan(position) ? m_mapping.y.low - beyond : position;
            return m_mapping.pixel(m_cloud->x(i), y);
        };
        const QPointF low = end(point.errorLow, m_mapping.y.span());
        const QPointF high = end(point.errorHigh, 0);
        const QPointF cap(kCapHalf, 0);
        QVector<QLineF> &lines = bars[m_markerOfPoint[i]];
        const auto add = [&](const QLineF &line) {
            if (const std::optional<QLineF> part = clippedLine(line, m_mapping.area))
                lines.append(*part);
        };
        add({low, high});
        if (caps && point.errorLow)
            add({low - cap, low + cap});
        if (caps && point.errorHigh)
            add({high - cap, high + cap});
    }
    for (qsizetype marker = 0; marker < bars.size(); ++marker) {
        QColor colour = m_markers[marker].fill;
        colour.setAlphaF(0.55F);
        painter.setPen(QPen(colour, 1, Qt::SolidLine, Qt::FlatCap));
        painter.drawLines(bars[marker]);
    }
}

void PlotLayer::paintPointsAsPixmaps(QPainter &painter)
{
    // Device pixels without any transform: whole-pixel copies are the raster engine's fast path.
    const QTransform toDevice = painter.deviceTransform();
    const double ratio = toDevice.m11();
    m_atlas.build(m_markers, m_theme.text, m_theme.background, ratio);
    const QRectF area = toDevice.mapRect(m_mapping.area);
    PlotMapping device = m_mapping;
    device.area = area;
    const QRectF seen = area.adjusted(-ratio * 6, -ratio * 6, ratio * 6, ratio * 6);
    m_fragments.clear();
    const auto add = [&](qsizetype point, const QRectF &cell) {
        const QPointF at = device.pixel(m_cloud->x(point), m_cloud->y(point));
        if (seen.contains(at))
            m_fragments.append(QPainter::PixmapFragment::create(
                {std::floor(at.x()) + 0.5, std::floor(at.y()) + 0.5}, cell));
    };
    for (qsizetype i = 0; i < m_cloud->size(); ++i) {
        if (m_cloud->isVisible(i))
            add(i, m_atlas.cell(m_markerOfPoint[i]));
    }
    for (qsizetype i = 0; i < m_selected.size(); ++i) {
        if (m_selected[i] && m_cloud->isVisible(i) && i != m_current) {
            add(i, m_atlas.ringCell(false));
            add(i, m_atlas.cell(m_markerOfPoint[i]));
        }
    }
    if (m_current && m_cloud->isVisible(*m_current)) {
        add(*m_current, m_atlas.ringCell(true));
        add(*m_current, m_atlas.cell(m_markerOfPoint[*m_current]));
    }
    painter.save();
    painter.setWorldTransform(toDevice.inverted() * painter.worldTransform());
    painter.drawPixmapFragments(m_fragments.constData(), static_cast<int>(m_fragments.size()),
                                m_atlas.pixmap());
    painter.restore();
}

void PlotLayer::paintPointsAsPaths(QPainter &painter) const
{
    const auto paint = [&](qsizetype point, bool rings, bool current) {
        const QPointF at = m_mapping.pixel(m_cloud->x(point), m_cloud->y(point));
        if (!m_cloud->isVisible(point) || !m_mapping.area.contains(at))
            return;
        if (rings)
            paintRings(painter, m_theme.text, m_theme.background, at, current);
        paintMarker(painter, m_markers[m_markerOfPoint[point]], at);
    };
    for (qsizetype i = 0; i < m_cloud->size(); ++i) {
        if (!isSelected(i) && i != m_current)
            paint(i, false, false);
    }
    for (qsizetype i = 0; i < m_cloud->size(); ++i) {
        if (isSelected(i) && i != m_current)
            paint(i, true, false);
    }
    if (m_current)
        paint(*m_current, true, true);
}

void PlotLayer::paintLabels(QPainter &painter) const
{
    painter.setFont(m_theme.font);
    painter.setPen(m_theme.muted);
    const QFontMetricsF metrics(m_theme.font);
    QVector<qsizetype> seen = m_cloud->inside(m_mapping, m_mapping.area);
    seen.resize(std::min(seen.size(), kMostLabels));
    QVector<QRectF> taken;
    for (const qsizetype i : seen) {
        const QPointF at = m_mapping.pixel(m_cloud->x(i), m_cloud->y(i));
        taken.append(QRectF(at - QPointF(4, 4), QSizeF(8, 8)));
    }
    for (const qsizetype i : seen) {
        const QPointF at = m_mapping.pixel(m_cloud->x(i), m_cloud->y(i));
        const QString text = m_data->points[i].label.section(u'\n', 0, 0);
        if (text.isEmpty())
            continue;
        const QSizeF size(metrics.horizontalAdvance(text) + 1, metrics.height());
        // To the right, to the left, above, below: the first place that is free.
        for (const QPointF corner :
             {QPointF(7, -size.height() / 2), QPointF(-7 - size.width(), -size.height() / 2),
              QPointF(-size.width() / 2, -6 - size.height()), QPointF(-size.width() / 2, 6)}) {
            const QRectF place(at + corner, size);
            const bool free = m_mapping.area.contains(place)
                              && std::none_of(taken.begin(), taken.end(),
                                              [&place](const QRectF &other) {
                                                  return other.intersects(place);
                                              });
            if (free) {
                painter.drawText(place, Qt::AlignLeft | Qt::AlignVCenter, text);
                taken.append(place);
                break;
            }
        }
    }
}

} // namespace auspex
