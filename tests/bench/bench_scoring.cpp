// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The hot path of every search: losses of subnets of full WMT size (embedding 640, FFN 3072, 6+6
// layers, 32,768 tokens, random weights) on 200 sentences of 27 tokens on average. HAT's own code
// takes 20 s a candidate on two cores. "seconds_a_subnet" is what a search pays; each optimisation
// can be left out, so that its share is seen in the same run.
#include <vector>

#include <benchmark/benchmark.h>

#include "core/arch/gene.h"
#include "core/inference/memory.h"
#include "core/inference/score.h"
#include "tests/support/random_supernet.h"

using namespace auspex;

namespace {

struct Setting {
    SearchSpace space = *builtInSpace("wmt14ende");
    SupernetShape shape = supernetShape(space, 32768, 32768);
    SupernetWeights weights = *supernetWeights(shape, test::randomWeights(shape, 1), "bench");
    std::vector<TokenPair> pairs = test::randomPairs(shape, 200, 27, 1);
};

const Setting &setting()
{
    tuneMemory();
    static const Setting made;
    return made;
}

/// A generation as HAT's evolution makes it: 25 parents, 50 mutants and 50 crossovers of theirs.
std::vector<Architecture> population()
{
    const SearchSpace &space = setting().space;
    Random random(1, "population");
    std::vector<Gene> genes;
    for (int i = 0; i < 25; ++i)
        genes.push_back(sampleGene(space, random));
    const auto parent = [&]() -> Gene { return genes[random.below(25)]; };
    while (genes.size() < 75)
        genes.push_back(mutated(space, parent(), 0.3, random));
    while (genes.size() < 125) {
        const Gene first = parent();
        genes.push_back(crossedOver(first, parent(), random));
    }
    std::vector<Architecture> architectures;
    for (const Gene &gene : genes)
        architectures.push_back(*architectureOf(space, gene));
    return architectures;
}

void score(benchmark::State &state, const std::vector<Architecture> &architectures,
           const ScoringOptions &options)
{
    double loss = 0.0;
    for (auto _ : state) {
        Job job;
        const auto scores = scoreSubnets(setting().weights, setting().pairs, architectures, options,
                                         job);
        loss = scores->front().labelSmoothedLossSum / static_cast<double>(scores->front().tokens);
    }
    state.counters["seconds_a_subnet"] = benchmark::Counter(
        static_cast<double>(architectures.size()),
        benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
    state.counters["loss"] = loss;
    state.counters["peak_GiB"] = peakMemory() / (1024.0 * 1024.0 * 1024.0);
}

ScoringOptions with(Kernel kernel)
{
    ScoringOptions options;
    options.kernel = kernel;
    return options;
}

void largest(benchmark::State &state, const ScoringOptions &options)
{
    Architecture architecture = largestArchitecture(setting().space);
    score(state, {architecture}, options);
}

void average(benchmark::State &state, const ScoringOptions &options)
{
    std::vector<Architecture> few = population();
    few.resize(25);
    score(state, few, options);
}

ScoringOptions without(bool ScoringOptions::*optimisation)
{
    ScoringOptions options;
    options.*optimisation = false;
    return options;
}

ScoringOptions plain()
{
    ScoringOptions options;
    options.kernel = Kernel::Blas;
    options.sharesPrefixes = options.fusesOutput = options.roundsUnlikelyTokens = false;
    options.packsWeights = options.leavesOutPadding = false;
    return options;
}

} // namespace

#define AUSPEX_SCORING(NAME, FUNCTION, ...)                                                        \
    BENCHMARK_CAPTURE(FUNCTION, NAME, __VA_ARGS__)                                                 \
        ->Unit(benchmark::kSecond)                                                                 \
        ->Iterations(1)                                                                            \
        ->MeasureProcessCPUTime()                                                                  \
        ->UseRealTime()

AUSPEX_SCORING(first_time, largest, ScoringOptions());
AUSPEX_SCORING(float32, largest, ScoringOptions());
AUSPEX_SCORING(blas, largest, with(Kernel::Blas));
AUSPEX_SCORING(bfloat16, largest, with(Kernel::OneDnnBFloat16));
AUSPEX_SCORING(nothing_optimised, largest, plain());
AUSPEX_SCORING(padded, largest, without(&ScoringOptions::leavesOutPadding));
AUSPEX_SCORING(output_not_fused, largest, without(&ScoringOptions::fusesOutput));
AUSPEX_SCORING(unlikely_tokens_not_rounded, largest,
               without(&ScoringOptions::roundsUnlikelyTokens));
AUSPEX_SCORING(weights_not_packed, largest, without(&ScoringOptions::packsWeights));
AUSPEX_SCORING(float32, average, ScoringOptions());

namespace {

void wholePopulation(benchmark::State &state, const ScoringOptions &options)
{
    score(state, population(), options);
}

} // namespace

AUSPEX_SCORING(float32, wholePopulation, ScoringOptions());
AUSPEX_SCORING(prefixes_not_shared, wholePopulation, without(&ScoringOptions::sharesPrefixes));
AUSPEX_SCORING(bfloat16, wholePopulation, with(Kernel::OneDnnBFloat16));
