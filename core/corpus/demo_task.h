// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>

#include "core/base/job.h"
#include "core/corpus/parallel_text.h"

// The built-in task: English to German, drawn from a grammar of our own. German needs what English
// does not show or shows elsewhere: gender, case and adjective endings, verbs at the end of
// subordinate clauses, separated prefixes, the one of several words that the context asks for,
// pronouns that agree with a noun of another clause, half hours, and numbers with their units
// first.

namespace auspex {

struct DemoTaskOptions {
    std::size_t train = 20000;
    std::size_t valid = 500;
    std::size_t test = 500;
    std::uint64_t seed = 1;
};

/// The most sentences that all splits together may have.
inline constexpr std::size_t mostDemoSentences = 2'000'000;

enum class DemoSplit { Train, Valid, Test };

/// One pair: the grammar's sentence of that seed and number.
SentencePair demoPair(std::uint64_t seed, std::uint64_t number);

/// Gives the pairs of one split, in order, to `use`, whose failure ends it. No English sentence is
/// in two splits or twice in one, and neither is a German one of valid or test in train. The same
/// seed and sizes give the same pairs; valid and test do not depend on the size of train.
Result<void> forEachDemoPair(const DemoTaskOptions &options, DemoSplit split,
                             const std::function<Result<void>(SentencePair &&)> &use, Job &job);

} // namespace auspex
