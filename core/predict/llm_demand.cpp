// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/predict/llm_demand.h"

#include <algorithm>

#include <unordered_set>
#include <utility>

#include "core/predict/judged_splits.h"
#include "core/predict/llm_predictor.h"

namespace auspex {

namespace {

using Demonstrations = std::span<const Demonstration>;
using Architectures = std::span<const Architecture>;

std::vector<Architecture> architecturesOf(Demonstrations demonstrations)
{
    std::vector<Architecture> architectures;
    for (const Demonstration &demonstration : demonstrations)
        architectures.push_back(demonstration.architecture);
    return architectures;
}

/// Goes through what the predictors do and notes the questions, each once.
class Collector {
public:
    /// Fitting alone.
    Result<void> fit(const PredictorSpec &spec, const Knowledge &knowledge, Demonstrations shown)
    {
        if (spec.kind != "calibrated" || !asksLlm(spec))
            return {};
        const PredictorSpec &inner = spec.inner.front();
        if (auto fitted = fit(inner, knowledge, shown); !fitted || spec.argument == "none")
            return fitted;
        if (inner.kind == "llm")
            return predict(inner, knowledge, shown, architecturesOf(shown));
        for (std::size_t i = 0; i < shown.size(); ++i) {
            std::vector<Demonstration> others(shown.begin(), shown.end());
            others.erase(others.begin() + static_cast<std::ptrdiff_t>(i));
            if (auto fitted = fit(inner, knowledge, others); !fitted)
                return fitted;
            if (auto asked = predict(inner, knowledge, others, {&shown[i].architecture, 1}); !asked)
                return asked;
        }
        return {};
    }

    /// Predicting alone.
    Result<void> predict(const PredictorSpec &spec, const Knowledge &knowledge,
                         Demonstrations shown, Architectures asked)
    {
        if (!asksLlm(spec))
            return {};
        if (spec.kind != "llm")
            return predict(spec.inner.front(), knowledge, shown, asked);
        const auto llm = llmSpecOf(spec);
        if (!llm)
            return tl::make_unexpected(llm.error());
        Entry &entry = entryOf(*llm, knowledge, shown);
        if (entry.isNew) {
            const auto task = knowledge.services.llm->promptTask(*llm, knowledge.task,
                                                                 knowledge.target);
            if (!task)
                return tl::make_unexpected(task.error());
            entry.isNew = false;
            entry.efficiency = task->efficiency;
            entry.demand = {*llm, llmQueryOf(knowledge, task->efficiency, shown, {})};
        }
        std::vector<Architecture> fresh;
        for (const Architecture &architecture : asked) {
            if (entry.asked.insert(architecture).second)
                fresh.push_back(architecture);
        }
        const LlmQuery added = llmQueryOf(knowledge, entry.efficiency, {}, fresh);
        std::vector<PromptSubject> &subjects = entry.demand.query.subjects;
        subjects.insert(subjects.end(), added.subjects.begin(), added.subjects.end());
        return {};
    }

    std::vector<LlmDemand> take()
    {
        std::vector<LlmDemand> demands;
        for (Entry &entry : m_entries)
            demands.push_back(std::move(entry.demand));
        return demands;
    }

private:
    struct Entry {
        std::string key;
        LlmDemand demand;
        EfficiencyMetric efficiency = EfficiencyMetric::None;
        bool isNew = true;
        std::unordered_set<Architecture> asked;
    };

    Entry &entryOf(const LlmSpec &spec, const Knowledge &knowledge, Demonstrations shown)
    {
        std::string key = knowledge.task + '\n' + knowledge.target + '\n' + llmSpecText(spec);
        for (const Demonstration &demonstration : shown)
            key += '\n' + architectureKey(demonstration.architecture);
        const auto found = std::find_if(m_entries.begin(), m_entries.end(),
                                        [&](const Entry &entry) { return entry.key == key; });
        if (found != m_entries.end())
            return *found;
        Entry &entry = m_entries.emplace_back();
        entry.key = std::move(key);
        return entry;
    }

    std::vector<Entry> m_entries;
};

} // namespace

Result<std::vector<LlmDemand>> llmDemand(const PredictorSpec &spec, const Knowledge &knowledge,
                                         std::span<const Demonstration> demonstrations,
                                         std::span<const Architecture> architectures)
{
    Collector collector;
    return collector.fit(spec, knowledge, demonstrations)
        .and_then([&] { return collector.predict(spec, knowledge, demonstrations, architectures); })
        .map([&] { return collector.take(); });
}

Result<std::vector<LlmDemand>> llmDemand(const TfsTask &task,
                                         const std::vector<PredictorSpec> &predictors,
                                         const EvaluationOptions &options,
                                         const PredictorServices &services)
{
    std::vector<std::string> notes;
    const auto splits = judgedSplits(task, options, notes);
    if (!splits)
        return tl::make_unexpected(splits.error());
    Knowledge knowledge = knowledgeOf(task, options.target);
    knowledge.services = services;
    Collector collector;
    for (const PredictorSpec &spec : predictors) {
        for (const JudgedSplit &split : *splits) {
            const auto asked = collector.fit(spec, knowledge, split.demonstrations).and_then([&] {
                return collector.predict(spec, knowledge, split.demonstrations,
                                         split.architectures);
            });
            if (!asked)
                return tl::make_unexpected(asked.error());
        }
    }
    return collector.take();
}

} // namespace auspex
