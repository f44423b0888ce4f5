// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "core/base/job.h"
#include "core/base/result.h"

namespace auspex {

/// Percentile bootstrap of a metric's mean over several splits of one pool of architectures.
///
/// The same architecture stands in many splits, so the splits are not independent and what is
/// resampled is the pool (a cluster bootstrap): each resample draws, with replacement, as many
/// items as there are distinct ids in all splits, and each split becomes its own items as often as
/// they were drawn. Draws depend on the seed, the number of the resample and the set of ids alone:
/// predictors that are judged on the same splits are judged on the same resamples.

/// One predictor on one split; entry i of every column is the same architecture.
struct SplitScores {
    std::span<const double> predicted;
    std::span<const double> target;
    std::span<const int> group; ///< decoder depth; empty stands for one group
    std::span<const int> item;  ///< id of the architecture, the same in every split
};

/// What a metric is computed on: columns of equal length, never empty.
struct Sample {
    std::span<const double> predicted;
    std::span<const double> target;
    std::span<const int> group;
};

/// NaN where it is undefined. Called on the bootstrap's thread.
using Metric = std::function<double(const Sample &)>;

struct BootstrapOptions {
    int resamples = 2000;
    double level = 0.95; ///< of the interval, in (0, 1)
    std::uint64_t seed = 1;
};

/// A split in which the metric is undefined is left out of a mean; a resample in which it is
/// undefined in every split is dropped.
struct Interval {
    double estimate; ///< the mean over the splits as they are
    double low;      ///< quantiles (1 -+ level) / 2 of the resamples, linearly interpolated
    double high;
    int resamples = 0; ///< that the quantiles rest on
    int dropped = 0;
};

struct PairedTest {
    Interval difference; ///< of the mean of (A - B) over the splits in which both are defined
    /// Two-sided: 2 min(#{d <= 0} + 1, #{d >= 0} + 1) / (resamples + 1), at most 1 and never 0.
    double pValue;
};

/// The metric in each split, NaN where it is undefined or the split is unusable.
std::vector<double> metricBySplit(std::span<const SplitScores> splits, const Metric &metric);

/// Several metrics on the same resamples, one interval each, in the order of `metrics`.
///
/// Unusable input (no split, an empty split, columns of unequal length) gives intervals of NaN; a
/// level outside (0, 1) or no resample gives NaN limits. The only error is Cancelled. The job is
/// asked whether to stop and gets no progress: a call takes milliseconds and is one of many.
Result<std::vector<Interval>> bootstrapIntervals(std::span<const SplitScores> splits,
                                                 std::span<const Metric> metrics,
                                                 const BootstrapOptions &options, const Job &job);

Result<Interval> bootstrapInterval(std::span<const SplitScores> splits, const Metric &metric,
                                   const BootstrapOptions &options, const Job &job);

/// Two predictors on the same splits, compared on the same resamples; one test a metric. Split i of
/// `first` and of `second` is the same split; input as for bootstrapIntervals, and as many splits
/// in both, else NaN.
Result<std::vector<PairedTest>> pairedBootstraps(std::span<const SplitScores> first,
                                                 std::span<const SplitScores> second,
                                                 std::span<const Metric> metrics,
                                                 const BootstrapOptions &options, const Job &job);

Result<PairedTest> pairedBootstrap(std::span<const SplitScores> first,
                                   std::span<const SplitScores> second, const Metric &metric,
                                   const BootstrapOptions &options, const Job &job);

} // namespace auspex
