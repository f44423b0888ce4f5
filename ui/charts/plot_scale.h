// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include <QLineF>
#include <QLocale>
#include <QPointF>
#include <QRectF>
#include <QString>
#include <QVector>

namespace auspex {

/// Everything is drawn in axis coordinates: the value itself, or its decimal logarithm on a
/// logarithmic axis. What has no place on the axis is NaN.
double toAxis(double value, bool logarithmic);
double fromAxis(double position, bool logarithmic);

/// Finite, and small enough that a range of such values can be computed.
bool isDrawable(double value);

struct AxisRange {
    double low = 0;
    double high = 1;
    double span() const { return high - low; }
    friend bool operator==(const AxisRange &, const AxisRange &) = default;
};

/// The range in axis coordinates with a small margin; a single value gets room on both sides.
AxisRange paddedRange(AxisRange data, bool logarithmic);

struct AxisTick {
    double position = 0; ///< axis coordinates
    QString label;
    friend bool operator==(const AxisTick &, const AxisTick &) = default;
};

/// At most `most` ticks (at least two where the range allows it) at 1, 2 or 5 times a power of ten,
/// labelled with as many decimals as tell them apart. `integer` allows whole numbers only.
QVector<AxisTick> axisTicks(AxisRange range, bool logarithmic, bool integer, int most,
                            const QLocale &locale);

/// From values to pixels of the plot area and back.
struct PlotMapping {
    QRectF area;
    AxisRange x;
    AxisRange y;
    bool logarithmicX = false;
    bool logarithmicY = false;

    /// Axis coordinates to pixels.
    QPointF pixel(double axisX, double axisY) const;
    QPointF pixelOfValue(QPointF value) const;
    QPointF valueAt(QPointF pixel) const;
};

/// The part of the line inside the rectangle.
std::optional<QLineF> clippedLine(QLineF line, const QRectF &rectangle);

} // namespace auspex
