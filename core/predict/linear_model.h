// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <Eigen/Core>

namespace auspex {

/// y = intercept + coefficients . x, fitted to a few rows, with the uncertainty of a new y. A
/// column without variation has the coefficient 0.
struct LinearModel {
    Eigen::VectorXd coefficients; ///< [columns], in the columns' own units
    Eigen::VectorXd centre;       ///< [columns], means of the columns
    double centreValue = 0.0;     ///< the mean of y, predicted at the centre
    /// [columns, columns]; a new x has the leverage 1/rows + (x - centre)' leverage (x - centre).
    Eigen::MatrixXd leverage;
    Eigen::Index rows = 0;
    Eigen::Index rank = 0;         ///< of the centred columns; a ridge determines all of them
    double freedom = 0.0;          ///< rows less what was fitted, the effective number for a ridge
    double residualVariance = 0.0; ///< of a y around the line; no meaning without freedom

    double intercept() const;
    double value(const Eigen::VectorXd &x) const;
    /// Of a new y at x: sqrt(s^2 (1 + h)). Nothing where no freedom is left to estimate s.
    std::optional<double> deviation(const Eigen::VectorXd &x) const;
};

enum class RidgeScaling {
    AsIs,         ///< columns are centred only: right for numbers in [0, 1] such as the encodings
    Standardised, ///< divided by their population deviation
};

/// Least squares by column-pivoted QR, on standardised columns. Where the columns do not determine
/// the coefficients (rank < columns), those of minimum norm among the standardised ones are taken.
/// At least one row.
LinearModel fitLeastSquares(const Eigen::MatrixXd &x, const Eigen::VectorXd &y);

/// Minimises |y - X b|^2 + lambda |b|^2 on centred columns; the intercept is not penalised. A
/// positive lambda, at least one row.
LinearModel fitRidge(const Eigen::MatrixXd &x, const Eigen::VectorXd &y, double lambda,
                     RidgeScaling scaling);

/// "0.48 * decoder_layers - 0.02 * total_ffn + 23.9", four significant digits; a coefficient that
/// is exactly 0 is left out.
std::string formula(const LinearModel &model, const std::vector<std::string> &names);

} // namespace auspex
