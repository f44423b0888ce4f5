// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/predict/columns.h"
#include "core/predict/linear_model.h"
#include "core/predict/predictor.h"

namespace auspex {

/// The penalty of `ridge:` specs, for numbers like those of the encodings.
inline constexpr double ridgePenalty = 0.01;

/// Least squares with an intercept. Needs one demonstration more than it has columns; where the
/// columns still do not determine the coefficients, the explanation says so.
std::unique_ptr<Predictor> leastSquaresPredictor(std::string name, std::vector<Column> columns);

/// Ridge regression with an intercept that is not penalised; works from one demonstration on.
std::unique_ptr<Predictor> ridgePredictor(std::string name, std::vector<Column> columns,
                                          double lambda, RidgeScaling scaling);

} // namespace auspex
