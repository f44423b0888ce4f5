// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

#include "core/llm/llm_service.h"

namespace auspex {

/// What the samples of one question say together: the mean of those that can be used, and how far
/// they scatter (the standard deviation with n - 1; for expected values the spread within each is
/// added, as the law of total variance has it). `stopped` is why a run ended early.
LlmPrediction predictionOf(const LlmAnswer &answer, const LlmRunOptions &options,
                           const std::optional<Error> &stopped);

/// US dollars that each question's kept replies cost when they came; nothing where there is none or
/// a price was unknown.
Result<std::vector<std::optional<double>>> costsOfReplies(const Provider &provider,
                                                          const std::vector<LlmQuestion> &questions,
                                                          const LlmRunOptions &options,
                                                          CallCache &cache);

} // namespace auspex
