// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

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
/// user's. Times are seconds of any steady clock.
class Pacer {
public:
    explicit Pacer(int requestsPerMinute = 0)
        : m_requestsPerMinute(requestsPerMinute)
    {
    }

    /// Seconds to wait before a request of about so many tokens (prompt and most completion).
    double delay(double now, std::int64_t tokens) const;

    void sent(double now, std::int64_t tokens);
    void received(double now, const Headers &headers);

    /// Everybody waits: after a 429 or an overload.
    void hold(double now, double seconds);

private:
    struct Limit {
        std::optional<double> remaining;
        double resetsAt = 0.0;
    };
    int m_requestsPerMinute;
    Limit m_requests;
    Limit m_tokens;
    double m_heldUntil = 0.0;
    double m_nextByRate = 0.0;
};

} // namespace auspex
