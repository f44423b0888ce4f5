// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/predict/regression.h"

#include <utility>

namespace auspex {

namespace {

using Eigen::Index;

class RegressionPredictor : public Predictor {
public:
    using Fit = std::function<LinearModel(const Eigen::MatrixXd &, const Eigen::VectorXd &)>;

    RegressionPredictor(std::string name, std::vector<Column> columns, std::size_t needed,
                        std::string otherwise, Fit fitModel)
        : m_name(std::move(name))
        , m_columns(std::move(columns))
        , m_needed(needed)
        , m_otherwise(std::move(otherwise))
        , m_fitModel(std::move(fitModel))
    {
    }

    Result<void> fit(std::span<const Demonstration> demonstrations, Job &) override
    {
        if (demonstrations.size() < m_needed)
            return tl::make_unexpected(
                tooFewDemonstrations(m_name, m_needed, demonstrations.size(), m_otherwise));
        const auto x = columnMatrix(m_columns, demonstrations, m_name);
        if (!x)
            return tl::make_unexpected(x.error());
        m_model = m_fitModel(*x, scoresOf(demonstrations));
        return {};
    }

    Result<std::vector<Prediction>> predict(std::span<const Architecture> architectures,
                                            Job &) const override
    {
        const auto x = columnMatrix(m_columns, architectures, m_name);
        if (!x)
            return tl::make_unexpected(x.error());
        std::vector<Prediction> predictions;
        for (Index i = 0; i < x->rows(); ++i) {
            const Eigen::VectorXd row = x->row(i).transpose();
            predictions.push_back({m_model.value(row), m_model.deviation(row)});
        }
        return predictions;
    }

    std::string explanation() const override
    {
        std::vector<std::string> names;
        for (const Column &column : m_columns)
            names.push_back(column.name);
        std::string text = formula(m_model, names);
        if (m_model.rank < static_cast<Index>(m_columns.size()))
            text += " (the demonstrations do not tell all columns apart: the smallest coefficients "
                    "that fit)";
        return text;
    }

private:
    std::string m_name;
    std::vector<Column> m_columns;
    std::size_t m_needed;
    std::string m_otherwise;
    Fit m_fitModel;
    LinearModel m_model;
};

} // namespace

std::unique_ptr<Predictor> leastSquaresPredictor(std::string name, std::vector<Column> columns)
{
    const std::size_t needed = columns.size() + 1;
    return std::make_unique<RegressionPredictor>(std::move(name), std::move(columns), needed,
                                                 needed > 2 ? "fewer features" : "mean",
                                                 fitLeastSquares);
}

std::unique_ptr<Predictor> ridgePredictor(std::string name, std::vector<Column> columns,
                                          double lambda, RidgeScaling scaling)
{
    return std::make_unique<RegressionPredictor>(
        std::move(name), std::move(columns), 1, std::string(),
        [lambda, scaling](const Eigen::MatrixXd &x, const Eigen::VectorXd &y) {
            return fitRidge(x, y, lambda, scaling);
        });
}

} // namespace auspex
