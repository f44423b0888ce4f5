// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "core/metrics/bootstrap.h"
#include "core/predict/evaluation.h"
#include "core/predict/judged_splits.h"

namespace auspex {

/// One predictor's splits as columns, for the bootstrap to look at, without the records that it
/// misses.
struct JudgedColumns {
    struct Split {
        std::vector<double> predicted;
        std::vector<double> target;
        std::vector<int> depth;
        std::vector<int> item;
    };
    std::vector<Split> splits;
};

/// With another predictor: of the records that both predict; a split without any is then left out.
JudgedColumns columnsOf(const PredictorEvaluation &row, const std::vector<JudgedSplit> &splits,
                        const PredictorEvaluation *other = nullptr);

/// Views of the columns, which must outlive them.
std::vector<SplitScores> scoresOf(const JudgedColumns &columns);

} // namespace auspex
