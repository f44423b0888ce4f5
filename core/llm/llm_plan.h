// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/llm/llm_run.h"

// Which requests a set of questions takes, once the cache has answered what it can.

namespace auspex {

/// One sample of one distinct prompt.
struct PlannedSample {
    std::size_t prompt = 0; ///< index into LlmPlan::prompts
    int sample = 0;
    int ask = 0;     ///< the one that is next
    std::string key; ///< of that one
    bool finished = false;
    bool waits = false; ///< for a batch job's result
    LlmSample result;
};

struct LlmPlan {
    struct DistinctPrompt {
        std::size_t question = 0;   ///< the first that has it
        std::int64_t questions = 0; ///< how many have it
    };
    std::vector<DistinctPrompt> prompts;
    std::vector<std::size_t> promptOf;  ///< of each question
    std::vector<PlannedSample> samples; ///< `samplesEach` of the first prompt, then of the next
    std::size_t samplesEach = 0;

    /// In the order of the questions.
    std::vector<LlmAnswer> answers() const;

    /// Predictions that wait for batch jobs, as the questions count them.
    std::int64_t waiting() const;
};

/// What is sent at once: some samples of one prompt, all at the same ask.
struct PlannedRequest {
    std::vector<std::size_t> samples; ///< indices into LlmPlan::samples
    int attempts = 0;                 ///< that failed
};

/// Looks everything up in the cache. Fails on options and prompts that cannot be used.
Result<LlmPlan> planQuestions(const Provider &provider, const std::vector<LlmQuestion> &questions,
                              const LlmRunOptions &options, CallCache &cache, Job &job);

/// The requests for all samples that are not finished and wait for no batch job; together where
/// `together`.
std::vector<PlannedRequest> openRequests(const LlmPlan &plan, bool together);

/// The same for some samples of one prompt.
std::vector<PlannedRequest> requestsFor(const LlmPlan &plan,
                                        const std::vector<std::size_t> &samples, bool together);

/// Turns a sample to its next ask.
void planNextAsk(const Provider &provider, const std::vector<LlmQuestion> &questions,
                 const LlmRunOptions &options, const LlmPlan &plan, PlannedSample &sample);

} // namespace auspex
