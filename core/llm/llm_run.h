// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/arch/architecture.h"
#include "core/base/job.h"
#include "core/llm/answer.h"
#include "core/llm/call_cache.h"
#include "core/llm/http_client.h"
#include "core/llm/pacing.h"
#include "core/llm/price.h"

// Many questions to one model: in parallel, paced, retried, kept before they count, never asked
// twice. Paper section 3; spec llm-api 5.1; reliability 6.6.

namespace auspex {

/// One thing to ask: a rendered prompt, and what it is about.
struct LlmQuestion {
    std::string prompt;
    Architecture architecture;
};

struct LlmRunOptions {
    ChatParameters parameters;
    /// Predictions of each question (paper, A.8.4). Samples and re-asks that are sent one by one
    /// have seeds of their own, counted up from the parameters'.
    int samples = 1;
    int maxReasks = 2; ///< of an answer that cannot be used, each
    AnswerOptions answers;
    bool useExpectedValue = false; ///< from log probabilities, where they come
    int parallel = 0;              ///< 0: as the provider says
    std::optional<double> budget;  ///< US dollars; nothing more is sent that might exceed it
    bool cachedOnly = false;       ///< nothing is sent at all
    RetryPolicy retry;
    HttpTimeouts timeouts;
};

/// One prediction, or why there is none.
struct LlmSample {
    Answer answer;
    std::optional<ExpectedAnswer> expected; ///< without its mass, which is not kept
    bool fromCache = false;
    int asks = 0; ///< requests that this sample took, failed attempts not counted
    std::optional<ChatFailure> failure; ///< why nothing came
    bool missing = false;               ///< not asked: cached only, budget, cancelled, stopped
};

struct LlmAnswer {
    std::vector<LlmSample> samples;
};

/// What a run has done so far; a snapshot.
struct LlmRunStatus {
    std::int64_t predictions = 0; ///< asked for: questions times samples
    std::int64_t done = 0;        ///< with a usable answer
    std::int64_t unusable = 0;    ///< answered, but without a number, after all re-asks
    std::int64_t failed = 0;
    std::int64_t fromCache = 0;
    std::int64_t requests = 0; ///< sent, retries included
    std::int64_t inFlight = 0;
    TokenUsage usage;                             ///< of this run's own requests
    std::optional<double> cost = 0.0;             ///< nothing: a call's price is unknown
    double perSecond = 0.0;                       ///< replies, over the last ten seconds
    std::map<std::string, std::int64_t> failures; ///< by failureKey(), retried ones included
    std::string waiting; ///< why nothing is sent just now, a phrase: "for the network", "paused"
};

struct LlmRunOutcome {
    std::vector<LlmAnswer> answers; ///< in the order of the questions
    LlmRunStatus status;
    /// Why the queue ended early: no credit, a key or certificate that is refused, a redirect, the
    /// budget, ten requests in a row that failed, cancelled; or that the rest waits in a batch job.
    std::optional<Error> stopped;
};

using LlmRunListener = std::function<void(const LlmRunStatus &)>; ///< on the calling thread

/// Asks all questions and returns when all are answered or the run is stopped. Blocks the calling
/// thread, which runs an event loop meanwhile and needs a QCoreApplication in the process. Each
/// reply is in the cache, committed, before it counts. A request that the cache holds is not sent,
/// nor one that waits in a batch job of the cache's workspace when the run begins.
///
/// Job: cancel stops sending, waits for nothing more, keeps what came; pause stops sending. While
/// the service cannot be reached the run waits, looks for it with requests that cost nothing (the
/// list of models), and goes on by itself; that counts against no question. Fails only where it
/// cannot begin (a provider or prompt that cannot be used, http that is not allowed) or the cache
/// cannot be written (a full disk: what was acknowledged is kept). Where nothing may be sent (no
/// key, a budget without a price), what the cache has is in the outcome, and `stopped` says why.
///
/// The budget is for this run. A request is sent only where what is spent, what those under way may
/// cost at most, and its own most are within it; one that was cut off or timed out counts with its
/// most, for it may be charged. Prompt tokens are estimated for that, with a margin, from what the
/// service counted before.
Result<LlmRunOutcome> runQuestions(const Provider &provider, const SecretKey &key,
                                   const PriceList &prices,
                                   const std::vector<LlmQuestion> &questions,
                                   const LlmRunOptions &options, CallCache &cache, Job &job,
                                   const LlmRunListener &listener = {});

/// How many of the predictions the cache lacks.
Result<std::int64_t> missingPredictions(const Provider &provider,
                                        const std::vector<LlmQuestion> &questions,
                                        const LlmRunOptions &options, CallCache &cache);

/// What sending them would take. Token counts come from the provider's counter (a sample of the
/// prompts, by one request each) where it has one and `key` is given, else from the cache's ratio
/// of bytes to tokens for the model, else from a general one. Of many prompts a dozen are counted,
/// and the others estimated by them. Seconds are a rough guess from the limits alone.
Result<CostEstimate> estimateCost(const Provider &provider, const SecretKey &key,
                                  const PriceList &prices,
                                  const std::vector<LlmQuestion> &questions,
                                  const LlmRunOptions &options, CallCache &cache, Job &job);

/// The connection test: names of the models the service offers, or why it cannot be used.
tl::expected<std::vector<std::string>, ChatFailure> listModels(const Provider &provider,
                                                               const SecretKey &key, Job &job);

/// One question, with the answer's text as it streams in, for the playground. Kept in the cache as
/// any other (an identical request comes from there, in one piece). A network that is away is a
/// failure of the answer, and a reply that breaks off after some text is not asked for again.
Result<LlmAnswer> askOnce(const Provider &provider, const SecretKey &key, const PriceList &prices,
                          const LlmQuestion &question, const LlmRunOptions &options,
                          CallCache &cache, Job &job,
                          const std::function<void(std::string_view)> &text);

} // namespace auspex
