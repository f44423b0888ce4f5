// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/predict/supernet_predictor.h"

#include <string>
#include <utility>

namespace auspex {

namespace {

class SupernetPredictor : public Predictor {
public:
    SupernetPredictor(SupernetSpec spec, std::shared_ptr<SupernetService> service)
        : m_spec(std::move(spec))
        , m_service(std::move(service))
    {
    }

    PredictionScale scale() const override
    {
        return isBleu(m_spec.metric) ? PredictionScale::Score : PredictionScale::RankOnly;
    }

    Result<void> fit(std::span<const Demonstration>, Job &) override { return {}; }

    Result<std::vector<Prediction>> predict(std::span<const Architecture> architectures,
                                            Job &job) const override
    {
        const auto values = m_service->scores(m_spec, architectures, job);
        if (!values)
            return tl::make_unexpected(values.error());
        std::vector<Prediction> predictions;
        for (const SubnetValue &value : *values)
            predictions.push_back(predictionOf(value, isBleu(m_spec.metric) ? 1.0 : -1.0));
        return predictions;
    }

    bool leavesOutItself() const override { return true; }

    std::string explanation() const override
    {
        const std::string metric = supernetMetricName(m_spec.metric);
        return (isBleu(m_spec.metric) ? metric : "minus the " + metric + " per token")
               + " of each subnet on the split " + m_spec.split;
    }

private:
    SupernetSpec m_spec;
    std::shared_ptr<SupernetService> m_service;
};

} // namespace

std::unique_ptr<Predictor> supernetPredictor(SupernetSpec spec,
                                             std::shared_ptr<SupernetService> service)
{
    return std::make_unique<SupernetPredictor>(std::move(spec), std::move(service));
}

Prediction predictionOf(const SubnetValue &value, double sign)
{
    if (!value.value)
        return missingPrediction(value.problem, value.isUnscored);
    return {sign * *value.value, std::nullopt};
}

} // namespace auspex
