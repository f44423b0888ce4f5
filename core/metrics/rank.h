// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace auspex {

/// Measures of association between two columns of equal length, entry by entry the same item.
///
/// Each function gives NaN where the lengths differ (a programming error, asserted), where a value
/// is NaN, and where the measure is undefined (no item, a constant column). Infinities are ordinary
/// values for the rank measures. Pure functions: any thread.

/// Every pair of items stands in exactly one of the five: n (n - 1) / 2 in all.
struct PairCounts {
    std::int64_t concordant = 0;
    std::int64_t discordant = 0;
    std::int64_t tiedFirst = 0;  ///< tied in the first column only
    std::int64_t tiedSecond = 0; ///< tied in the second column only
    std::int64_t tiedBoth = 0;

    PairCounts &operator+=(const PairCounts &other);
    bool operator==(const PairCounts &) const = default;
};

/// Exact counts in O(n log n) (Knight, 1966). Nothing where the lengths differ or a value is NaN.
std::optional<PairCounts> countPairs(std::span<const double> first, std::span<const double> second);

/// Kendall's tau-b of the counts: (C - D) / sqrt((C + D + tiedFirst) (C + D + tiedSecond)).
double kendallTauB(const PairCounts &counts);

/// Kendall's tau-b in O(n log n): what scipy.stats.kendalltau calls the statistic.
double kendallTauB(std::span<const double> first, std::span<const double> second);

/// (C - D) / (C + D) over the pairs of items of one group, all groups together, in O(n log n).
/// Pairs that are tied in either column count in neither C nor D; NaN where no pair is left. With
/// the decoder depth as group it says what a predictor knows beyond the depth.
double tauWithinGroups(std::span<const double> predicted, std::span<const double> target,
                       std::span<const int> group);

/// Ranks from 1 for the smallest; tied values share the mean of their ranks. `values` hold no NaN.
std::vector<double> midRanks(std::span<const double> values);

/// Pearson's correlation of the mid ranks.
double spearman(std::span<const double> first, std::span<const double> second);

/// Pearson's correlation; values that are not finite give NaN.
double pearson(std::span<const double> first, std::span<const double> second);

} // namespace auspex
