// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/llm/prompt.h"

#include <array>
#include <cmath>

#include "core/arch/counts.h"

namespace auspex {

namespace {

constexpr std::array<EfficiencyMetric, 4> efficiencyMetrics = {
    EfficiencyMetric::None,
    EfficiencyMetric::Gflops,
    EfficiencyMetric::Latency,
    EfficiencyMetric::ModelSize,
};

} // namespace

std::string_view efficiencyKey(EfficiencyMetric metric)
{
    switch (metric) {
    case EfficiencyMetric::None:
        break;
    case EfficiencyMetric::Gflops:
        return "gflops";
    case EfficiencyMetric::Latency:
        return "latency";
    case EfficiencyMetric::ModelSize:
        return "model-size";
    }
    return "none";
}

std::optional<EfficiencyMetric> efficiencyOfKey(std::string_view key)
{
    for (const EfficiencyMetric metric : efficiencyMetrics) {
        if (efficiencyKey(metric) == key)
            return metric;
    }
    return std::nullopt;
}

std::optional<double> efficiencyValue(EfficiencyMetric metric, const SearchSpace &space,
                                      int vocabulary, const Architecture &architecture,
                                      std::optional<double> latencyMs)
{
    switch (metric) {
    case EfficiencyMetric::None:
        break;
    case EfficiencyMetric::Gflops:
        if (vocabulary > 0)
            return static_cast<double>(countFlops(space, architecture, vocabulary).total()) / 1e9;
        break;
    case EfficiencyMetric::Latency:
        if (latencyMs && std::isfinite(*latencyMs))
            return latencyMs;
        break;
    case EfficiencyMetric::ModelSize:
        if (vocabulary > 0)
            return static_cast<double>(countParameters(space, architecture, vocabulary).modelSize())
                   / 1e6;
        break;
    }
    return std::nullopt;
}

const std::vector<PromptPlaceholder> &placeholdersOf(PromptFormat format)
{
    static const std::vector<PromptPlaceholder> auspex = {
        {"task", "the task's name, as \"WMT'14 English to German\""},
        {"source_language", "the language that is translated from"},
        {"target_language", "the language that is translated into"},
        {"metric", "the name of the score, as \"BLEU\""},
        {"efficiency_metric", "\"GFLOPS\", \"latency\" or \"model size\""},
        {"efficiency_unit", "what the efficiency is counted in, as \"milliseconds\""},
        {"efficiency_label", "what stands before the efficiency in an architecture's lines"},
        {"efficiency_definition", "what the efficiency metric means, \"how many ...\""},
        {"task_examples", "the chosen pairs of input and output"},
        {"definitions", "the ten hyperparameters and what each means, a line each"},
        {"demonstrations", "the architectures whose score is shown"},
        {"demonstration_count", "how many demonstrations there are"},
        {"query", "the architecture that is asked about, and the metric for the answer to follow"},
        {"architecture", "the architecture that is asked about, without the metric's line"},
    };
    static const std::vector<PromptPlaceholder> llmas = {
        {"task_examples", "the chosen pairs of input and output"},
        {"seedarch_examples", "the architectures whose score is shown"},
    };
    return format == PromptFormat::Llmas ? llmas : auspex;
}

} // namespace auspex
