// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/predict/linear_model.h"

#include <cmath>

#include <Eigen/Cholesky>
#include <Eigen/QR>

#include "core/predict/standardise.h"
#include "core/predict/wording.h"

namespace auspex {

namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

/// Below this share of the largest pivot a column is taken for a combination of the others.
constexpr double rankThreshold = 1e-10;

/// Puts what was found on the scaled columns back into the columns' own units.
LinearModel unscaled(const Scaling &scaling, const VectorXd &weights, const MatrixXd &leverage)
{
    const Index columns = scaling.mean.size();
    LinearModel model;
    model.centre = scaling.mean;
    model.coefficients = VectorXd::Zero(columns);
    model.leverage = MatrixXd::Zero(columns, columns);
    for (std::size_t i = 0; i < scaling.active.size(); ++i) {
        const auto row = static_cast<Index>(i);
        const Index target = scaling.active[i];
        model.coefficients(target) = weights(row) / scaling.unit(target);
        for (std::size_t j = 0; j < scaling.active.size(); ++j) {
            const Index other = scaling.active[j];
            model.leverage(target, other) = leverage(row, static_cast<Index>(j))
                                            / (scaling.unit(target) * scaling.unit(other));
        }
    }
    return model;
}

void addResiduals(LinearModel &model, const MatrixXd &x, const VectorXd &y, double fitted)
{
    model.rows = x.rows();
    model.centreValue = y.mean();
    double squares = 0.0;
    for (Index i = 0; i < x.rows(); ++i) {
        const double residual = y(i) - model.value(x.row(i).transpose());
        squares += residual * residual;
    }
    model.freedom = static_cast<double>(x.rows()) - 1.0 - fitted;
    // What is left of a perfect ridge fit by rounding is no freedom.
    if (model.freedom < 1e-9)
        model.freedom = 0.0;
    model.residualVariance = model.freedom > 0.0 ? squares / model.freedom : 0.0;
}

} // namespace

double LinearModel::intercept() const
{
    return centreValue - coefficients.dot(centre);
}

double LinearModel::value(const VectorXd &x) const
{
    // A plain loop: equal rows give equal bits wherever they lie in memory, so ties stay ties.
    double sum = centreValue;
    for (Index i = 0; i < x.size(); ++i)
        sum += coefficients(i) * (x(i) - centre(i));
    return sum;
}

std::optional<double> LinearModel::deviation(const VectorXd &x) const
{
    if (freedom <= 0.0)
        return std::nullopt;
    const VectorXd away = x - centre;
    const double h = 1.0 / static_cast<double>(rows) + away.dot(leverage * away);
    return std::sqrt(residualVariance * (1.0 + h));
}

LinearModel fitLeastSquares(const MatrixXd &x, const VectorXd &y)
{
    const Scaling scaling = scalingOf(x);
    const MatrixXd z = scaling.apply(x);
    VectorXd weights;
    MatrixXd leverage;
    Index rank = 0;
    if (z.cols() > 0) {
        Eigen::CompleteOrthogonalDecomposition<MatrixXd> qr;
        qr.setThreshold(rankThreshold);
        qr.compute(z);
        rank = qr.rank();
        weights = qr.solve((y.array() - y.mean()).matrix());
        const MatrixXd inverse = qr.pseudoInverse();
        leverage = inverse * inverse.transpose();
    }
    LinearModel model = unscaled(scaling, weights, leverage);
    model.rank = rank;
    addResiduals(model, x, y, static_cast<double>(rank));
    return model;
}

LinearModel fitRidge(const MatrixXd &x, const VectorXd &y, double lambda, RidgeScaling how)
{
    Scaling scaling = scalingOf(x);
    if (how == RidgeScaling::AsIs)
        scaling.unit.setOnes();
    const MatrixXd z = scaling.apply(x);
    VectorXd weights;
    MatrixXd leverage;
    double fitted = 0.0;
    if (z.cols() > 0) {
        const MatrixXd gram = z.transpose() * z;
        const MatrixXd penalised = gram + lambda * MatrixXd::Identity(z.cols(), z.cols());
        const Eigen::LDLT<MatrixXd> solver(penalised);
        weights = solver.solve(z.transpose() * (y.array() - y.mean()).matrix());
        leverage = solver.solve(MatrixXd::Identity(z.cols(), z.cols()));
        fitted = (leverage * gram).trace();
    }
    LinearModel model = unscaled(scaling, weights, leverage);
    model.rank = x.cols();
    addResiduals(model, x, y, fitted);
    return model;
}

std::string formula(const LinearModel &model, const std::vector<std::string> &names)
{
    std::string text;
    const auto add = [&text](double number, const std::string &suffix) {
        const bool negative = std::signbit(number);
        if (!text.empty())
            text += negative ? " - " : " + ";
        else if (negative)
            text += '-';
        text += shortNumber(std::abs(number)) + suffix;
    };
    for (Index i = 0; i < model.coefficients.size(); ++i) {
        if (model.coefficients(i) != 0.0)
            add(model.coefficients(i), " * " + names[static_cast<std::size_t>(i)]);
    }
    add(model.intercept(), {});
    return text;
}

} // namespace auspex
