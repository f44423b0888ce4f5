// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/predict/proxy_predictor.h"

#include <string>
#include <utility>

#include "core/predict/supernet_predictor.h"

namespace auspex {

namespace {

class ProxyPredictor : public Predictor {
public:
    ProxyPredictor(ProxySpec spec, std::shared_ptr<const Knowledge> knowledge)
        : m_spec(std::move(spec))
        , m_knowledge(std::move(knowledge))
    {
    }

    PredictionScale scale() const override { return PredictionScale::RankOnly; }

    Result<void> fit(std::span<const Demonstration>, Job &) override { return {}; }

    Result<std::vector<Prediction>> predict(std::span<const Architecture> architectures,
                                            Job &job) const override
    {
        const ProxyQuery query{m_knowledge->space, m_knowledge->vocabulary, m_knowledge->task};
        const auto values = m_knowledge->services.supernets->scores(m_spec, query, architectures,
                                                                    job);
        if (!values)
            return tl::make_unexpected(values.error());
        std::vector<Prediction> predictions;
        for (const SubnetValue &value : *values)
            predictions.push_back(predictionOf(value, 1.0));
        return predictions;
    }

    bool leavesOutItself() const override { return true; }

    std::string explanation() const override
    {
        const engine::ProxyOptions options = proxyOptions(m_spec);
        return engine::proxyKindName(options.kind) + " of untrained networks, over the weights "
               + engine::proxyWeightsName(options.weights) + ", mean of "
               + std::to_string(options.seeds.size())
               + (options.seeds.size() == 1 ? " initialisation" : " initialisations");
    }

private:
    ProxySpec m_spec;
    std::shared_ptr<const Knowledge> m_knowledge;
};

} // namespace

std::unique_ptr<Predictor> proxyPredictor(ProxySpec spec,
                                          std::shared_ptr<const Knowledge> knowledge)
{
    return std::make_unique<ProxyPredictor>(std::move(spec), std::move(knowledge));
}

} // namespace auspex
