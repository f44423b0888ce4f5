// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/plot_ranges.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace auspex {

namespace {

/// The smallest range that holds every value added to it.
struct Extent {
    double low = std::numeric_limits<double>::infinity();
    double high = -std::numeric_limits<double>::infinity();

    void add(double position)
    {
        if (std::isnan(position))
            return;
        low = std::min(low, position);
        high = std::max(high, position);
    }
    void add(const Extent &other)
    {
        low = std::min(low, other.low);
        high = std::max(high, other.high);
    }
    bool isEmpty() const { return low > high; }
};

void addPoints(const PlotData &data, const PlotOptions &options, Extent &x, Extent &y)
{
    for (const PlotPoint &point : data.points) {
        const double axisX = toAxis(point.x, options.logarithmicX);
        const double axisY = toAxis(point.y, options.logarithmicY);
        if (std::isnan(axisX) || std::isnan(axisY))
            continue;
        x.add(axisX);
        y.add(axisY);
        y.add(toAxis(point.errorLow.value_or(point.y), options.logarithmicY));
        y.add(toAxis(point.errorHigh.value_or(point.y), options.logarithmicY));
    }
}

void addLinesAndBars(const PlotData &data, const PlotOptions &options, Extent &x, Extent &y)
{
    for (const PlotLine &line : data.lines) {
        for (const QPointF &vertex : line.points) {
            x.add(toAxis(vertex.x(), options.logarithmicX));
            y.add(toAxis(vertex.y(), options.logarithmicY));
        }
    }
    for (const QVector<double> &heights : data.bars.heights) {
        for (const double height : heights)
            y.add(toAxis(height, options.logarithmicY));
        y.add(0);
    }
    if (!data.bars.heights.isEmpty()) {
        for (const double centre : data.bars.centres) {
            x.add(toAxis(centre - data.bars.width / 2, options.logarithmicX));
            x.add(toAxis(centre + data.bars.width / 2, options.logarithmicX));
        }
    }
}

AxisRange finished(const Extent &extent, const PlotAxis &axis, bool logarithmic, bool onZero)
{
    AxisRange range = extent.isEmpty() ? AxisRange{0, 1}
                                       : paddedRange({extent.low, extent.high}, logarithmic);
    if (onZero && extent.low == 0)
        range.low = 0;
    const double least = toAxis(axis.minimum.value_or(std::nan("")), logarithmic);
    const double most = toAxis(axis.maximum.value_or(std::nan("")), logarithmic);
    AxisRange fixed{std::isnan(least) ? range.low : least, std::isnan(most) ? range.high : most};
    return fixed.span() > 0 ? fixed : range;
}

} // namespace

PlotRanges fullRanges(const PlotData &data, const PlotOptions &options)
{
    Extent x;
    Extent y;
    addPoints(data, options, x, y);
    addLinesAndBars(data, options, x, y);
    if (data.equalScales && options.logarithmicX == options.logarithmicY) {
        x.add(y);
        y.add(x);
    }
    return {finished(x, data.xAxis, options.logarithmicX, false),
            finished(y, data.yAxis, options.logarithmicY, !data.bars.heights.isEmpty())};
}

PlotFacts factsOf(const PlotData &data)
{
    PlotFacts facts;
    const auto see = [&facts](double x, double y) {
        if (!isDrawable(x) || !isDrawable(y)) {
            ++facts.withoutValue;
            return;
        }
        facts.empty = false;
        facts.positiveX = facts.positiveX && x > 0;
        facts.positiveY = facts.positiveY && y > 0;
    };
    for (const PlotPoint &point : data.points)
        see(point.x, point.y);
    for (const PlotLine &line : data.lines) {
        for (const QPointF &vertex : line.points)
            see(vertex.x(), vertex.y());
    }
    for (const QVector<double> &heights : data.bars.heights) {
        for (qsizetype i = 0; i < std::min(heights.size(), data.bars.centres.size()); ++i)
            see(data.bars.centres[i] - data.bars.width / 2, heights[i]);
        facts.positiveY = false;
    }
    return facts;
}

std::optional<Regression> regressionOf(const PointCloud &cloud)
{
    double count = 0;
    double meanX = 0;
    double meanY = 0;
    double squares = 0;
    double products = 0;
    for (qsizetype i = 0; i < cloud.size(); ++i) {
        if (!cloud.isVisible(i))
            continue;
        count += 1;
        const double offset = cloud.x(i) - meanX;
        meanX += offset / count;
        meanY += (cloud.y(i) - meanY) / count;
        squares += offset * (cloud.x(i) - meanX);
        products += offset * (cloud.y(i) - meanY);
    }
    if (count < 2 || !(squares > 0))
        return std::nullopt;
    const double slope = products / squares;
    return Regression{meanY - slope * meanX, slope};
}

} // namespace auspex
