// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <Eigen/Core>

namespace auspex {

/// How columns are centred and scaled before they are compared or regressed on. Columns without
/// variation are dropped: nothing can be learned from them, and no scale fits them.
struct Scaling {
    Eigen::VectorXd mean; ///< [columns]
    Eigen::VectorXd unit; ///< [columns], the population deviation; 1 for a dropped column
    std::vector<Eigen::Index> active; ///< the columns that are kept

    /// [rows, columns] to [rows, active columns].
    Eigen::MatrixXd apply(const Eigen::MatrixXd &x) const;
};

/// Means and deviations of the columns of x, [rows, columns] with at least one row.
Scaling scalingOf(const Eigen::MatrixXd &x);

} // namespace auspex
