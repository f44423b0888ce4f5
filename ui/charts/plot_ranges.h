// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/plot_data.h"
#include "ui/charts/plot_scale.h"
#include "ui/charts/point_cloud.h"

namespace auspex {

struct PlotRanges {
    AxisRange x;
    AxisRange y;
    friend bool operator==(const PlotRanges &, const PlotRanges &) = default;
};

/// The ranges that show everything, hidden series included so that hiding one moves nothing.
PlotRanges fullRanges(const PlotData &data, const PlotOptions &options);

/// What the data says about itself before anything is drawn.
struct PlotFacts {
    bool empty = true;     ///< nothing can be drawn
    int withoutValue = 0;  ///< points, vertices and bars that are not finite
    bool positiveX = true; ///< a logarithmic x axis can show every value
    bool positiveY = true;
};
PlotFacts factsOf(const PlotData &data);

/// Least squares through the visible points, straight in axis coordinates.
struct Regression {
    double offset = 0;
    double slope = 0;
};
std::optional<Regression> regressionOf(const PointCloud &cloud);

} // namespace auspex
