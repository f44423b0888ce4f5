// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/plot_data.h"
#include "ui/judge/judge_results.h"
#include "ui/judge/judge_setup.h"

namespace auspex {

/// What the Judge's charts show: the drawn predictors of the setup, one series each in the setup's
/// order and in the predictor's own colour. A point's key is the architecture's index in the task's
/// records. Predictors that only rank are left out where a chart compares scores.

PlotData scatterChart(const JudgeResults &results, const JudgeSetup &setup);
PlotData residualChart(const JudgeResults &results, const JudgeSetup &setup);

/// Predicted rank against gold rank within each split; rank 1 is the best.
PlotData rankChart(const JudgeResults &results, const JudgeSetup &setup);

/// Pairs in the wrong order by their distance in the gold ranking, summed over the splits.
PlotData discordantChart(const JudgeResults &results, const JudgeSetup &setup);

/// setup.intervalMetric of every predictor, drawn or not, with its bootstrap interval: one line a
/// predictor, the first of the setup on top. Keys are -1 - index in the setup: no architecture.
PlotData intervalChart(const JudgeResults &results, const JudgeSetup &setup);

/// Titles of drawn predictors that only rank: a scatter or residual chart lacks them.
QStringList rankOnlyTitles(const JudgeResults &results, const JudgeSetup &setup);

/// "Architecture 17": how records are numbered for people, from 1.
QString architectureName(qint64 record);

} // namespace auspex
