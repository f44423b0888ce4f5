// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "core/predict/latency_evaluation.h"

namespace auspex {

/// The regressions that a latency predictor must beat, each on the ten averages unless its name
/// says otherwise. Fails only when cancelled or where no architecture has a row's averages.
Result<std::vector<LatencyContender>> latencyContenders(const LatencySplit &split, Job &job);

} // namespace auspex
