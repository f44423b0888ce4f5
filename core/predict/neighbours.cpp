// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/predict/neighbours.h"

#include <algorithm>
#include <utility>

#include "core/metrics/errors.h"
#include "core/predict/leave_one_out.h"
#include "core/predict/standardise.h"

namespace auspex {

namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

/// The mean of the k nearest rows' scores.
double neighbourMean(const MatrixXd &rows, const VectorXd &scores, const VectorXd &x, std::size_t k)
{
    std::vector<std::pair<double, double>> byDistance; // squared distance, score
    for (Index i = 0; i < rows.rows(); ++i)
        byDistance.emplace_back((rows.row(i).transpose() - x).squaredNorm(), scores(i));
    std::sort(byDistance.begin(), byDistance.end());
    double sum = 0.0;
    std::size_t count = 0;
    // Rounding must not part demonstrations that are equally far away.
    const double limit = byDistance[k - 1].first * (1.0 + 1e-12);
    for (const auto &[distance, score] : byDistance) {
        if (distance > limit)
            break;
        sum += score;
        ++count;
    }
    return sum / static_cast<double>(count);
}

class NearestNeighbours : public Predictor {
public:
    NearestNeighbours(std::string name, std::vector<Column> columns, std::size_t k,
                      bool withDeviation)
        : m_name(std::move(name))
        , m_columns(std::move(columns))
        , m_k(k)
        , m_withDeviation(withDeviation)
    {
    }

    Result<void> fit(std::span<const Demonstration> demonstrations, Job &job) override
    {
        if (demonstrations.size() < m_k)
            return tl::make_unexpected(tooFewDemonstrations(m_name, m_k, demonstrations.size(),
                                                            "a smaller number of neighbours"));
        const auto x = columnMatrix(m_columns, demonstrations, m_name);
        if (!x)
            return tl::make_unexpected(x.error());
        m_scaling = scalingOf(*x);
        m_rows = m_scaling.apply(*x);
        m_scores = scoresOf(demonstrations);
        m_deviation.reset();
        if (!m_withDeviation || demonstrations.size() <= m_k)
            return {};
        const auto plain = [this] {
            return std::make_unique<NearestNeighbours>(m_name, m_columns, m_k, false);
        };
        const auto left = leaveOneOut(plain, demonstrations, job);
        if (!left)
            return tl::make_unexpected(left.error());
        m_deviation = rootMeanSquaredError(
            *left, {m_scores.data(), static_cast<std::size_t>(m_scores.size())});
        return {};
    }

    Result<std::vector<Prediction>> predict(std::span<const Architecture> architectures,
                                            Job &) const override
    {
        const auto x = columnMatrix(m_columns, architectures, m_name);
        if (!x)
            return tl::make_unexpected(x.error());
        const MatrixXd rows = m_scaling.apply(*x);
        std::vector<Prediction> predictions;
        for (Index i = 0; i < rows.rows(); ++i)
            predictions.push_back(
                {neighbourMean(m_rows, m_scores, rows.row(i).transpose(), m_k), m_deviation});
        return predictions;
    }

private:
    std::string m_name;
    std::vector<Column> m_columns;
    std::size_t m_k;
    bool m_withDeviation; // without, where it is itself fitted to find the deviation
    Scaling m_scaling;
    MatrixXd m_rows; // [demonstrations, active columns], standardised
    VectorXd m_scores;
    std::optional<double> m_deviation;
};

} // namespace

std::unique_ptr<Predictor> nearestNeighbours(std::string name, std::vector<Column> columns,
                                             std::size_t k)
{
    return std::make_unique<NearestNeighbours>(std::move(name), std::move(columns), k, true);
}

} // namespace auspex
