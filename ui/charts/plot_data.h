// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include <QPointF>
#include <QString>
#include <QVector>

namespace auspex {

/// What a chart shows, as plain values. Titles and names are text for people, already translated.
/// Points, line vertices and bars that are not finite are left out and counted under the title.

struct PlotPoint {
    double x = 0;
    double y = 0;
    std::optional<double> errorLow;  ///< lower end of the error bar, an absolute y value
    std::optional<double> errorHigh; ///< upper end of the error bar, an absolute y value
    int series = 0;                  ///< index into PlotData::series
    int shape = -1; ///< index into PlotData::shapeNames; -1: the shape of its series
    qint64 key = 0; ///< which thing it stands for; several points may share one
    QString label;  ///< first lines of the tooltip; the first one names the point
};

struct PlotSeries {
    QString name; ///< empty: not in the legend
    /// Place in the fixed colour order, so that a predictor keeps its own; -1: the series' index.
    int colour = -1;
};

enum class LineStyle { Solid, Dashed, Thin };

struct PlotLine {
    QString name;            ///< empty: not in the legend
    QVector<QPointF> points; ///< in drawing order
    int series = -1; ///< gives the colour and is hidden with it; -1: grey, a line for reference
    LineStyle style = LineStyle::Solid;
};

/// Grouped bars that stand on zero, as in a histogram.
struct PlotBars {
    QVector<double> centres;
    double width = 1;                 ///< of a whole group, in x units
    QVector<QVector<double>> heights; ///< [series][bar]
};

struct PlotAxis {
    QString title; ///< with the unit: "TFS (BLEU)"
    std::optional<double> minimum;
    std::optional<double> maximum;
    bool integerTicks = false;
    bool logarithmic = false; ///< at first; a value that is not positive overrules it
    QVector<QString> names;   ///< ticks at 0, 1, 2, ... with these names instead of numbers
};

struct PlotData {
    QString title;
    PlotAxis xAxis;
    PlotAxis yAxis;
    QVector<PlotSeries> series;
    QVector<PlotPoint> points;
    QVector<PlotLine> lines;
    PlotBars bars;
    QVector<QString> shapeNames; ///< what the marker shapes mean, for the legend
    bool equalScales = false;    ///< the same range on both axes, so that y = x is the diagonal
    bool identityLine = false;   ///< at first; the user can change it
    bool regressionLine = false; ///< at first; the user can change it
    QString emptyText;           ///< shown where there is nothing to draw
};

} // namespace auspex
