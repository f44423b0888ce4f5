// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>

#include "core/predict/columns.h"
#include "core/predict/predictor.h"

namespace auspex {

/// The column's value as it is. The deviation is, for a score, the root mean squared error on the
/// demonstrations that have the column; for a number that only ranks, the residual deviation of its
/// regression on the TFS score, from three demonstrations on. Works without demonstrations.
std::unique_ptr<Predictor> columnPredictor(std::string name, Column column, PredictionScale scale);

/// The mean of the demonstrations, for every architecture: the least that a predictor must beat.
std::unique_ptr<Predictor> meanPredictor(std::string name);

/// The mean of the demonstrations with as many decoder layers. An architecture whose depth no
/// demonstration has is put on the least-squares line through the demonstrations' depths.
std::unique_ptr<Predictor> depthMeanPredictor(std::string name);

} // namespace auspex
