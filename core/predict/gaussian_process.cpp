// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/predict/gaussian_process.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include <Eigen/Cholesky>
#include <Eigen/Eigenvalues>

#include "core/predict/standardise.h"
#include "core/predict/wording.h"

namespace auspex {

namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

constexpr std::size_t fewest = 3;

// The box that is searched, in natural logarithms. The length scale is counted in typical distances
// (the root of the number of columns); a noise above ten times the signal is no signal.
const double shortestScale = std::log(0.1);
const double longestScale = std::log(10.0);
const double leastNoise = std::log(1e-3);
const double mostNoise = std::log(10.0);

MatrixXd squaredDistances(const MatrixXd &first, const MatrixXd &second)
{
    MatrixXd distances(first.rows(), second.rows());
    for (Index i = 0; i < first.rows(); ++i) {
        for (Index j = 0; j < second.rows(); ++j)
            distances(i, j) = (first.row(i) - second.row(j)).squaredNorm();
    }
    return distances;
}

MatrixXd correlations(const MatrixXd &distances, double lengthScale)
{
    return (distances.array() / (-2.0 * lengthScale * lengthScale)).exp();
}

/// The likelihood at one length scale, for any noise: an eigenvalue problem solved once.
class Spectrum {
public:
    Spectrum(const MatrixXd &distances, const VectorXd &centred, double lengthScale)
    {
        const Eigen::SelfAdjointEigenSolver<MatrixXd> solver(correlations(distances, lengthScale));
        m_values = solver.eigenvalues().cwiseMax(0.0);
        m_squares = (solver.eigenvectors().transpose() * centred).cwiseAbs2();
    }

    double signal(double noise) const
    {
        return (m_squares.array() / (m_values.array() + noise)).mean();
    }

    /// Twice the negative logarithm of the marginal likelihood, less a constant, at the best
    /// signal.
    double badness(double noise) const
    {
        // Scores without any variation are as likely at every point; the floor keeps it finite.
        return static_cast<double>(m_values.size()) * std::log(std::max(signal(noise), 1e-300))
               + (m_values.array() + noise).log().sum();
    }

private:
    VectorXd m_values;
    VectorXd m_squares; // of the scores along the eigenvectors
};

struct Point {
    double logScale = 0.0;
    double logNoise = 0.0;
    double badness = std::numeric_limits<double>::infinity();
};

Result<KernelParameters> mostLikely(const MatrixXd &distances, const VectorXd &centred,
                                    double typicalDistance, Job &job)
{
    constexpr int scales = 17;
    constexpr int noises = 13;
    constexpr int halvings = 6;
    const double scaleStep = (longestScale - shortestScale) / (scales - 1);
    const double noiseStep = (mostNoise - leastNoise) / (noises - 1);
    const auto spectrum = [&](double logScale) {
        return Spectrum(distances, centred, typicalDistance * std::exp(logScale));
    };
    Point best;
    const auto tryRow = [&](double logScale, double firstNoise, double step, int count) {
        const Spectrum row = spectrum(logScale);
        for (int i = 0; i < count; ++i) {
            const double logNoise = std::clamp(firstNoise + i * step, leastNoise, mostNoise);
            const double badness = row.badness(std::exp(logNoise));
            if (badness < best.badness)
                best = {logScale, logNoise, badness};
        }
    };
    for (int i = 0; i < scales; ++i) {
        if (job.isCancelled())
            return cancelled();
        tryRow(shortestScale + i * scaleStep, leastNoise, noiseStep, noises);
    }
    double share = 1.0; // of a grid step: halved until the optimum is known to a sixty-fourth
    for (int halving = 0; halving < halvings; ++halving) {
        share *= 0.5;
        if (job.isCancelled())
            return cancelled();
        const Point centre = best;
        for (int side = -1; side <= 1; ++side) {
            const double logScale = std::clamp(centre.logScale + side * share * scaleStep,
                                               shortestScale, longestScale);
            tryRow(logScale, centre.logNoise - share * noiseStep, share * noiseStep, 3);
        }
    }
    const double noise = std::exp(best.logNoise);
    return KernelParameters{typicalDistance * std::exp(best.logScale), noise,
                            spectrum(best.logScale).signal(noise)};
}

class GaussianProcess : public Predictor {
public:
    GaussianProcess(std::string name, std::vector<Column> columns,
                    std::optional<KernelParameters> fixed)
        : m_name(std::move(name))
        , m_columns(std::move(columns))
        , m_fixed(fixed)
    {
    }

    Result<void> fit(std::span<const Demonstration> demonstrations, Job &job) override
    {
        if (demonstrations.size() < fewest)
            return tl::make_unexpected(
                tooFewDemonstrations(m_name, fewest, demonstrations.size(), "mean"));
        const auto x = columnMatrix(m_columns, demonstrations, m_name);
        if (!x)
            return tl::make_unexpected(x.error());
        m_scaling = scalingOf(*x);
        m_rows = m_scaling.apply(*x);
        const VectorXd scores = scoresOf(demonstrations);
        m_mean = scores.mean();
        const VectorXd centred = scores.array() - m_mean;
        const MatrixXd distances = squaredDistances(m_rows, m_rows);
        if (m_fixed) {
            m_kernel = *m_fixed;
        } else {
            const double typical = std::sqrt(
                static_cast<double>(std::max<Index>(1, m_rows.cols())));
            const auto found = mostLikely(distances, centred, typical, job);
            if (!found)
                return tl::make_unexpected(found.error());
            m_kernel = *found;
        }
        MatrixXd noisy = correlations(distances, m_kernel.lengthScale);
        noisy.diagonal().array() += m_kernel.noise;
        m_solver.compute(noisy);
        m_weights = m_solver.solve(centred);
        return {};
    }

    Result<std::vector<Prediction>> predict(std::span<const Architecture> architectures,
                                            Job &) const override
    {
        const auto x = columnMatrix(m_columns, architectures, m_name);
        if (!x)
            return tl::make_unexpected(x.error());
        const MatrixXd k = correlations(squaredDistances(m_rows, m_scaling.apply(*x)),
                                        m_kernel.lengthScale); // [demonstrations, architectures]
        std::vector<Prediction> predictions;
        for (Index i = 0; i < k.cols(); ++i) {
            const VectorXd column = k.col(i);
            const double explained = column.dot(m_solver.solve(column));
            const double variance = m_kernel.signal
                                    * std::max(0.0, 1.0 + m_kernel.noise - explained);
            predictions.push_back({m_mean + column.dot(m_weights), std::sqrt(variance)});
        }
        return predictions;
    }

    std::string explanation() const override
    {
        return "length scale " + shortNumber(m_kernel.lengthScale) + " standard deviations, signal "
               + shortNumber(std::sqrt(m_kernel.signal)) + ", noise "
               + shortNumber(std::sqrt(m_kernel.signal * m_kernel.noise));
    }

private:
    std::string m_name;
    std::vector<Column> m_columns;
    std::optional<KernelParameters> m_fixed;
    Scaling m_scaling;
    MatrixXd m_rows; // [demonstrations, active columns], standardised
    double m_mean = 0.0;
    KernelParameters m_kernel;
    Eigen::LDLT<MatrixXd> m_solver;
    VectorXd m_weights;
};

} // namespace

std::unique_ptr<Predictor> gaussianProcess(std::string name, std::vector<Column> columns,
                                           std::optional<KernelParameters> fixed)
{
    return std::make_unique<GaussianProcess>(std::move(name), std::move(columns), fixed);
}

} // namespace auspex
