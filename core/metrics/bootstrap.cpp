// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/bootstrap.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <optional>

#include "core/base/random.h"

namespace auspex {

namespace {

constexpr double undefined = std::numeric_limits<double>::quiet_NaN();

bool isUsable(const SplitScores &split)
{
    const std::size_t count = split.predicted.size();
    return count > 0 && split.target.size() == count && split.item.size() == count
           && (split.group.empty() || split.group.size() == count);
}

bool areUsable(std::span<const SplitScores> splits)
{
    return !splits.empty() && std::all_of(splits.begin(), splits.end(), isUsable);
}

/// The distinct ids, sorted, so that the draws do not depend on the order of the rows.
std::vector<int> poolOf(std::span<const SplitScores> first, std::span<const SplitScores> second)
{
    std::vector<int> pool;
    for (const auto &splits : {first, second}) {
        for (const SplitScores &split : splits)
            pool.insert(pool.end(), split.item.begin(), split.item.end());
    }
    std::sort(pool.begin(), pool.end());
    pool.erase(std::unique(pool.begin(), pool.end()), pool.end());
    return pool;
}

/// One predictor's splits, ready to be resampled again and again without allocating.
class Resampler {
public:
    Resampler(std::span<const SplitScores> splits, std::span<const int> pool)
        : m_splits(splits)
    {
        for (const SplitScores &split : splits) {
            std::vector<std::size_t> &positions = m_positions.emplace_back();
            for (const int item : split.item) {
                const auto found = std::lower_bound(pool.begin(), pool.end(), item);
                positions.push_back(static_cast<std::size_t>(found - pool.begin()));
            }
        }
    }

    /// `times[p]` says how often the item at position p of the pool was drawn.
    /// `values[m * splits + s]` becomes metric m of split s.
    void evaluate(std::span<const int> times, std::span<const Metric> metrics,
                  std::vector<double> &values)
    {
        values.assign(metrics.size() * m_splits.size(), undefined);
        for (std::size_t s = 0; s < m_splits.size(); ++s) {
            resample(s, times);
            if (m_predicted.empty())
                continue;
            for (std::size_t m = 0; m < metrics.size(); ++m)
                values[m * m_splits.size() + s] = metrics[m]({m_predicted, m_target, m_group});
        }
    }

private:
    void resample(std::size_t s, std::span<const int> times)
    {
        const SplitScores &split = m_splits[s];
        m_predicted.clear();
        m_target.clear();
        m_group.clear();
        for (std::size_t row = 0; row < split.item.size(); ++row) {
            const auto copies = static_cast<std::size_t>(times[m_positions[s][row]]);
            m_predicted.insert(m_predicted.end(), copies, split.predicted[row]);
            m_target.insert(m_target.end(), copies, split.target[row]);
            m_group.insert(m_group.end(), copies, split.group.empty() ? 0 : split.group[row]);
        }
    }

