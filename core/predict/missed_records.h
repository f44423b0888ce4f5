// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/predict/evaluation.h"
#include "core/predict/judged_splits.h"

// What is said of predictions that a predictor does not give: nothing is dropped in silence.

namespace auspex {

/// Fills the row's counts from its splits.
void countRecords(PredictorEvaluation &row);

/// Where the row cannot be judged because a split has too few predictions.
std::optional<Error> tooFewPredictions(const PredictorEvaluation &row);

/// How many the row misses, and why, where it misses any.
void noteMissed(const PredictorEvaluation &row, std::vector<std::string> &notes);

/// A test is of fewer architectures than the metrics where one of the two misses some.
void noteShared(const PredictorEvaluation &row, const PredictorEvaluation &baseline,
                const std::vector<JudgedSplit> &splits, std::vector<std::string> &notes);

} // namespace auspex
