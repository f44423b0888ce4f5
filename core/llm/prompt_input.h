// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "core/arch/tfs_data.h"
#include "core/llm/prompt.h"

// Where a prompt's demonstrations and task examples come from. Any thread may call.

namespace auspex {

/// Sentence pairs of two text files of equal line count ("train.en", "train.de"), or of one file
/// with a tab between source and target. Empty lines are passed over; at most `most` pairs are
/// kept. Fails, naming file and line, on unequal counts and on invalid UTF-8.
Result<std::vector<TaskExample>> readTaskExamples(const std::filesystem::path &source,
                                                  const std::filesystem::path &target,
                                                  std::size_t most = 100'000);

/// `count` distinct ones drawn by the seed, in the order they stand; all where there are fewer.
std::vector<TaskExample> drawTaskExamples(const std::vector<TaskExample> &pool, std::size_t count,
                                          std::uint64_t seed);

/// The first `count` demonstrations of a split, as the paper's code takes them, or `count` of them
/// drawn by a seed (in their order). Those without the target are passed over.
std::vector<PromptSubject> promptDemonstrations(const TfsTask &task, const TfsSplit &split,
                                                const std::string &target, std::size_t count,
                                                EfficiencyMetric efficiency,
                                                std::optional<std::uint64_t> drawnBy = {});

/// An architecture of the task as a query: with its efficiency, without a score.
PromptSubject promptQuery(const TfsTask &task, const Architecture &architecture,
                          EfficiencyMetric efficiency);

} // namespace auspex
