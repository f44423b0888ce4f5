// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <vector>

#include "core/predict/predictor.h"

namespace auspex {

/// Makes a fresh predictor that has not been fitted.
using PredictorFactory = std::function<std::unique_ptr<Predictor>()>;

/// For each demonstration, what a predictor fitted to all the others says of it: what can be known
/// of a predictor's errors without a test score. Fails as the predictor's fit() and predict() do on
/// one demonstration less, and with Cancelled.
Result<std::vector<Prediction>> leaveOneOutPredictions(
    const PredictorFactory &make, std::span<const Demonstration> demonstrations, Job &job);

/// Their values alone; NaN for one that is missing.
Result<std::vector<double>> leaveOneOut(const PredictorFactory &make,
                                        std::span<const Demonstration> demonstrations, Job &job);

} // namespace auspex
