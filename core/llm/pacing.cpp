// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/llm/pacing.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <string_view>

#include <QDateTime>

#include "core/base/text.h"

namespace auspex {

namespace {

constexpr double secondsInMinute = 60.0;

/// Where a service says what is left but not until when (Azure): its shortest window.
constexpr double resetWithoutHeader = 10.0;

/// A reset that is further away is none to wait for: the service answers 429 then, and says why.
constexpr double longestReset = 3600.0;

constexpr std::string_view openAiPrefix = "x-ratelimit-";
constexpr std::string_view anthropicPrefix = "anthropic-ratelimit-";

bool startsWith(std::string_view text, std::string_view prefix)
{
    return text.substr(0, prefix.size()) == prefix;
}

bool endsWith(std::string_view text, std::string_view suffix)
{
    return text.size() >= suffix.size() && text.substr(text.size() - suffix.size()) == suffix;
}

/// What a header that says "remaining" counts: "requests", "tokens", "project-tokens"; empty for
/// another header. OpenAI's is x-ratelimit-remaining-NAME, Anthropic's anthropic-ratelimit-
/// NAME-remaining; OpenRouter's x-ratelimit-remaining counts requests.
std::string remainingOf(std::string_view header)
{
    if (startsWith(header, openAiPrefix)) {
        const std::string_view rest = header.substr(openAiPrefix.size());
        if (rest == "remaining")
            return "requests";
        constexpr std::string_view prefix = "remaining-";
        return startsWith(rest, prefix) ? std::string(rest.substr(prefix.size())) : std::string();
    }
    if (startsWith(header, anthropicPrefix)) {
        const std::string_view rest = header.substr(anthropicPrefix.size());
        constexpr std::string_view suffix = "-remaining";
        return endsWith(rest, suffix) ? std::string(rest.substr(0, rest.size() - suffix.size()))
                                      : std::string();
    }
    return {};
}

const std::string *fieldOf(const Headers &headers, const std::string &name, const char *field)
{
    const std::string prefix(openAiPrefix);
    for (const std::string &header :
         {prefix + field + "-" + name, std::string(anthropicPrefix) + name + "-" + field,
          name == "requests" ? prefix + field : std::string()}) {
        if (const std::string *value = headerValue(headers, header))
            return value;
    }
    return nullptr;
}

/// Seconds until a reset: a duration ("6m0s"), seconds, a moment (ISO 8601, or seconds or
/// milliseconds since 1970).
std::optional<double> secondsUntil(std::string_view text, double wallClock)
{
    if (const std::optional<double> duration = parseGoDuration(text))
        return duration;
    if (const std::optional<double> number = parseDouble(trimmed(text))) {
        if (*number > 1e11)
            return *number / 1000.0 - wallClock;
        return *number > 1e9 ? *number - wallClock : *number;
    }
    const QDateTime moment = QDateTime::fromString(
        QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())), Qt::ISODateWithMs);
    if (!moment.isValid())
        return std::nullopt;
    return static_cast<double>(moment.toMSecsSinceEpoch()) / 1000.0 - wallClock;
}

} // namespace

std::optional<double> retryDelay(const ChatFailure &failure, int attempt, const RetryPolicy &policy,
                                 double jitter)
{
    if (!failure.retry || attempt > policy.maxRetries)
        return std::nullopt;
    const double asked = failure.retryAfterSeconds.value_or(0.0);
    if (asked > policy.longestRetryAfter)
        return std::nullopt;
    if (asked > 0.0)
        return asked;
    const double doubled = policy.firstDelay * std::exp2(std::max(0, attempt - 1));
    return std::min(doubled, policy.longestDelay) * (1.0 - 0.25 * jitter);
}

double Pacer::delay(double now, std::int64_t tokens) const
{
    double wait = std::max(m_heldUntil - now, m_nextByRate - now);
    for (const auto &[name, limit] : m_limits) {
        if (!limit.remaining || now >= limit.resetsAt)
            continue;
        const double wanted = limit.countsTokens ? static_cast<double>(tokens) : 1.0;
        if (*limit.remaining < wanted)
            wait = std::max(wait, limit.resetsAt - now);
    }
    return std::max(0.0, wait);
}

void Pacer::sent(double now, std::int64_t tokens)
{
    m_inFlight += 1.0;
    m_tokensInFlight += static_cast<double>(tokens);
    if (m_requestsPerMinute > 0)
        m_nextByRate = std::max(now, m_nextByRate)
                       + secondsInMinute / static_cast<double>(m_requestsPerMinute);
    for (auto &[name, limit] : m_limits) {
        if (limit.remaining && now >= limit.resetsAt) {
            limit.remaining = limit.size;           // full again, as far as its size is known
            limit.resetsAt = now + secondsInMinute; // unless a reply says otherwise before
        }
        if (limit.remaining)
            *limit.remaining -= limit.countsTokens ? static_cast<double>(tokens) : 1.0;
    }
}

void Pacer::received(double now, const Headers &headers, std::optional<double> wallClock)
{
    // Which of those under way has ended is not told: one of average size.
    if (m_inFlight >= 1.0) {
        m_tokensInFlight -= m_tokensInFlight / m_inFlight;
        m_inFlight -= 1.0;
    }
    const std::string *date = headerValue(headers, "date");
    std::optional<double> theirNow = date ? parseHttpDate(*date) : std::nullopt;
    if (!theirNow)
        theirNow = wallClock;
    if (!theirNow)
        theirNow = static_cast<double>(QDateTime::currentMSecsSinceEpoch()) / 1000.0;
    for (const auto &[header, value] : headers) {
        if (const std::string name = remainingOf(header); !name.empty())
            take(name, headers, now, *theirNow);
    }
}

void Pacer::take(const std::string &name, const Headers &headers, double now, double wallClock)
{
    const auto number = [&](const char *field) {
        const std::string *text = fieldOf(headers, name, field);
        return text ? parseDouble(trimmed(*text)) : std::nullopt;
    };
    const std::optional<double> remaining = number("remaining");
    if (!remaining)
        return;
    const std::string *reset = fieldOf(headers, name, "reset");
    const double seconds
        = (reset ? secondsUntil(*reset, wallClock) : std::nullopt).value_or(resetWithoutHeader);
    if (seconds > longestReset) {
        m_limits.erase(name);
        return;
    }
    Limit &limit = m_limits[name];
    limit.countsTokens = name.find("token") != std::string::npos;
    limit.size = number("limit");
    // The service may or may not have counted those still under way: the careful guess is not.
    limit.remaining = *remaining - (limit.countsTokens ? m_tokensInFlight : m_inFlight);
    limit.resetsAt = now + std::max(0.0, seconds);
}

void Pacer::hold(double now, double seconds)
{
    m_heldUntil = std::max(m_heldUntil, now + seconds);
}

} // namespace auspex
