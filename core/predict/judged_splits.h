// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "core/predict/evaluation.h"

namespace auspex {

/// One split made ready: what each predictor is shown and what it is judged on. Entry i of every
/// column of the latter is the same architecture.
struct JudgedSplit {
    std::string name;
    std::vector<Demonstration> demonstrations;
    std::vector<std::size_t> records; ///< indices into TfsTask::records, never empty
    std::vector<Architecture> architectures;
    std::vector<double> target; ///< the TFS scores, which no predictor sees
    std::vector<int> depth;     ///< decoder layers
    std::vector<int> item;      ///< the records as ids for the bootstrap
};

/// The task's split of the name, or for a number that is no split's name the one drawn with that
/// seed. Fails with ErrorCode::NotFound, listing the names there are.
Result<TfsSplit> findSplit(const TfsTask &task, const std::string &name,
                           const EvaluationOptions &options);

/// The split's first demonstrations that have the target, as many as the options say.
std::vector<Demonstration> demonstrationsOf(const TfsTask &task, const TfsSplit &split,
                                            const EvaluationOptions &options);

/// The splits that the options ask for, less what lacks the target; `notes` gets a sentence for
/// everything that was left out or is short.
Result<std::vector<JudgedSplit>> judgedSplits(const TfsTask &task, const EvaluationOptions &options,
                                              std::vector<std::string> &notes);

} // namespace auspex
