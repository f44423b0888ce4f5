// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/llm/answer.h"
#include "core/llm/price.h"
#include "core/llm/provider.h"

// What goes over the wire, for each family of services: requests as bytes, replies as values. Pure
// functions: nothing is sent here. Source: spec llm-api, 5.1 to 5.6. Any thread may call.

namespace auspex {

/// A key that no log, message or file shows: it can be put into a header and nothing else. What
/// cannot stand in a header (line breaks and blanks that were copied along) is left out of it.
class SecretKey {
public:
    SecretKey() = default;
    explicit SecretKey(std::string value);
    SecretKey(const SecretKey &) = default;
    SecretKey(SecretKey &&other) noexcept;
    SecretKey &operator=(const SecretKey &other);
    SecretKey &operator=(SecretKey &&other) noexcept;
    ~SecretKey(); ///< overwrites it

    bool isEmpty() const { return m_value.empty(); }
    const std::string &reveal() const { return m_value; } ///< for the header alone

    /// The text with every occurrence of the key, as it is or escaped for JSON or an address,
    /// replaced by "[key]": services quote keys in errors. A key of fewer than eight characters
    /// is a placeholder ("none", "ollama") and no secret: texts are left as they are.
    std::string redacted(std::string text) const;

private:
    std::string m_value;
};

/// What decides a reply, besides provider and prompt. Part of a request's identity.
struct ChatParameters {
    std::string model;
    std::optional<double> temperature
        = 0.0; ///< nothing: the service's default (the paper's runs: 1)
    std::optional<double> topP;
    int maxTokens = 25; ///< the paper's
    std::optional<std::int64_t> seed;
    bool logProbabilities = false;
    int topLogProbabilities = 20;
    ResponseFormat responseFormat = ResponseFormat::Text;

