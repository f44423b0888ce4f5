// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/predict/ablation.h"
#include "core/report/evaluation_table.h"

namespace auspex {

/// The lower block of the paper's Table 1 with one's own models: a row for each model, prompt and
/// variant, judged with the largest number of demonstrations, then the baselines.
///
/// Data: task, target, model, prompt, variant, predictor, demonstrations, splits, n, then mae and
/// tau as evaluationTable() has them, each with M_p, the p-value against the reference. People:
/// task (where there are several), model, prompt (likewise), what the row is, and of MAE and
/// Kendall tau the mean with its deviation, both ends of the interval and p, emphasised within each
/// task.
ResultTable ablationTable(const Ablation &ablation, EvaluationForm form);

/// The same for the number of demonstrations: a row for each model, prompt and number (the paper's
/// Table 2), each beside the baselines with as many.
ResultTable demonstrationsTable(const Ablation &ablation, EvaluationForm form);

} // namespace auspex
