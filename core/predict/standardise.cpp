// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/predict/standardise.h"

#include <algorithm>
#include <cmath>

namespace auspex {

using Eigen::Index;

Eigen::MatrixXd Scaling::apply(const Eigen::MatrixXd &x) const
{
    Eigen::MatrixXd scaled(x.rows(), static_cast<Index>(active.size()));
    for (std::size_t i = 0; i < active.size(); ++i) {
        const Index column = active[i];
        scaled.col(static_cast<Index>(i)) = (x.col(column).array() - mean(column)) / unit(column);
    }
    return scaled;
}

Scaling scalingOf(const Eigen::MatrixXd &x)
{
    Scaling scaling{Eigen::VectorXd(x.cols()), Eigen::VectorXd::Ones(x.cols()), {}};
    for (Index c = 0; c < x.cols(); ++c) {
        const double mean = x.col(c).mean();
        const double deviation = std::sqrt((x.col(c).array() - mean).square().mean());
        scaling.mean(c) = mean;
        // The mean of equal numbers need not be that number to the last bit.
        if (deviation > 1e-12 * std::max(1.0, std::abs(mean))) {
            scaling.unit(c) = deviation;
            scaling.active.push_back(c);
        }
    }
    return scaling;
}

} // namespace auspex
