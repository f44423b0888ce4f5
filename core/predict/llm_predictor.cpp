// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/predict/llm_predictor.h"

#include <utility>

#include "core/predict/wording.h"

namespace auspex {

namespace {

PromptSubject subjectOf(const Knowledge &knowledge, EfficiencyMetric efficiency,
                        const Architecture &architecture)
{
    const auto known = knowledge.known.find(architecture);
    const std::optional<double> latency = known == knowledge.known.end() ? std::nullopt
                                                                         : known->second.latencyMs;
    return {
        architecture,
        efficiencyValue(efficiency, knowledge.space, knowledge.vocabulary, architecture, latency),
        std::nullopt};
}

class LlmPredictor : public Predictor {
public:
    LlmPredictor(LlmSpec spec, std::shared_ptr<const Knowledge> knowledge)
        : m_spec(std::move(spec))
        , m_knowledge(std::move(knowledge))
    {
    }

    Result<void> fit(std::span<const Demonstration> demonstrations, Job &) override
    {
        m_demonstrations.assign(demonstrations.begin(), demonstrations.end());
        return {};
    }

    Result<std::vector<Prediction>> predict(std::span<const Architecture> architectures,
                                            Job &job) const override
    {
        LlmService &service = *m_knowledge->services.llm;
        const auto task = service.promptTask(m_spec, m_knowledge->task, m_knowledge->target);
        if (!task)
            return tl::make_unexpected(task.error());
        const LlmQuery query = llmQueryOf(*m_knowledge, task->efficiency, m_demonstrations,
                                          architectures);
        const auto answered = service.predict(m_spec, query, job);
        if (!answered)
            return tl::make_unexpected(answered.error());
        std::vector<Prediction> predictions;
        for (const LlmPrediction &prediction : *answered)
            predictions.push_back(predictionOf(prediction));
        return predictions;
    }

    bool leavesOutItself() const override { return true; }

    std::string explanation() const override
    {
        return "the answer of " + m_spec.model + ", which is shown "
               + counted(m_demonstrations.size(), "demonstration");
    }

private:
    LlmSpec m_spec;
    std::shared_ptr<const Knowledge> m_knowledge;
    std::vector<Demonstration> m_demonstrations;
};

} // namespace

std::unique_ptr<Predictor> llmPredictor(LlmSpec spec, std::shared_ptr<const Knowledge> knowledge)
{
    return std::make_unique<LlmPredictor>(std::move(spec), std::move(knowledge));
}

LlmQuery llmQueryOf(const Knowledge &knowledge, EfficiencyMetric efficiency,
                    std::span<const Demonstration> demonstrations,
                    std::span<const Architecture> architectures)
{
    LlmQuery query{knowledge.task, knowledge.target, knowledge.space, knowledge.vocabulary, {}, {}};
    for (const Demonstration &demonstration : demonstrations) {
        query.demonstrations.push_back(
            subjectOf(knowledge, efficiency, demonstration.architecture));
        query.demonstrations.back().score = demonstration.score;
    }
    for (const Architecture &architecture : architectures)
        query.subjects.push_back(subjectOf(knowledge, efficiency, architecture));
    return query;
}

Prediction predictionOf(const LlmPrediction &answered)
{
    if (!answered.value)
        return missingPrediction(answered.problem, answered.missing > 0 && answered.unusable == 0);
    return {*answered.value, answered.deviation};
}

} // namespace auspex
