// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/store/workspace.h"

// Calls to LLM services, with everything that was asked, answered and paid. A key is never among
// it. All calls belong to the workspace's thread.

namespace auspex {

/// One request and what came of it. A reply is kept once for each request key; failed attempts are
/// kept beside it, any number.
struct StoredCall {
    std::int64_t id = 0;    ///< given by loading
    std::int64_t runId = 0; ///< 0: of no run
    std::string key;        ///< requestKey() of core/llm/chat_format.h
    bool replied = false;   ///< a reply, usable or not; else an attempt that failed
    std::string provider;   ///< its id
    std::string model;
    std::string architectureKey; ///< what it is about; may be empty
    int sample = 0;
    int ask = 0;          ///< 0: the first; re-asks of an answer without a number count on
    std::string request;  ///< the body as sent
    std::string response; ///< the body as it came
    int status = 0;       ///< HTTP
    std::string content;  ///< of the answer
    std::string finish;
    std::optional<double> value;     ///< as parsed
    std::string form;                ///< answerFormKey()
    std::optional<double> expected;  ///< from log probabilities
    std::optional<double> deviation; ///< likewise
    std::string problem;             ///< why there is no value, or what failed; a sentence
    std::string failure;             ///< failureKey(); empty for a reply
    std::int64_t promptTokens = 0;
    std::int64_t cachedTokens = 0;
    std::int64_t cacheWriteTokens = 0;
    std::int64_t completionTokens = 0;
    std::string usage;          ///< JSON as it came; may be empty
    std::optional<double> cost; ///< US dollars; nothing: unknown
    std::string price;          ///< JSON of the price used; may be empty
    double seconds = 0.0;       ///< from sending to the last byte
    std::string fingerprint;
    std::string requestId; ///< the service's
    std::string createdAt; ///< UTC, given by loading

    bool operator==(const StoredCall &) const = default;
};

/// All of them in one transaction, which costs one flush of the disk however many they are. A reply
/// whose key is known already is passed over. What is paid for is never
/// refused for a detail: a run that is gone becomes none, usage and price that are no JSON and
/// amounts that are no numbers become empty.
Result<void> saveCalls(Workspace &workspace, std::span<const StoredCall> calls);

/// The reply for each key, or nothing, in their order; without the long texts.
Result<std::vector<std::optional<StoredCall>>> findReplies(Workspace &workspace,
                                                           std::span<const std::string> keys);

struct CallFilter {
    std::optional<std::int64_t> runId;
    bool failuresOnly = false;
    bool unusableOnly = false;
    std::int64_t afterId = 0; ///< only newer ones: for a table that follows a run
    std::int64_t most = 10'000;
};

/// Oldest first, without the long texts (request, response, usage, price), which loadCall() gives.
Result<std::vector<StoredCall>> loadCalls(Workspace &workspace, const CallFilter &filter);
Result<StoredCall> loadCall(Workspace &workspace, std::int64_t id);

/// Sums over calls: of one run, or of the whole workspace.
struct CallTotals {
    std::int64_t replies = 0;
    std::int64_t unusable = 0;
    std::int64_t failures = 0;
    std::int64_t promptTokens = 0;
    std::int64_t completionTokens = 0;
    double cost = 0.0;
    std::int64_t unpriced = 0; ///< replies whose price was unknown
};
Result<CallTotals> callTotals(Workspace &workspace, std::optional<std::int64_t> runId = {});

/// Bytes of the request for one prompt token, over the model's replies that counted their prompt;
/// nothing before any.
Result<std::optional<double>> bytesPerPromptToken(Workspace &workspace, const std::string &model);

} // namespace auspex
