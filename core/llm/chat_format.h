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

/// A key that no log, message or file shows: it can be put into a header and nothing else.
class SecretKey {
public:
    SecretKey() = default;
    explicit SecretKey(std::string value);
    SecretKey(const SecretKey &) = default;
    SecretKey(SecretKey &&) = default;
    SecretKey &operator=(const SecretKey &) = default;
    SecretKey &operator=(SecretKey &&) = default;
    ~SecretKey(); ///< overwrites it

    bool isEmpty() const { return m_value.empty(); }
    const std::string &reveal() const { return m_value; } ///< for the header alone

    /// The text with every occurrence of the key replaced by "[key]": services quote keys in
    /// errors.
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

/// One user message. `samples` above 1 needs switches.manySamples. `stream` asks for events.
HttpRequest chatRequest(const Provider &provider, const ChatParameters &parameters,
                        std::string_view prompt, int samples = 1, bool stream = false);
HttpRequest modelsRequest(const Provider &provider);
HttpRequest countTokensRequest(const Provider &provider, const ChatParameters &parameters,
                               std::string_view prompt);
Result<std::int64_t> tokenCountOf(const Provider &provider, std::string_view body);

/// SHA-256, hexadecimal, of everything that decides the reply: provider (family, address), all
/// parameters with the switches in force, the whole prompt, the sample's index, the number of the
/// re-ask. Equal for equal requests in every version of the program.
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

/// A whole reply. Tolerant of everything unknown; fails with FailureKind::BadReply on what is no
/// reply (not JSON, no choices), with the matching kind on an error object, whatever the status.
tl::expected<ChatReply, ChatFailure> parseReply(const Provider &provider, int status,
                                                const Headers &headers, std::string_view body);

/// retry-after-ms, then retry-after in seconds or as an HTTP date (against `now`, seconds since
/// 1970); x-should-retry overrides the nature. Longer than 120 s: not retried, but told.
std::optional<double> retryAfter(const Headers &headers, double now);

/// "1s", "6m0s", "250ms", "1h2m3.5s"; nothing for another text.
std::optional<double> parseGoDuration(std::string_view text);

/// Puts a stream's events together into a reply. Feed bytes as they come, split anywhere.
class StreamReader {
public:
    explicit StreamReader(const Provider &provider);

    struct Progress {
        std::string text; ///< what the bytes added to the first choice's content, whole characters
        bool finished = false;
    };
    /// Fails on an error event and on an event that is no JSON; nothing more may be fed then.
    tl::expected<Progress, ChatFailure> feed(std::string_view bytes);

    /// After the end of the connection. Fails where the stream broke off before its end.
    tl::expected<ChatReply, ChatFailure> finish();

private:
    tl::expected<void, ChatFailure> take(std::string_view event, std::string_view data,
                                         Progress &progress);

    ApiFamily m_family;
    std::string m_buffer;
    std::string m_event;
    std::string m_data;
    std::string m_partial; ///< bytes of a character that is not whole yet
    ChatReply m_reply;
    bool m_finished = false;
};

} // namespace auspex
