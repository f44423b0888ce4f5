// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QGraphicsWidget>

#include "ui/charts/plot_data.h"
#include "ui/charts/plot_scale.h"
#include "ui/charts/plot_theme.h"

class QCategoryAxis;
class QChart;

namespace auspex {

/// Axes, grid, tick labels and axis titles by Qt Charts, the only place that knows it. Its axes are
/// linear in axis coordinates and labelled by us: Qt's own have no 1-2-5 steps when zoomed, and no
/// label at all within a decade of a logarithmic axis.
class PlotAxes {
public:
    PlotAxes();

    /// To be put into a scene, which then owns it.
    QGraphicsWidget *item() const;

    void setTheme(const PlotTheme &theme);
    void setTitles(const QString &x, const QString &y);

    /// Places the axes around a plot area inside `frame` and returns that area.
    QRectF layOut(const QRectF &frame, const PlotMapping &ranges, const PlotAxis &x,
                  const PlotAxis &y);

    /// Forgets how wide the labels were: the plot area may move to the left again.
    void forgetWidth() { m_labelWidth = 0; }

private:
    void show(QCategoryAxis *axis, AxisRange range, const QVector<AxisTick> &ticks);
    QVector<AxisTick> ticksX(const PlotMapping &ranges, bool integer, double width) const;
    /// Every name, or every second, third, ... where names would be nearer than `room` pixels; a
    /// name wider than `width` is shortened.
    QVector<AxisTick> namedTicks(const QVector<QString> &names, AxisRange range, double length,
                                 double room, double width) const;

    QChart *m_chart;
    QCategoryAxis *m_x;
    QCategoryAxis *m_y;
    PlotTheme m_theme;
    double m_labelWidth = 0; ///< only grows while panning, so that the plot area keeps still
};

} // namespace auspex
