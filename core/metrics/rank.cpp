// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/rank.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstddef>
#include <limits>
#include <numeric>
#include <tuple>

namespace auspex {

namespace {

constexpr double undefined = std::numeric_limits<double>::quiet_NaN();

struct Point {
    double first;
    double second;
    int group;

    bool operator<(const Point &other) const
    {
        return std::tie(group, first, second) < std::tie(other.group, other.first, other.second);
    }
};

bool holdsNan(std::span<const double> values)
{
    return std::any_of(values.begin(), values.end(),
                       [](double value) { return std::isnan(value); });
}

std::int64_t pairsOf(std::size_t count)
{
    const auto n = static_cast<std::int64_t>(count);
    return n * (n - 1) / 2;
}

/// Pairs of neighbours' runs: `same(i)` says whether entry i continues the run of entry i - 1.
template<typename Same>
std::int64_t tiedPairs(std::size_t count, Same same)
{
    std::int64_t pairs = 0;
    std::size_t runStart = 0;
    for (std::size_t i = 1; i <= count; ++i) {
        if (i < count && same(i))
            continue;
        pairs += pairsOf(i - runStart);
        runStart = i;
    }
    return pairs;
}

/// Sorts `values` by merging and gives the number of pairs that stood in strictly falling order.
/// `scratch` is at least as long.
std::int64_t sortCountingInversions(std::span<double> values, std::span<double> scratch)
{
    const std::size_t count = values.size();
    std::int64_t inversions = 0;
    for (std::size_t width = 1; width < count; width *= 2) {
        for (std::size_t begin = 0; begin + width < count; begin += 2 * width) {
            const std::size_t middle = begin + width;
            const std::size_t end = std::min(middle + width, count);
            if (values[middle - 1] <= values[middle])
                continue;
            std::copy(values.begin() + static_cast<std::ptrdiff_t>(begin),
                      values.begin() + static_cast<std::ptrdiff_t>(middle), scratch.begin());
            std::size_t left = 0;
            std::size_t right = middle;
            std::size_t out = begin;
            while (left < width && right < end) {
                if (values[right] < scratch[left]) {
                    inversions += static_cast<std::int64_t>(width - left);
                    values[out++] = values[right++];
                } else {
                    values[out++] = scratch[left++];
                }
            }
            while (left < width)
                values[out++] = scratch[left++];
        }
    }
    return inversions;
}

/// `points` are sorted and of one group; `second` and `scratch` are at least as long.
PairCounts countSorted(std::span<const Point> points, std::span<double> second,
                       std::span<double> scratch)
{
    const std::size_t count = points.size();
    const std::int64_t allTiedFirst = tiedPairs(
        count, [&](std::size_t i) { return points[i].first == points[i - 1].first; });
    PairCounts counts;
    counts.tiedBoth = tiedPairs(count, [&](std::size_t i) {
        return points[i].first == points[i - 1].first && points[i].second == points[i - 1].second;
    });
    std::transform(points.begin(), points.end(), second.begin(),
                   [](const Point &point) { return point.second; });
    counts.discordant = sortCountingInversions(second.first(count), scratch);
    const std::int64_t allTiedSecond = tiedPairs(
        count, [&](std::size_t i) { return second[i] == second[i - 1]; });
    counts.tiedFirst = allTiedFirst - counts.tiedBoth;
    counts.tiedSecond = allTiedSecond - counts.tiedBoth;
    counts.concordant = pairsOf(count) - allTiedFirst - counts.tiedSecond - counts.discordant;
    return counts;
}

/// The counts of the pairs within each group, added up. `points` are sorted here.
PairCounts countWithinGroups(std::vector<Point> points)
{
    std::sort(points.begin(), points.end());
    std::vector<double> buffers(2 * points.size());
    const std::span<double> second = std::span(buffers).first(points.size());
    const std::span<double> scratch = std::span(buffers).last(points.size());
    PairCounts counts;
    for (auto begin = points.cbegin(); begin != points.cend();) {
        const auto end = std::find_if(
            begin, points.cend(), [&](const Point &point) { return point.group != begin->group; });
        counts += countSorted(std::span(begin, end), second, scratch);
        begin = end;
    }
    return counts;
}

std::optional<std::vector<Point>> pointsOf(std::span<const double> first,
                                           std::span<const double> second)
{
    assert(first.size() == second.size());
    if (first.size() != second.size() || holdsNan(first) || holdsNan(second))
        return std::nullopt;
    std::vector<Point> points(first.size());
    for (std::size_t i = 0; i < points.size(); ++i)
        points[i] = {first[i], second[i], 0};
    return points;
}

} // namespace

PairCounts &PairCounts::operator+=(const PairCounts &other)
{
    concordant += other.concordant;
    discordant += other.discordant;
    tiedFirst += other.tiedFirst;
    tiedSecond += other.tiedSecond;
    tiedBoth += other.tiedBoth;
    return *this;
}

std::optional<PairCounts> countPairs(std::span<const double> first, std::span<const double> second)
{
    std::optional<std::vector<Point>> points = pointsOf(first, second);
    if (!points)
        return std::nullopt;
    return countWithinGroups(std::move(*points));
}

double kendallTauB(const PairCounts &counts)
{
    const auto ordered = static_cast<double>(counts.concordant + counts.discordant);
    const double untiedFirst = ordered + static_cast<double>(counts.tiedSecond);
    const double untiedSecond = ordered + static_cast<double>(counts.tiedFirst);
    if (untiedFirst == 0.0 || untiedSecond == 0.0)
        return undefined;
    // One root of the product, so that a perfect order gives exactly 1.
    const double tau = static_cast<double>(counts.concordant - counts.discordant)
                       / std::sqrt(untiedFirst * untiedSecond);
    return std::clamp(tau, -1.0, 1.0);
}

double kendallTauB(std::span<const double> first, std::span<const double> second)
{
    const std::optional<PairCounts> counts = countPairs(first, second);
    return counts ? kendallTauB(*counts) : undefined;
}

double tauWithinGroups(std::span<const double> predicted, std::span<const double> target,
                       std::span<const int> group)
{
    assert(predicted.size() == group.size());
    std::optional<std::vector<Point>> points = pointsOf(predicted, target);
    if (!points || points->size() != group.size())
        return undefined;
    for (std::size_t i = 0; i < group.size(); ++i)
        (*points)[i].group = group[i];
    const PairCounts counts = countWithinGroups(std::move(*points));
    const std::int64_t ordered = counts.concordant + counts.discordant;
    if (ordered == 0)
        return undefined;
    return static_cast<double>(counts.concordant - counts.discordant)
           / static_cast<double>(ordered);
}

std::vector<double> midRanks(std::span<const double> values)
{
    std::vector<std::size_t> order(values.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(),
              [&](std::size_t a, std::size_t b) { return values[a] < values[b]; });
    std::vector<double> ranks(values.size());
    for (std::size_t begin = 0; begin < order.size();) {
        std::size_t end = begin + 1;
        while (end < order.size() && values[order[end]] == values[order[begin]])
            ++end;
        const double shared = static_cast<double>(begin + 1 + end) / 2.0;
        for (std::size_t i = begin; i < end; ++i)
            ranks[order[i]] = shared;
        begin = end;
    }
    return ranks;
}

double spearman(std::span<const double> first, std::span<const double> second)
{
    assert(first.size() == second.size());
    if (first.size() != second.size() || holdsNan(first) || holdsNan(second))
        return undefined;
    return pearson(midRanks(first), midRanks(second));
}

double pearson(std::span<const double> first, std::span<const double> second)
{
    assert(first.size() == second.size());
    if (first.empty() || first.size() != second.size())
        return undefined;
    // A constant column is found by comparing: its sum of squares need not round to zero.
    const auto isConstant = [](std::span<const double> values) {
        return std::all_of(values.begin(), values.end(),
                           [&](double value) { return value == values.front(); });
    };
    if (isConstant(first) || isConstant(second))
        return undefined;
    const auto count = static_cast<double>(first.size());
    const double firstMean = std::accumulate(first.begin(), first.end(), 0.0) / count;
    const double secondMean = std::accumulate(second.begin(), second.end(), 0.0) / count;
    double firstSquares = 0.0;
    double secondSquares = 0.0;
    double products = 0.0;
    for (std::size_t i = 0; i < first.size(); ++i) {
        const double a = first[i] - firstMean;
        const double b = second[i] - secondMean;
        firstSquares += a * a;
        secondSquares += b * b;
        products += a * b;
    }
    // Two roots: the product of two sums of squares may overflow or vanish.
    const double correlation = products / (std::sqrt(firstSquares) * std::sqrt(secondSquares));
    return std::clamp(correlation, -1.0, 1.0);
}

} // namespace auspex
