// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/predict/simple_predictors.h"

#include <cmath>
#include <utility>

#include "core/metrics/errors.h"
#include "core/predict/linear_model.h"
#include "core/predict/wording.h"

namespace auspex {

namespace {

using Eigen::Index;
using Eigen::VectorXd;

class ColumnPredictor : public Predictor {
public:
    ColumnPredictor(std::string name, Column column, PredictionScale scale)
        : m_name(std::move(name))
        , m_column(std::move(column))
        , m_scale(scale)
    {
    }

    PredictionScale scale() const override { return m_scale; }

    Result<void> fit(std::span<const Demonstration> demonstrations, Job &) override
    {
        std::vector<double> values;
        std::vector<double> scores;
        for (const Demonstration &demonstration : demonstrations) {
            if (const auto value = m_column.value(demonstration.architecture)) {
                values.push_back(*value);
                scores.push_back(demonstration.score);
            }
        }
        m_deviation.reset();
        if (m_scale == PredictionScale::Score) {
            if (!values.empty())
                m_deviation = rootMeanSquaredError(values, scores);
            return {};
        }
        if (values.size() < 3)
            return {};
        const auto count = static_cast<Index>(values.size());
        const LinearModel line = fitLeastSquares(Eigen::Map<const VectorXd>(scores.data(), count),
                                                 Eigen::Map<const VectorXd>(values.data(), count));
        if (line.freedom > 0.0)
            m_deviation = std::sqrt(line.residualVariance);
        return {};
    }

    Result<std::vector<Prediction>> predict(std::span<const Architecture> architectures,
                                            Job &) const override
    {
        const auto values = columnMatrix({&m_column, 1}, architectures, m_name);
        if (!values)
            return tl::make_unexpected(values.error());
        std::vector<Prediction> predictions;
        for (Index i = 0; i < values->rows(); ++i)
            predictions.push_back({(*values)(i, 0), m_deviation});
        return predictions;
    }

private:
    std::string m_name;
    Column m_column;
    PredictionScale m_scale;
    std::optional<double> m_deviation;
};

/// The mean of a few scores, with the deviation of a new one around it.
struct Mean {
    double value = 0.0;
    double squares = 0.0; ///< sum of the squared differences from the value
    std::size_t count = 0;

    explicit Mean(std::span<const double> scores)
        : count(scores.size())
    {
        for (const double score : scores)
            value += score / static_cast<double>(count);
        for (const double score : scores)
            squares += (score - value) * (score - value);
    }
};

class MeanPredictor : public Predictor {
public:
    explicit MeanPredictor(std::string name)
        : m_name(std::move(name))
    {
    }

    Result<void> fit(std::span<const Demonstration> demonstrations, Job &) override
    {
        if (demonstrations.empty())
            return tl::make_unexpected(tooFewDemonstrations(m_name, 1, 0, {}));
        std::vector<double> scores;
        for (const Demonstration &demonstration : demonstrations)
            scores.push_back(demonstration.score);
        const Mean mean(scores);
        const auto count = static_cast<double>(mean.count);
        m_prediction = {mean.value, std::nullopt};
        if (mean.count > 1)
            m_prediction.deviation = std::sqrt(mean.squares / (count - 1.0) * (1.0 + 1.0 / count));
        return {};
    }

    Result<std::vector<Prediction>> predict(std::span<const Architecture> architectures,
                                            Job &) const override
    {
        return std::vector<Prediction>(architectures.size(), m_prediction);
    }

    std::string explanation() const override { return shortNumber(m_prediction.value); }

private:
    std::string m_name;
    Prediction m_prediction;
};

class DepthMeanPredictor : public Predictor {
public:
    explicit DepthMeanPredictor(std::string name)
        : m_name(std::move(name))
    {
    }

    Result<void> fit(std::span<const Demonstration> demonstrations, Job &) override
    {
        if (demonstrations.empty())
            return tl::make_unexpected(tooFewDemonstrations(m_name, 1, 0, {}));
        std::map<int, std::vector<double>> byDepth;
        VectorXd depths(static_cast<Index>(demonstrations.size()));
        for (std::size_t i = 0; i < demonstrations.size(); ++i) {
            const int depth = demonstrations[i].architecture.decoderLayers();
            byDepth[depth].push_back(demonstrations[i].score);
            depths(static_cast<Index>(i)) = depth;
        }
        m_line = fitLeastSquares(depths, scoresOf(demonstrations));
        m_means.clear();
        // One variance for all depths: a depth has too few demonstrations for one of its own.
        double squares = 0.0;
        for (const auto &[depth, scores] : byDepth) {
            const Mean &mean = m_means.emplace(depth, Mean(scores)).first->second;
            squares += mean.squares;
        }
        const std::size_t freedom = demonstrations.size() - m_means.size();
        m_variance.reset();
        if (freedom > 0)
            m_variance = squares / static_cast<double>(freedom);
        return {};
    }

    Result<std::vector<Prediction>> predict(std::span<const Architecture> architectures,
                                            Job &) const override
    {
        std::vector<Prediction> predictions;
        for (const Architecture &architecture : architectures)
            predictions.push_back(at(architecture.decoderLayers()));
        return predictions;
    }

    std::string explanation() const override
    {
        std::string text;
        for (const auto &[depth, mean] : m_means) {
            text += counted(static_cast<std::size_t>(depth), "layer") + ": "
                    + shortNumber(mean.value) + "; ";
        }
        return text + "other depths: " + formula(m_line, {"decoder_layers"});
    }

private:
    Prediction at(int depth) const
    {
        const auto mean = m_means.find(depth);
        if (mean == m_means.end()) {
            const VectorXd x = VectorXd::Constant(1, depth);
            return {m_line.value(x), m_line.deviation(x)};
        }
        Prediction prediction{mean->second.value, std::nullopt};
        if (m_variance)
            prediction.deviation = std::sqrt(
                *m_variance * (1.0 + 1.0 / static_cast<double>(mean->second.count)));
        return prediction;
    }

    std::string m_name;
    std::map<int, Mean> m_means; // by decoder layers
    std::optional<double> m_variance;
    LinearModel m_line;
};

} // namespace

std::unique_ptr<Predictor> columnPredictor(std::string name, Column column, PredictionScale scale)
{
    return std::make_unique<ColumnPredictor>(std::move(name), std::move(column), scale);
}

std::unique_ptr<Predictor> meanPredictor(std::string name)
{
    return std::make_unique<MeanPredictor>(std::move(name));
}

std::unique_ptr<Predictor> depthMeanPredictor(std::string name)
{
    return std::make_unique<DepthMeanPredictor>(std::move(name));
}

} // namespace auspex
