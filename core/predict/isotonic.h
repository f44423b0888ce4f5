// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <vector>

namespace auspex {

/// A function that never falls: linear between its knots, constant outside them.
struct IsotonicMap {
    std::vector<double> x; ///< knots, strictly increasing
    std::vector<double> y; ///< never decreasing

    double operator()(double value) const;
};

/// The best non-decreasing fit of y on x by least squares (pool adjacent violators). Equal x are
/// one knot with the mean of their y. Columns of equal length, at least one row.
IsotonicMap fitIsotonic(std::span<const double> x, std::span<const double> y);

} // namespace auspex
