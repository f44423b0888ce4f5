// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One update of a supernet in training, full WMT size, ours against the plain LibTorch formulation:
// the same subnets, batches, losses. Items are target tokens.

#include <algorithm>
#include <climits>
#include <cmath>
#include <cstdlib>
#include <ctime>
#include <memory>
#include <vector>

#include <benchmark/benchmark.h>
#include <malloc.h>

#include "core/arch/hat_sampling.h"
#include "core/base/random.h"
#include "core/inference/matrix_product.h"
#include "core/nmt/training.h"
#include "plain_transformer.h"

using namespace auspex;

namespace {

/// As the engine's main does: without it every large tensor is a new mapping of pages.
const bool isMallocTuned = [] {
    mallopt(M_MMAP_THRESHOLD, 1 << 30);
    mallopt(M_TRIM_THRESHOLD, INT_MAX);
    mallopt(M_TOP_PAD, 64 << 20);
    mallopt(M_ARENA_MAX, 1);
    return true;
}();

/// AUSPEX_BENCH_THREADS, or two.
const int threads = [] {
    const char *wanted = std::getenv("AUSPEX_BENCH_THREADS");
    return wanted ? std::max(1, std::atoi(wanted)) : 2;
}();
constexpr std::int64_t measuredUpdates = 3;
constexpr double smoothing = 0.1;

/// Sentences of 4 to 80 tokens, 27 on average, as WMT's are spread.
std::vector<TokenPair> sentences(int vocabulary, std::size_t count)
{
    Random random(1, "bench training");
    std::vector<TokenPair> pairs(count);
    for (TokenPair &pair : pairs) {
        const auto length = static_cast<std::size_t>(
            std::min(80.0, 4.0 - 23.0 * std::log(1.0 - random.unit())));
        const std::size_t other = std::max<std::size_t>(
            2, static_cast<std::size_t>(static_cast<double>(length) * (0.8 + 0.4 * random.unit())));
        const auto fill = [&](std::vector<std::int32_t> &tokens, std::size_t size) {
            for (std::size_t i = 0; i + 1 < size; ++i)
                tokens.push_back(4
                                 + static_cast<std::int32_t>(
                                     random.below(static_cast<std::uint64_t>(vocabulary - 4))));
            tokens.push_back(endToken);
        };
        fill(pair.source, length);
        fill(pair.target, other);
    }
    return pairs;
}

struct Work {
    SearchSpace space = *builtInSpace("wmt14ende");
    SupernetShape shape = supernetShape(space, 32768, 32768);
    std::vector<TokenPair> pairs = sentences(32768, 3000);
    std::vector<std::vector<std::size_t>> batches = hatBatches(pairs, BatchLimits{}, 1);

    std::vector<TokenPair> batch(std::size_t update) const
    {
        std::vector<TokenPair> result;
        for (const std::size_t i : batches[(7 * update + 5) % batches.size()])
            result.push_back(pairs[i]);
        return result;
    }
    Architecture architecture(std::size_t update, bool isLargest) const
    {
        return isLargest ? largestArchitecture(space)
                         : hatSample(space, static_cast<std::uint32_t>(update));
    }
};

const Work &work()
{
    static const Work theWork;
    return theWork;
}

SupernetModel freshModel()
{
    ModelOptions options;
    options.threads = threads;
    Result<SupernetModel> model = SupernetModel::initialised(work().shape, 1, options);
    if (!model)
        std::abort();
    return std::move(*model);
}

/// What the other formulation makes of the same weights; an empty text where they agree.
std::string disagreement(const SupernetModel &model, bench::PlainTransformer &plain)
{
    for (std::size_t update = 0; update < 2; ++update) {
        const Architecture architecture = work().architecture(update, false);
        const std::vector<TokenPair> batch = work().batch(update);
        const auto ours = model.evaluate(architecture, batch, smoothing, 1 << 20);
        const LossSums theirs = plain.evaluate(architecture, batch, smoothing);
        if (!ours || std::abs(ours->labelSmoothed / theirs.labelSmoothed - 1.0) > 1e-5)
            return "The formulations do not have the same loss.";
    }
    return {};
}

/// Processor time beside the clock's: what stays comparable on a machine with other work.
void reportProcessorTime(benchmark::State &state, std::clock_t begin, std::int64_t tokens)
{
    const double seconds = static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
    state.counters["processor_ms_per_1000_tokens"]
        = 1e6 * seconds / static_cast<double>(std::max<std::int64_t>(tokens, 1));
    state.SetItemsProcessed(tokens);
}

void plainUpdates(benchmark::State &state)
{
    const bool isLargest = state.range(0) != 0;
    std::int64_t tokens = 0;
    setInferenceThreads(threads);
    const SupernetModel model = freshModel();
    bench::PlainTransformer plain(work().shape, model.weights(), threads);
    if (const std::string problem = disagreement(model, plain); !problem.empty())
        return state.SkipWithError(problem.c_str());
    plain.update(work().architecture(100, isLargest), work().batch(100), smoothing, 1e-5);
    std::size_t update = 0;
    const std::clock_t begin = std::clock();
    for (auto iteration : state) {
        tokens += plain
                      .update(work().architecture(update, isLargest), work().batch(update),
                              smoothing, 1e-5)
                      .tokens;
        ++update;
    }
    reportProcessorTime(state, begin, tokens);
}
BENCHMARK(plainUpdates)
    ->Arg(0)
    ->Arg(1)
    ->Iterations(measuredUpdates)
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();

/// Through train() itself, whose listener is told how long each update took.
void ourUpdates(benchmark::State &state)
{
    const bool isLargest = state.range(0) != 0;
    TrainingOptions options;
    options.mode = isLargest ? TrainingMode::Scratch : TrainingMode::SinglePath;
    if (isLargest)
        options.architecture = largestArchitecture(work().space);
    options.updateFrequency = 1;
    options.model.threads = threads;
    options.maxUpdates = 1 + measuredUpdates;
    options.learningRate.warmup = 2;
    options.learningRate.highest = 1e-5;
    options.validationInterval = 0;
    std::int64_t tokens = 0;
    std::clock_t begin = std::clock();
    std::clock_t end = begin;
    for (auto iteration : state) {
        double seconds = 0.0;
        TrainingData data{work().space, work().shape, work().pairs, {}, nullptr, {}};
        TrainingListener listener;
        listener.onUpdate = [&](const UpdateReport &report) {
            end = std::clock();
            if (report.update == 1) { // which compiles kernels and touches memory
                begin = end;
                return;
            }
            seconds += report.seconds;
            tokens += report.tokens;
        };
        Job job;
        if (const auto outcome = train(data, options, job, listener); !outcome)
            return state.SkipWithError(outcome.error().message.c_str());
        state.SetIterationTime(seconds);
    }
    reportProcessorTime(state, begin - end + std::clock(), tokens);
}
BENCHMARK(ourUpdates)
    ->Arg(0)
    ->Arg(1)
    ->Iterations(1)
    ->Unit(benchmark::kMillisecond)
    ->UseManualTime();

} // namespace
