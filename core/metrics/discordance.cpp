// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/discordance.h"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "core/metrics/rank.h"

namespace auspex {

namespace {

bool isUsable(std::span<const double> predicted, std::span<const double> target)
{
    assert(predicted.size() == target.size());
    const auto isNan = [](double value) { return std::isnan(value); };
    return predicted.size() == target.size()
           && std::none_of(predicted.begin(), predicted.end(), isNan)
           && std::none_of(target.begin(), target.end(), isNan);
}

/// Calls visit(first, second, distance) for every discordant pair.
template<typename Visit>
void visitDiscordant(std::span<const double> predicted, std::span<const double> target, Visit visit)
{
    const std::vector<double> gold = midRanks(target);
    for (std::size_t i = 0; i < predicted.size(); ++i) {
        for (std::size_t j = i + 1; j < predicted.size(); ++j) {
            const bool isDiscordant = (predicted[i] < predicted[j] && target[i] > target[j])
                                      || (predicted[i] > predicted[j] && target[i] < target[j]);
            if (isDiscordant)
                visit(i, j, static_cast<int>(std::floor(std::abs(gold[i] - gold[j]) + 0.5)));
        }
    }
}

} // namespace

std::vector<DiscordantPair> discordantPairs(std::span<const double> predicted,
                                            std::span<const double> target)
{
    std::vector<DiscordantPair> pairs;
    if (isUsable(predicted, target)) {
        visitDiscordant(predicted, target,
                        [&](std::size_t first, std::size_t second, int distance) {
                            pairs.push_back({first, second, distance});
                        });
    }
    return pairs;
}

std::vector<double> DiscordanceHistogram::cdf() const
{
    std::vector<double> shares(counts.size(), 0.0);
    std::int64_t sum = 0;
    for (std::size_t i = 0; i < counts.size() && total > 0; ++i) {
        sum += counts[i];
        shares[i] = static_cast<double>(sum) / static_cast<double>(total);
    }
    return shares;
}

DiscordanceHistogram &DiscordanceHistogram::operator+=(const DiscordanceHistogram &other)
{
    counts.resize(std::max(counts.size(), other.counts.size()), 0);
    for (std::size_t i = 0; i < other.counts.size(); ++i)
        counts[i] += other.counts[i];
    total += other.total;
    return *this;
}

DiscordanceHistogram discordanceHistogram(std::span<const double> predicted,
                                          std::span<const double> target)
{
    DiscordanceHistogram histogram;
    if (!isUsable(predicted, target) || predicted.size() < 2)
        return histogram;
    histogram.counts.assign(predicted.size() - 1, 0);
    visitDiscordant(predicted, target, [&](std::size_t, std::size_t, int distance) {
        ++histogram.counts[static_cast<std::size_t>(distance - 1)];
        ++histogram.total;
    });
    return histogram;
}

} // namespace auspex