    std::span<const SplitScores> m_splits;
    std::vector<std::vector<std::size_t>> m_positions; // [split][row], in the pool
    std::vector<double> m_predicted;
    std::vector<double> m_target;
    std::vector<int> m_group;
};

double meanOfDefined(std::span<const double> values)
{
    double sum = 0.0;
    int defined = 0;
    for (const double value : values) {
        if (!std::isnan(value)) {
            sum += value;
            ++defined;
        }
    }
    return defined == 0 ? undefined : sum / defined;
}

struct Distribution {
    double estimate = undefined;
    std::vector<double> resamples; // the defined ones, in the order drawn
    int dropped = 0;
};

/// One distribution a metric of `first`, or of `first` - `second` where there is a second.
Result<std::vector<Distribution>> distributions(std::span<const SplitScores> first,
                                                std::span<const SplitScores> second,
                                                std::span<const Metric> metrics,
                                                const BootstrapOptions &options, const Job &job)
{
    const std::vector<int> pool = poolOf(first, second);
    Resampler firstSide(first, pool);
    Resampler secondSide(second, pool);
    std::vector<Distribution> found(metrics.size());
    std::vector<int> times(pool.size(), 1);
    std::vector<double> values;
    std::vector<double> subtracted;
    const auto statistic = [&](std::size_t metric) {
        return meanOfDefined(std::span(values).subspan(metric * first.size(), first.size()));
    };
    const auto evaluate = [&] {
        firstSide.evaluate(times, metrics, values);
        if (second.empty())
            return;
        secondSide.evaluate(times, metrics, subtracted);
        for (std::size_t i = 0; i < values.size(); ++i)
            values[i] -= subtracted[i];
    };

    evaluate();
    for (std::size_t m = 0; m < metrics.size(); ++m)
        found[m].estimate = statistic(m);
    for (int replicate = 0; replicate < options.resamples; ++replicate) {
        if (job.isCancelled())
            return cancelled();
        Random random(options.seed, "bootstrap", static_cast<std::uint64_t>(replicate));
        std::fill(times.begin(), times.end(), 0);
        for (std::size_t i = 0; i < pool.size(); ++i)
            ++times[static_cast<std::size_t>(random.below(pool.size()))];
        evaluate();
        for (std::size_t m = 0; m < metrics.size(); ++m) {
            const double value = statistic(m);
            if (std::isnan(value))
                ++found[m].dropped;
            else
                found[m].resamples.push_back(value);
        }
    }
    return found;
}

/// Linear interpolation between the order statistics; `sorted` is not empty.
double quantile(std::span<const double> sorted, double share)
{
    const double position = share * static_cast<double>(sorted.size() - 1);
    const auto below = static_cast<std::size_t>(position);
    const std::size_t above = std::min(below + 1, sorted.size() - 1);
    if (sorted[below] == sorted[above])
        return sorted[below];
    return std::lerp(sorted[below], sorted[above], position - static_cast<double>(below));
}

Interval intervalOf(const Distribution &distribution, double level)
{
    Interval interval{distribution.estimate, undefined, undefined,
                      static_cast<int>(distribution.resamples.size()), distribution.dropped};
    if (distribution.resamples.empty() || !(level > 0.0 && level < 1.0))
        return interval;
    std::vector<double> sorted = distribution.resamples;
    std::sort(sorted.begin(), sorted.end());
    interval.low = quantile(sorted, (1.0 - level) / 2.0);
    interval.high = quantile(sorted, (1.0 + level) / 2.0);
    return interval;
}

double twoSidedP(const std::vector<double> &differences)
{
    if (differences.empty())
        return undefined;
    const auto notAbove = std::count_if(differences.begin(), differences.end(),
                                        [](double difference) { return difference <= 0.0; });
    const auto notBelow = std::count_if(differences.begin(), differences.end(),
                                        [](double difference) { return difference >= 0.0; });
    const auto tail = static_cast<double>(std::min(notAbove, notBelow) + 1);
    return std::min(1.0, 2.0 * tail / (static_cast<double>(differences.size()) + 1.0));
}

constexpr Interval undefinedInterval{undefined, undefined, undefined, 0, 0};

} // namespace

std::vector<double> metricBySplit(std::span<const SplitScores> splits, const Metric &metric)
{
    std::vector<double> values;
    for (const SplitScores &split : splits) {
        if (!isUsable(split)) {
            values.push_back(undefined);
            continue;
        }
        const std::vector<int> pool = poolOf({&split, 1}, {});
        std::vector<double> value;
        Resampler({&split, 1}, pool)
            .evaluate(std::vector<int>(pool.size(), 1), {&metric, 1}, value);
        values.push_back(value.front());
    }
    return values;
}

Result<std::vector<Interval>> bootstrapIntervals(std::span<const SplitScores> splits,
                                                 std::span<const Metric> metrics,
                                                 const BootstrapOptions &options, const Job &job)
{
    if (!areUsable(splits))
        return std::vector<Interval>(metrics.size(), undefinedInterval);
    const auto found = distributions(splits, {}, metrics, options, job);
    if (!found)
        return tl::make_unexpected(found.error());
    std::vector<Interval> intervals;
    for (const Distribution &distribution : *found)
        intervals.push_back(intervalOf(distribution, options.level));
    return intervals;
}

Result<Interval> bootstrapInterval(std::span<const SplitScores> splits, const Metric &metric,
                                   const BootstrapOptions &options, const Job &job)
{
    return bootstrapIntervals(splits, {&metric, 1}, options, job)
        .map([](const std::vector<Interval> &intervals) { return intervals.front(); });
}

Result<std::vector<PairedTest>> pairedBootstraps(std::span<const SplitScores> first,
                                                 std::span<const SplitScores> second,
                                                 std::span<const Metric> metrics,
                                                 const BootstrapOptions &options, const Job &job)
{
    if (first.size() != second.size() || !areUsable(first) || !areUsable(second))
        return std::vector<PairedTest>(metrics.size(), {undefinedInterval, undefined});
    const auto found = distributions(first, second, metrics, options, job);
    if (!found)
        return tl::make_unexpected(found.error());
    std::vector<PairedTest> tests;
    for (const Distribution &distribution : *found)
        tests.push_back(
            {intervalOf(distribution, options.level), twoSidedP(distribution.resamples)});
    return tests;
}

Result<PairedTest> pairedBootstrap(std::span<const SplitScores> first,
                                   std::span<const SplitScores> second, const Metric &metric,
                                   const BootstrapOptions &options, const Job &job)
{
    return pairedBootstraps(first, second, {&metric, 1}, options, job)
        .map([](const std::vector<PairedTest> &tests) { return tests.front(); });
}

} // namespace auspex
