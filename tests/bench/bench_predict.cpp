// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <memory>
#include <string>
#include <vector>

#include <benchmark/benchmark.h>

#include "core/arch/tfs_data.h"
#include "core/base/random.h"
#include "core/predict/evaluation.h"
#include "core/predict/predictor_spec.h"

using namespace auspex;

namespace {

/// A task of TFS-Eval's shape: 30 architectures, four recorded columns, three splits of 10 and 20.
TfsTask madeTask()
{
    TfsTask task;
    task.name = "wmt14ende";
    Random random(1, "bench");
    const SearchSpace space = *builtInSpace("wmt14ende");
    while (task.records.size() < 30) {
        TfsRecord record;
        record.architecture = sampleArchitecture(space, random);
        const double score = 23.5 + record.architecture.decoderLayers() + 0.5 * random.unit();
        record.tfs["valid_bleu"] = score;
        record.latencyMs = 30.0 * record.architecture.decoderLayers() + random.unit();
        for (const char *name : {"HAT", "Supernet (Sandwich)", "Layer-wise MoS", "Neuron-wise MoS"})
            record.recorded[name]["valid_bleu"] = score - 1.0 + 0.5 * random.unit();
        task.records.push_back(record);
    }
    for (const std::uint64_t seed : {123u, 456u, 789u})
        task.splits.push_back(drawSplit(task, "valid_bleu", 10, seed));
    return task;
}

/// 10 predictors on 3 splits; arguments: resamples, whether each is tested against the first.
void evaluation(benchmark::State &state)
{
    const TfsTask task = madeTask();
    auto specs = defaultPredictors(knowledgeOf(task, "valid_bleu"));
    specs.resize(10);
    EvaluationOptions options;
    options.resamples = static_cast<int>(state.range(0));
    if (state.range(1) != 0)
        options.baseline = 1;
    Job job;
    for (auto iteration : state)
        benchmark::DoNotOptimize(evaluate(task, specs, options, job));
}
BENCHMARK(evaluation)
    ->Args({0, 0})
    ->Args({2000, 0})
    ->Args({2000, 1})
    ->Unit(benchmark::kMillisecond);

void fit(benchmark::State &state, const std::string &text)
{
    const TfsTask task = madeTask();
    const auto known = std::make_shared<const Knowledge>(knowledgeOf(task, "valid_bleu"));
    const PredictorSpec spec = *parsePredictorSpec(text);
    std::vector<Demonstration> shown;
    for (const std::size_t i : task.splits.front().demonstrations)
        shown.push_back({task.records[i].architecture, task.records[i].tfs.at("valid_bleu")});
    Job job;
    for (auto iteration : state) {
        const auto predictor = *makePredictor(spec, known);
        benchmark::DoNotOptimize(predictor->fit(shown, job));
    }
}
BENCHMARK_CAPTURE(fit, gp, "gp")->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(fit, stacked, "stacked")->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(fit, calibratedStacked, "calibrated:linear:stacked")
    ->Unit(benchmark::kMicrosecond);

} // namespace
