// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/predict/columns.h"
#include "core/predict/predictor.h"

namespace auspex {

/// k(a, b) = signal exp(-|a - b|^2 / (2 lengthScale^2)), plus signal * noise where a is b. The
/// distance is that of columns standardised on the demonstrations, the scores are centred on their
/// mean.
struct KernelParameters {
    double lengthScale = 1.0;
    double noise = 0.01; ///< variance of the noise, as a share of the signal's
    double signal = 1.0; ///< variance, in the squared unit of the score
};

/// A Gaussian process with a squared exponential kernel. Without fixed parameters they maximise the
/// marginal likelihood: the signal's variance in closed form, length scale and noise on a grid of
/// 17 x 13 that is refined around its best point. From three demonstrations on.
std::unique_ptr<Predictor> gaussianProcess(std::string name, std::vector<Column> columns,
                                           std::optional<KernelParameters> fixed = {});

} // namespace auspex