    bool operator==(const ChatParameters &) const = default;
};

struct HttpRequest {
    std::string method = "POST";
    std::string url;
    std::vector<std::pair<std::string, std::string>> headers; ///< without the key
    std::string body;
    /// The header that carries the key, and what stands before it: {"Authorization", "Bearer "}.
    std::pair<std::string, std::string> keyHeader;
};

/// What is asked for: the parameters' format, else the one that the model's switches set.
ResponseFormat responseFormatOf(const Provider &provider, const ChatParameters &parameters);

/// One user message. `samples` above 1 needs switches.manySamples. `stream` asks for events.
HttpRequest chatRequest(const Provider &provider, const ChatParameters &parameters,
                        std::string_view prompt, int samples = 1, bool stream = false);
HttpRequest modelsRequest(const Provider &provider);

/// Without an address where the provider counts no tokens.
HttpRequest countTokensRequest(const Provider &provider, const ChatParameters &parameters,
                               std::string_view prompt);
Result<std::int64_t> tokenCountOf(const Provider &provider, std::string_view body);

/// SHA-256, hexadecimal, of everything that decides the reply: provider (family, address), all
/// parameters with the switches in force, the whole prompt, the sample's index, the number of the
/// re-ask. How it is transported (n, a stream, prompt caching, parallel) is no part of it. Equal
/// for equal requests in every version of the program.
std::string requestKey(const Provider &provider, const ChatParameters &parameters,
                       std::string_view prompt, int sample, int ask);

enum class FinishReason { Stop, Length, ContentFilter, Refusal, Other };

struct ChatChoice {
    std::string content;
    FinishReason finish = FinishReason::Stop;
    std::string finishText; ///< as the service said it
    std::string refusal;
    std::vector<TokenProbability> tokens; ///< where asked for and given
};

struct ChatReply {
    std::string id;
    std::string model; ///< as the service named it
    std::string fingerprint;
    std::vector<ChatChoice> choices; ///< by index
    TokenUsage usage;
    bool usageIsKnown = false;
    std::string usageJson; ///< as it came
};

/// Why a choice is no usable answer for reasons of its own: cut before it began (a reasoning model
/// that thought through its whole limit), cut in the middle, refused, filtered, empty. A full
/// sentence; empty where the content speaks for itself.
std::string contentProblem(const ChatChoice &choice, const ChatParameters &parameters);

enum class FailureKind {
    RateLimit,  ///< 429 that passes
    Overloaded, ///< 503, 529, 500...
    Billing,    ///< no credit, a spending limit: the queue stops
    Key,        ///< 401, 403
    BadRequest, ///< 400, 404, 413, 422: the request is wrong and stays so
    BadReply,   ///< a 200 that is no reply
    Network,    ///< no connection, a cut one
    Tls,        ///< certificate
    Timeout,
    Redirect, ///< to another host, or at all where a key was sent: refused
    Cancelled,
    Other,
};

/// "rate_limit", ...: as stored, and what errors are grouped by.
std::string_view failureKey(FailureKind kind);

struct ChatFailure {
    FailureKind kind = FailureKind::Other;
    int status = 0;      ///< HTTP; 0: none came
    std::string code;    ///< the service's, as text
    std::string message; ///< one full sentence for people: what, where, what to do
    std::string raw;     ///< the body or the library's word, without the key
    bool retry = false;  ///< by its nature, before attempts are counted
    std::optional<double> retryAfterSeconds; ///< what the service asked for
    std::string requestId;
};

using Headers = std::vector<std::pair<std::string, std::string>>; ///< names in lower case

/// Null where it is not there.
const std::string *headerValue(const Headers &headers, std::string_view lowerCaseName);

/// The service's own number of the request (x-request-id and its kin); may be empty.
std::string requestIdOf(const Headers &headers);

// Bodies and headers are given to the functions below with the key redacted, or the failure goes
// through redacted() afterwards: they do not know the key.

/// A whole reply. Tolerant of everything unknown; fails with FailureKind::BadReply on what is no
/// reply (not JSON, no choices), with the matching kind on an error object, whatever the status.
tl::expected<ChatReply, ChatFailure> parseReply(const Provider &provider, int status,
                                                const Headers &headers, std::string_view body);

/// What a reply with an error status or an error object says, for requests of any sort. A billing
/// code is never retried; x-should-retry overrides the rest.
ChatFailure failureOf(const Provider &provider, int status, const Headers &headers,
                      std::string_view body);

ChatFailure redacted(ChatFailure failure, const SecretKey &key);

/// The names that the reply to modelsRequest() lists, in its order.
tl::expected<std::vector<std::string>, ChatFailure> modelsOf(const Provider &provider, int status,
                                                             const Headers &headers,
                                                             std::string_view body);

/// Seconds that the service asks to wait: retry-after-ms, then retry-after in seconds or as an
/// HTTP date (against `now`, seconds since 1970). Not bounded: RetryPolicy does that.
std::optional<double> retryAfter(const Headers &headers, double now);

/// Seconds since 1970 of an HTTP date, in any of its three forms (RFC 9110, 5.6.7).
std::optional<double> parseHttpDate(std::string_view text);

/// "1s", "6m0s", "250ms", "1h2m3.5s"; nothing for another text.
std::optional<double> parseGoDuration(std::string_view text);

/// What is larger is no answer: a page, a file, a server that never ends.
inline constexpr std::size_t mostReplyBytes = std::size_t(64) << 20U;

/// Puts a stream's events together into a reply. Feed bytes as they come, split anywhere.
class StreamReader {
public:
    /// The key is taken out of each event before anything is read or quoted from it.
    explicit StreamReader(const Provider &provider, SecretKey key = {});

    struct Progress {
        std::string text; ///< what the bytes added to the first choice's content, whole characters
        bool finished = false;
    };
    /// Fails on an error event, on an event that is no JSON, and on more than mostReplyBytes in
    /// all; nothing more may be fed then.
    tl::expected<Progress, ChatFailure> feed(std::string_view bytes);

    /// After the end of the connection. Fails where the stream broke off before its end. A service
    /// that answered with a plain reply instead of events is understood, too.
    tl::expected<ChatReply, ChatFailure> finish();

private:
    using Taken = tl::expected<void, ChatFailure>;

    Taken takeLine(Progress &progress);
    Taken takeEvent(Progress &progress);
    Taken takeOpenAi(const nlohmann::json &event, Progress &progress);
    Taken takeAnthropic(const nlohmann::json &event, Progress &progress);
    ChatChoice *choice(std::size_t index);
    tl::unexpected<ChatFailure> broken(const std::string &reason, std::string_view raw) const;

    Provider m_provider;
    SecretKey m_key;
    std::size_t m_received = 0;
    std::string m_line; ///< of which the end has not come
    bool m_isFirstLine = true;
    bool m_afterCarriageReturn = false;
    bool m_hasData = false;
    std::string m_data;  ///< of the event that is not whole yet
    std::string m_plain; ///< lines that are no events, as long as there was none
    bool m_anyEvent = false;
    bool m_finished = false;
    ChatReply m_reply;
    nlohmann::json m_usage;
};

} // namespace auspex
