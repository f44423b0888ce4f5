// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/point_cloud.h"

#include <cmath>
#include <limits>

namespace auspex {

void PointCloud::build(const QVector<PlotPoint> &points, const PlotOptions &options)
{
    m_x.resize(points.size());
    m_y.resize(points.size());
    m_visible.resize(points.size());
    for (qsizetype i = 0; i < points.size(); ++i) {
        m_x[i] = toAxis(points[i].x, options.logarithmicX);
        m_y[i] = toAxis(points[i].y, options.logarithmicY);
        m_visible[i] = !std::isnan(m_x[i]) && !std::isnan(m_y[i])
                       && !options.hiddenSeries.contains(points[i].series);
    }
}

std::optional<qsizetype> PointCloud::nearest(const PlotMapping &mapping, QPointF pixel,
                                             double distance) const
{
    std::optional<qsizetype> best;
    double least = distance * distance;
    for (qsizetype i = 0; i < size(); ++i) {
        if (!m_visible[i])
            continue;
        const QPointF at = mapping.pixel(m_x[i], m_y[i]);
        const QPointF offset = at - pixel;
        const double squared = QPointF::dotProduct(offset, offset);
        if (squared <= least && mapping.area.contains(at)) {
            least = squared;
            best = i;
        }
    }
    return best;
}

QVector<qsizetype> PointCloud::inside(const PlotMapping &mapping, const QRectF &pixels) const
{
    const QRectF shown = pixels & mapping.area;
    QVector<qsizetype> found;
    for (qsizetype i = 0; i < size(); ++i) {
        if (m_visible[i] && shown.contains(mapping.pixel(m_x[i], m_y[i])))
            found.append(i);
    }
    return found;
}

std::optional<qsizetype> PointCloud::next(const PlotMapping &mapping, qsizetype from,
                                          Qt::Key arrow) const
{
    const QPointF direction = arrow == Qt::Key_Left    ? QPointF(-1, 0)
                              : arrow == Qt::Key_Right ? QPointF(1, 0)
                              : arrow == Qt::Key_Up    ? QPointF(0, -1)
                                                       : QPointF(0, 1);
    const QPointF origin = mapping.pixel(m_x[from], m_y[from]);
    std::optional<qsizetype> best;
    double least = std::numeric_limits<double>::infinity();
    for (qsizetype i = 0; i < size(); ++i) {
        if (!m_visible[i] || i == from)
            continue;
        const QPointF offset = mapping.pixel(m_x[i], m_y[i]) - origin;
        const double along = QPointF::dotProduct(offset, direction);
        if (along <= 0)
            continue;
        const double across = std::abs(offset.x() * direction.y() - offset.y() * direction.x());
        const double cost = along + 2 * across + (across > along ? 1e6 : 0);
        if (cost < least) {
            least = cost;
            best = i;
        }
    }
    return best;
}

} // namespace auspex
