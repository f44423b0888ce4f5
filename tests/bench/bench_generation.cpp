// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Beam search of a subnet of WMT size (random weights, 64 sentences of 27 tokens on average, beam
// 4, 30 tokens at most) against the same written with LibTorch's modules, on the same work: both
// must find the same hypotheses.
#include <vector>

#include <benchmark/benchmark.h>

#include "core/inference/extract.h"
#include "core/inference/generate.h"
#include "core/inference/memory.h"
#include "tests/bench/plain_translator.h"
#include "tests/support/random_supernet.h"

using namespace auspex;

namespace {

struct Setting {
    OpenedSubnet subnet;
    std::vector<TokenPair> pairs;
    BeamOptions options;

    Setting()
    {
        tuneMemory();
        const SearchSpace space = *builtInSpace("wmt14ende");
        const SupernetShape shape = supernetShape(space, 32768, 32768);
        const SupernetWeights weights = *supernetWeights(shape, test::randomWeights(shape, 1),
                                                         "bench");
        Random random(1, "architecture");
        subnet.architecture = sampleArchitecture(space, random);
        subnet.weights = *subnetWeights(subnetShape(shape, subnet.architecture),
                                        subnet.architecture,
                                        *extractSubnet(weights, subnet.architecture), "bench");
        pairs = test::randomPairs(shape, 64, 27, 1);
        options.maxLengthB = 30;
        bench::setPlainThreads(inferenceThreads());
    }
};

const Setting &setting()
{
    static const Setting made;
    return made;
}

void ours(benchmark::State &state, bool roundsUnlikelyTokens)
{
    const Setting &given = setting();
    BeamOptions options = given.options;
    options.roundsUnlikelyTokens = roundsUnlikelyTokens;
    for (auto _ : state) {
        Job job;
        benchmark::DoNotOptimize(
            generate(given.subnet.weights, given.pairs, given.subnet.architecture, options, job));
    }
}

void plain(benchmark::State &state)
{
    const Setting &given = setting();
    bench::PlainTranslator translator(given.subnet);
    std::vector<Hypotheses> found;
    for (auto _ : state)
        found = translator.translate(given.pairs, given.options);
    Job job;
    const auto expected = *generate(given.subnet.weights, given.pairs, given.subnet.architecture,
                                    given.options, job);
    double same = 0.0;
    for (std::size_t i = 0; i < found.size(); ++i)
        same += found[i].front().tokens == expected[i].front().tokens ? 1.0 : 0.0;
    state.counters["same_best"] = same / static_cast<double>(found.size());
}

} // namespace

#define AUSPEX_GENERATION(NAME, ...)                                                               \
    BENCHMARK_CAPTURE(NAME, __VA_ARGS__)->Unit(benchmark::kSecond)->Iterations(2)->UseRealTime()

AUSPEX_GENERATION(ours, first_time, true);
BENCHMARK(plain)->Unit(benchmark::kSecond)->Iterations(2)->UseRealTime();
AUSPEX_GENERATION(ours, again, true);
AUSPEX_GENERATION(ours, unlikely_tokens_not_rounded, false);
