// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <span>
#include <vector>

#include "core/predict/evaluation.h"
#include "core/report/exporters.h"
#include "core/report/result_table.h"

namespace auspex {

/// Which of an evaluation's predictors the reader's eye should fall on, for each metric.
using MetricEmphasis = std::array<Emphasis, metricCount>;

/// One entry a predictor, in their order. Best is the highest, the lowest or the mean nearest to
/// zero, as the metric wants it; Tied is a mean whose own bootstrap interval holds the best mean
/// (for the bias: its distance from zero).
std::vector<MetricEmphasis> metricEmphasis(const Evaluation &evaluation);

enum class EvaluationForm {
    Data,   ///< for programs: `evaluate --format csv`, whose columns never change
    People, ///< for a terminal, a paper or a web page
};

/// The form that a format asks for: Data for CSV, TSV and JSON.
EvaluationForm formFor(TableFormat format);

/// One row a predictor of each evaluation, in their order, ready for render().
///
/// Data: task, target, predictor (as specText()), demonstrations, splits (separated by spaces), n
/// (architectures that the predictor is judged on, summed over the splits; those of the task where
/// it failed), and for every metric M of allMetrics() M_mean,
/// M_std, M_low and M_high; `metrics` is not looked at.
/// People: the predictor by specTitle(), and the asked metrics (none: all) as mean with deviation,
/// emphasised within each evaluation; the task and the target where they differ.
/// A metric without a value has its reason, or the predictor's error.
ResultTable evaluationTable(std::span<const Evaluation> evaluations, EvaluationForm form,
                            std::span<const MetricId> metrics = {});

} // namespace auspex
