// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/selection.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstddef>
#include <functional>
#include <limits>
#include <vector>

namespace auspex {

namespace {

constexpr double undefined = std::numeric_limits<double>::quiet_NaN();

bool isUsable(std::span<const double> predicted, std::span<const double> target, int k)
{
    assert(predicted.size() == target.size());
    const auto isNan = [](double value) { return std::isnan(value); };
    return predicted.size() == target.size() && k >= 1
           && static_cast<std::size_t>(k) <= predicted.size()
           && std::none_of(predicted.begin(), predicted.end(), isNan)
           && std::none_of(target.begin(), target.end(), isNan);
}

/// The k highest values: all above the threshold, and `chosen` of the `tied` that are equal to it.
struct Cut {
    double threshold;
    std::size_t chosen;
    std::size_t tied;

    double probability(double value) const
    {
        if (value == threshold)
            return static_cast<double>(chosen) / static_cast<double>(tied);
        return value > threshold ? 1.0 : 0.0;
    }
};

Cut cutAt(std::span<const double> values, int k)
{
    const auto wanted = static_cast<std::size_t>(k);
    std::vector<double> sorted(values.begin(), values.end());
    std::nth_element(sorted.begin(), sorted.begin() + (k - 1), sorted.end(), std::greater<>());
    const double threshold = sorted[wanted - 1];
    const auto above = static_cast<std::size_t>(std::count_if(
        values.begin(), values.end(), [&](double value) { return value > threshold; }));
    const auto tied = static_cast<std::size_t>(std::count(values.begin(), values.end(), threshold));
    return {threshold, wanted - above, tied};
}

} // namespace

double topKOverlap(std::span<const double> predicted, std::span<const double> target, int k)
{
    if (!isUsable(predicted, target, k))
        return undefined;
    const Cut predictedCut = cutAt(predicted, k);
    const Cut targetCut = cutAt(target, k);
    double expected = 0.0;
    for (std::size_t i = 0; i < predicted.size(); ++i)
        expected += predictedCut.probability(predicted[i]) * targetCut.probability(target[i]);
    return std::min(expected / k, 1.0);
}

double regretAtK(std::span<const double> predicted, std::span<const double> target, int k)
{
    if (!isUsable(predicted, target, k))
        return undefined;
    const Cut cut = cutAt(predicted, k);
    double bestOfAll = -std::numeric_limits<double>::infinity();
    double bestAbove = bestOfAll;
    std::vector<double> tied;
    for (std::size_t i = 0; i < predicted.size(); ++i) {
        bestOfAll = std::max(bestOfAll, target[i]);
        if (predicted[i] > cut.threshold)
            bestAbove = std::max(bestAbove, target[i]);
        else if (predicted[i] == cut.threshold)
            tied.push_back(target[i]);
    }
    // From the best tied item down: it decides where it is chosen and no better one is.
    std::sort(tied.begin(), tied.end(), std::greater<>());
    double undecided = 1.0;
    double expectedRegret = 0.0;
    for (std::size_t i = 0; i < tied.size() && undecided > 0.0; ++i) {
        const double chosen = std::min(1.0, static_cast<double>(cut.chosen)
                                                / static_cast<double>(tied.size() - i));
        const double best = std::max(bestAbove, tied[i]);
        if (best != bestOfAll)
            expectedRegret += undecided * chosen * (bestOfAll - best);
        undecided *= 1.0 - chosen;
    }
    return expectedRegret;
}

} // namespace auspex
