// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>

namespace auspex {

/// How far predictions are from the truth, in the target's own unit (BLEU points).
///
/// `predicted` and `target` are of equal length, entry by entry the same item. Each function gives
/// NaN where the lengths differ (a programming error, asserted), where there is no item, and where
/// a value is NaN. Pure functions: any thread.

/// mean |predicted - target|
double meanAbsoluteError(std::span<const double> predicted, std::span<const double> target);

/// sqrt(mean (predicted - target)^2)
double rootMeanSquaredError(std::span<const double> predicted, std::span<const double> target);

/// mean (predicted - target): positive where the predictor is too optimistic.
double bias(std::span<const double> predicted, std::span<const double> target);

} // namespace auspex
