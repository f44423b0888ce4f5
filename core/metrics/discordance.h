// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace auspex {

/// Where a predictor errs: the pairs of items that it puts in the wrong order, by how far apart the
/// two truly are (LLM-PP paper, figures 4 and 5).
///
/// The gold ranking orders the items by `target`. Tied targets share the mean of their ranks, and a
/// distance that is then no whole number is rounded half up; so it lies in 1..n-1. A pair that is
/// tied in either column is not discordant (as for Kendall's tau-b). Nothing is found where the
/// lengths differ (a programming error, asserted) or a value is NaN. O(n^2). Any thread.

struct DiscordantPair {
    std::size_t first = 0; ///< index of the item; first < second
    std::size_t second = 0;
    int distance = 0; ///< in the gold ranking
};

/// All discordant pairs, ordered by first and second.
std::vector<DiscordantPair> discordantPairs(std::span<const double> predicted,
                                            std::span<const double> target);

struct DiscordanceHistogram {
    std::vector<std::int64_t> counts; ///< counts[d - 1]: pairs at distance d, for d in 1..n-1
    std::int64_t total = 0;           ///< of all counts: the discordant pairs of Kendall's tau-b

    /// cdf()[d - 1]: the share of the discordant pairs at distance d or less; all 0 without any.
    std::vector<double> cdf() const;

    /// Adds another split's pairs; the longer range of distances stands.
    DiscordanceHistogram &operator+=(const DiscordanceHistogram &other);
};

DiscordanceHistogram discordanceHistogram(std::span<const double> predicted,
                                          std::span<const double> target);

} // namespace auspex
