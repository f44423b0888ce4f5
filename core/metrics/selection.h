// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>

namespace auspex {

/// What is gained or lost by training only the k items that a predictor ranks highest. Higher is
/// better for both columns (BLEU; negate a loss first).
///
/// Ties are broken uniformly at random, independently in each column, and the exact expected value
/// is given, computed and not sampled: a predictor that says the same of every item gets what
/// picking blindly gets. NaN where the lengths differ (a programming error, asserted), where a
/// value is NaN, and where k is not in 1..n. O(n log n). Pure functions: any thread.

/// Expected share, in [0, 1], of the k items predicted highest that have the k highest targets.
double topKOverlap(std::span<const double> predicted, std::span<const double> target, int k);

/// The best target of all items less the expected best target among the k highest predicted ones:
/// never negative, in the target's unit, 0 where the best item is surely among them.
double regretAtK(std::span<const double> predicted, std::span<const double> target, int k);

} // namespace auspex
