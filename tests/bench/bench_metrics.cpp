// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstddef>
#include <cstdint>
#include <vector>

#include <benchmark/benchmark.h>

#include "core/base/random.h"
#include "core/metrics/bootstrap.h"
#include "core/metrics/errors.h"
#include "core/metrics/rank.h"
#include "core/metrics/selection.h"

using namespace auspex;

namespace {

struct Columns {
    std::vector<double> predicted;
    std::vector<double> target;
    std::vector<int> group;
};

/// Correlated columns; `levels` distinct values a column, 0 for as good as no ties.
Columns columns(std::size_t count, std::uint64_t levels)
{
    Random random(1, "bench", levels);
    const auto value = [&](double noise) {
        return levels == 0 ? noise
                           : static_cast<double>(
                               static_cast<std::uint64_t>(noise * static_cast<double>(levels)));
    };
    Columns made;
    for (std::size_t i = 0; i < count; ++i) {
        const double truth = random.unit();
        made.target.push_back(value(truth));
        made.predicted.push_back(value(0.5 * truth + 0.5 * random.unit()));
        made.group.push_back(static_cast<int>(random.below(6)));
    }
    return made;
}

double tauByDefinition(const Columns &data)
{
    PairCounts counts;
    for (std::size_t i = 0; i < data.target.size(); ++i) {
        for (std::size_t j = i + 1; j < data.target.size(); ++j) {
            const double first = data.predicted[i] - data.predicted[j];
            const double second = data.target[i] - data.target[j];
            if (first == 0.0 || second == 0.0)
                ++(first != 0.0    ? counts.tiedSecond
                   : second != 0.0 ? counts.tiedFirst
                                   : counts.tiedBoth);
            else
                ++((first > 0.0) == (second > 0.0) ? counts.concordant : counts.discordant);
        }
    }
    return kendallTauB(counts);
}

// Arguments: items, distinct values a column (0: no ties).
void kendall(benchmark::State &state)
{
    const Columns data = columns(static_cast<std::size_t>(state.range(0)),
                                 static_cast<std::uint64_t>(state.range(1)));
    for (auto iteration : state)
        benchmark::DoNotOptimize(kendallTauB(data.predicted, data.target));
}
BENCHMARK(kendall)
    ->Args({100000, 0})
    ->Args({100000, 1000})
    ->Args({100000, 10})
    ->Args({3000, 0})
    ->Args({20, 0})
    ->Unit(benchmark::kMillisecond);

void kendallByDefinition(benchmark::State &state)
{
    const Columns data = columns(static_cast<std::size_t>(state.range(0)), 0);
    for (auto iteration : state)
        benchmark::DoNotOptimize(tauByDefinition(data));
}
BENCHMARK(kendallByDefinition)->Arg(3000)->Unit(benchmark::kMillisecond);

void tauInGroups(benchmark::State &state)
{
    const Columns data = columns(static_cast<std::size_t>(state.range(0)), 1000);
    for (auto iteration : state)
        benchmark::DoNotOptimize(tauWithinGroups(data.predicted, data.target, data.group));
}
BENCHMARK(tauInGroups)->Arg(100000)->Unit(benchmark::kMillisecond);

// 8 metrics of 10 predictors, 2000 resamples of 3 splits of 20 out of 30 items: one evaluation.
void bootstrapOfAnEvaluation(benchmark::State &state)
{
    constexpr std::size_t splitSize = 20;
    std::vector<Columns> data;
    std::vector<std::vector<int>> items;
    for (std::size_t s = 0; s < 3; ++s) {
        data.push_back(columns(splitSize, 1000));
        std::vector<int> pool;
        for (int item = 0; item < 30; ++item)
            pool.push_back(item);
        Random(s, "split").shuffle(pool);
        pool.resize(splitSize);
        items.push_back(pool);
    }
    std::vector<SplitScores> splits;
    for (std::size_t s = 0; s < data.size(); ++s)
        splits.push_back({data[s].predicted, data[s].target, data[s].group, items[s]});
    const std::vector<Metric> metrics{
        [](const Sample &s) { return meanAbsoluteError(s.predicted, s.target); },
        [](const Sample &s) { return rootMeanSquaredError(s.predicted, s.target); },
        [](const Sample &s) { return bias(s.predicted, s.target); },
        [](const Sample &s) { return kendallTauB(s.predicted, s.target); },
        [](const Sample &s) { return tauWithinGroups(s.predicted, s.target, s.group); },
        [](const Sample &s) { return spearman(s.predicted, s.target); },
        [](const Sample &s) { return regretAtK(s.predicted, s.target, 1); },
        [](const Sample &s) { return topKOverlap(s.predicted, s.target, 5); },
    };
    const Job job;
    for (auto iteration : state) {
        for (int predictor = 0; predictor < 10; ++predictor)
            benchmark::DoNotOptimize(bootstrapIntervals(splits, metrics, {}, job));
    }
}
BENCHMARK(bootstrapOfAnEvaluation)->Unit(benchmark::kMillisecond);

} // namespace
