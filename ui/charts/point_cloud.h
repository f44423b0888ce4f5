// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include <QSet>

#include "ui/charts/plot_data.h"
#include "ui/charts/plot_scale.h"

namespace auspex {

/// What the user can switch in a chart.
struct PlotOptions {
    bool logarithmicX = false;
    bool logarithmicY = false;
    bool identityLine = false;
    bool regressionLine = false;
    bool labels = false;
    QSet<int> hiddenSeries;
    friend bool operator==(const PlotOptions &, const PlotOptions &) = default;
};

/// The points in axis coordinates, and the questions that input asks of them. Indices are those of
/// PlotData::points; hidden points and points without a value are never an answer.
class PointCloud {
public:
    void build(const QVector<PlotPoint> &points, const PlotOptions &options);

    qsizetype size() const { return m_x.size(); }
    bool isVisible(qsizetype index) const { return m_visible[index]; }
    double x(qsizetype index) const { return m_x[index]; }
    double y(qsizetype index) const { return m_y[index]; }

    /// The visible point nearest to the pixel, at most `distance` pixels away; the topmost of
    /// equals.
    std::optional<qsizetype> nearest(const PlotMapping &mapping, QPointF pixel,
                                     double distance) const;
    QVector<qsizetype> inside(const PlotMapping &mapping, const QRectF &pixels) const;

    /// The next point from `from` in the direction of an arrow key, as the eye sees it: near, and
    /// within 45 degrees of the direction where there is one. Nothing where none lies that way.
    std::optional<qsizetype> next(const PlotMapping &mapping, qsizetype from, Qt::Key arrow) const;

private:
    QVector<double> m_x;
    QVector<double> m_y;
    QVector<bool> m_visible;
};

} // namespace auspex
