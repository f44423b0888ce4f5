// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string>
#include <vector>

#include "core/metrics/bootstrap.h"
#include "core/predict/evaluation.h"

namespace auspex {

/// How each metric is computed; groups are decoder depths.
Metric metricFunction(MetricId id);

/// Whether the metric has a meaning for a predictor of this scale.
bool isMeaningful(const MetricInfo &info, PredictionScale scale);

/// Why the metric is undefined on these columns, where it is: a full sentence.
std::string whyUndefined(MetricId id, const Sample &sample);

/// Why there are no errors for a predictor that only ranks.
std::string whyNoErrors(const PredictorSpec &spec);

} // namespace auspex
