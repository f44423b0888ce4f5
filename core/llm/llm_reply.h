// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "core/llm/llm_run.h"

// Between what came over the wire and what is kept: one call a choice, with its answer and its
// share of the bill. Pure functions; any thread may call.

namespace auspex {

/// What was sent, or is about to be.
struct SentRequest {
    std::vector<int> samples;      ///< one choice for each
    std::vector<std::string> keys; ///< requestKey() of each
    int ask = 0;
    std::string architectureKey;
    std::string body;
};

/// With the seed that the sample's request carries, so that samples which are sent one by one do
/// not draw the same numbers, nor a re-ask those that failed.
ChatParameters sentParameters(ChatParameters parameters, int sample, int ask);

/// One for each choice that was asked for and came. Prompt tokens stand at the first, completion
/// tokens are spread evenly: the sums are what was billed. The response of each holds its own
/// choice.
std::vector<StoredCall> replyCalls(const Provider &provider, const SecretKey &key,
                                   const PriceList &prices, const LlmRunOptions &options,
                                   const SentRequest &sent, const HttpReply &http,
                                   const ChatReply &reply);

/// An attempt that brought nothing, for the first of its samples.
StoredCall failedCall(const Provider &provider, const SecretKey &key, const LlmRunOptions &options,
                      const SentRequest &sent, const ChatFailure &failure, double seconds);

/// The answer in a kept reply, as these options read it. The expected value's mass is not kept.
LlmSample sampleOf(const Provider &provider, const LlmRunOptions &options, const StoredCall &call);

/// Whether the reply is worth another request: it holds no answer, the limit of re-asks is not
/// reached, and asking again could help (it cannot where the tokens did not suffice for any text).
bool asksAgain(const Provider &provider, const LlmRunOptions &options, const StoredCall &call,
               const LlmSample &sample);

} // namespace auspex
