// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "core/llm/chat_format.h"

// When the next request may be sent, and whether a failed one is sent again. Time is an argument,
// so that tests need none. One thread at a time.

namespace auspex {

struct RetryPolicy {
    int maxRetries = 5;      ///< of one request, besides the first attempt
    double firstDelay = 0.5; ///< seconds, doubled each time
    double longestDelay = 8.0;
    double longestRetryAfter = 120.0; ///< a service that asks for more is not asked again
};

/// Seconds until the next attempt, or nothing: give up. `attempt` counts those made (from 1);
/// `jitter` is in [0, 1) and takes up to a quarter off the delay, never off what the service asked.
std::optional<double> retryDelay(const ChatFailure &failure, int attempt, const RetryPolicy &policy,
                                 double jitter);

/// Keeps within what the rate-limit headers allow, before a 429 comes, and within a rate of the
/// user's. Every budget that a header names (requests, tokens, input and output tokens, a
/// project's) is a bucket: what was sent is taken from it, what the service says replaces it, less
/// the requests still under way, and it is full again when its reset has come. Times are seconds of
/// any steady clock.
class Pacer {
public:
    explicit Pacer(int requestsPerMinute = 0)
        : m_requestsPerMinute(requestsPerMinute)
    {
    }

    /// Seconds to wait before a request of about so many tokens (prompt and most completion). Ask
    /// again after each received(): the answer may have become shorter.
    double delay(double now, std::int64_t tokens) const;

    void sent(double now, std::int64_t tokens);

    /// Once for each sent(), with the reply's headers, or none where no reply came. `wallClock` is
    /// the time in seconds since 1970, for resets given as a moment where the headers have no date.
    void received(double now, const Headers &headers, std::optional<double> wallClock = {});

    /// Everybody waits: after a 429 or an overload.
    void hold(double now, double seconds);

private:
    struct Limit {
        std::optional<double> size;      ///< of the full bucket
        std::optional<double> remaining; ///< nothing: not known
        double resetsAt = 0.0;
        bool countsTokens = false;
    };
    void take(const std::string &name, const Headers &headers, double now, double wallClock);

    int m_requestsPerMinute;
    std::map<std::string, Limit> m_limits;
    double m_inFlight = 0.0;
    double m_tokensInFlight = 0.0;
    double m_heldUntil = 0.0;
    double m_nextByRate = 0.0;
};

} // namespace auspex
