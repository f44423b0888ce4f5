// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/llm/chat_format.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <initializer_list>

#include "core/base/text.h"
#include "core/llm/reply_parts.h"
#include "core/llm/wire_json.h"

// What went wrong, and whether asking again can help. Source: spec llm-api, 5.1 "Errors" and
// "Retry policy", 5.3, 5.5.

namespace auspex {

namespace {

using Json = nlohmann::json;

/// Kept of a body that says what went wrong; longer ones are web pages.
constexpr std::size_t longestRaw = 64 * 1024;

constexpr double longestRetryAfterTold = 120.0; ///< as RetryPolicy: what is longer is worth a word

/// What a service says of its error, wherever it puts it.
struct ServiceError {
    std::string type;
    std::string code;
    std::string message;
};

bool isOneOf(std::string_view text, std::initializer_list<std::string_view> words)
{
    return std::find(words.begin(), words.end(), text) != words.end();
}

/// FastAPI's "detail": a text, or a list of what is wrong with the request.
std::string detailText(const Json *detail)
{
    if (detail && detail->is_array() && !detail->empty())
        return textOf(memberOf(detail->front(), "msg"));
    return textOf(detail);
}

ServiceError errorIn(const Json &document)
{
    ServiceError found;
    const Json *error = memberOf(document, "error");
    // vLLM's older releases, Mistral and API gateways put the fields at the top.
    const Json *fields = error && error->is_object() ? error : &document;
    found.type = textOf(memberOf(fields, "type"));
    found.code = codeOf(memberOf(fields, "code"));
    found.message = textOf(memberOf(fields, "message"));
    if (error && error->is_string())
        found.message = error->get<std::string>();
    if (found.message.empty())
        found.message = detailText(memberOf(document, "detail"));
    return found;
}

/// An error inside a 200 has no status of its own; a number as code stands for it.
int statusOf(int status, const ServiceError &error)
{
    if (status >= 300)
        return status;
    const std::optional<std::int64_t> code = parseInteger(error.code);
    return code && *code >= 400 && *code < 600 ? static_cast<int>(*code) : 0;
}

bool isBilling(int status, const ServiceError &error)
{
    for (const std::string &name : {error.code, error.type}) {
        if (isOneOf(name, {"insufficient_quota", "credit_balance_exhausted",
                           "organization_spend_limit_exceeded", "project_spend_limit_exceeded",
                           "organization_usage_limit_exceeded", "billing_error",
                           "billing_not_active", "billing_hard_limit_reached"}))
            return true;
    }
    // Anthropic tells of an empty account by an invalid_request_error.
    return status == 402 || error.message.find("credit balance is too low") != std::string::npos;
}

FailureKind kindOfName(std::string_view name)
{
    if (isOneOf(name, {"rate_limit_exceeded", "rate_limit_error", "slow_down"}))
        return FailureKind::RateLimit;
    if (isOneOf(name, {"server_is_overloaded", "overloaded_error", "unavailable_error", "api_error",
                       "server_error", "internal_server_error"}))
        return FailureKind::Overloaded;
    if (isOneOf(name, {"authentication_error", "permission_error", "invalid_api_key"}))
        return FailureKind::Key;
    if (isOneOf(name, {"invalid_request_error", "not_found_error", "model_not_found",
                       "context_length_exceeded", "exceed_context_size_error"}))
        return FailureKind::BadRequest;
    return name == "timeout_error" ? FailureKind::Timeout : FailureKind::Other;
}

FailureKind kindOf(int status, const ServiceError &error)
{
    if (isBilling(status, error))
        return FailureKind::Billing;
    if (status == 429)
        return kindOfName(error.code) == FailureKind::Overloaded ? FailureKind::Overloaded
                                                                 : FailureKind::RateLimit;
    if (status == 401 || status == 403)
        return FailureKind::Key;
    if (status == 408)
        return FailureKind::Timeout;
    if (status == 409)
        return FailureKind::Other;
    if (status >= 500)
        return FailureKind::Overloaded;
    if (status >= 400)
        return FailureKind::BadRequest;
    if (status >= 300)
        return FailureKind::Redirect;
    const FailureKind byCode = kindOfName(error.code);
    return byCode == FailureKind::Other ? kindOfName(error.type) : byCode;
}

bool isRetried(FailureKind kind, int status, const Headers &headers)
{
    if (kind == FailureKind::Billing)
        return false;
    if (const std::string *asked = headerValue(headers, "x-should-retry")) {
        if (*asked == "true" || *asked == "false")
            return *asked == "true";
    }
    return status == 409 || kind == FailureKind::RateLimit || kind == FailureKind::Overloaded
           || kind == FailureKind::Timeout || kind == FailureKind::Network;
}

std::string whereTo(const Provider &provider)
{
    return provider.title.empty() ? provider.id : provider.title;
}

std::string keyAdvice(const Provider &provider)
{
    return "Check the key of the provider \"" + provider.id + "\""
           + (provider.keyVariable.empty()
                  ? "."
                  : ", in the keyring or in the variable " + provider.keyVariable + ".");
}

/// What happened, and what to do about it.
std::pair<std::string, std::string> sentencesOf(const ChatFailure &failure,
                                                const Provider &provider, int status)
{
    const std::string who = whereTo(provider);
    switch (failure.kind) {
    case FailureKind::RateLimit:
        return {who + " limits the rate of requests",
                failure.retryAfterSeconds.value_or(0.0) > longestRetryAfterTold
                    ? "It asks to wait " + formatFixed(*failure.retryAfterSeconds, 0)
                          + " seconds; resume later."
                    : "Wait, or send fewer requests at once."};
    case FailureKind::Overloaded:
        return {who + " cannot answer just now", "Try again later."};
    case FailureKind::Billing:
        return {who + " refuses to go on for lack of credit or because a spending limit is reached",
                "Add credit or raise the limit in your account there, then resume."};
    case FailureKind::Key:
        return {who + (status == 403 ? " denies access" : " refuses the key"), keyAdvice(provider)};
    case FailureKind::BadRequest:
        if (status == 404)
            return {who + " does not know the model or the address",
                    "Check the model's name and the address " + provider.baseUrl + "."};
        return {who + " refuses the request",
                "Change the parameters or the prompt: the same request would fail again."};
    case FailureKind::Timeout:
        return {who + " took too long", "Try again later."};
    case FailureKind::Redirect:
        return {who + " sends the request on to another address, which is not followed",
                "Check the address " + provider.baseUrl + "."};
    default:
        return {who + " reports an error", "Look at its answer, and try again later."};
    }
}

} // namespace

bool holdsError(const Json &document)
{
    const Json *error = memberOf(document, "error");
    if (error
        && ((error->is_object() && !error->empty())
            || (error->is_string() && !error->get_ref<const std::string &>().empty())))
        return true;
    return textOf(memberOf(document, "type")) == "error"
           || textOf(memberOf(document, "object")) == "error";
}

ChatFailure failureOfDocument(const Provider &provider, int status, const Headers &headers,
                              const Json *document, std::string_view raw)
{
    const ServiceError error = document ? errorIn(*document) : ServiceError();
    const int meant = statusOf(status, error);
    ChatFailure failure;
    failure.kind = kindOf(meant, error);
    failure.status = status;
    failure.code = error.code.empty() ? error.type : error.code;
    failure.raw = withValidUtf8(raw.substr(0, longestRaw));
    failure.retry = isRetried(failure.kind, meant, headers);
    failure.requestId = requestIdOf(headers);
    if (failure.requestId.empty() && document)
        failure.requestId = textOf(memberOf(*document, "request_id"));
    const auto sinceEpoch = std::chrono::system_clock::now().time_since_epoch();
    failure.retryAfterSeconds = retryAfter(headers,
                                           std::chrono::duration<double>(sinceEpoch).count());
    const auto [what, advice] = sentencesOf(failure, provider, meant);
    failure.message = what + (meant != 0 ? " (" + std::to_string(meant) + ")" : std::string())
                      + (error.message.empty() ? std::string()
                                               : ": " + quotedForMessage(error.message, 600))
                      + ". " + advice;
    return failure;
}

ChatFailure failureOf(const Provider &provider, int status, const Headers &headers,
                      std::string_view body)
{
    const std::optional<Json> document = parsedJson(body);
    return failureOfDocument(provider, status, headers, document ? &*document : nullptr, body);
}

ChatFailure badReply(const Provider &provider, int status, const Headers &headers,
                     const std::string &reason, std::string_view raw)
{
    ChatFailure failure;
    failure.kind = FailureKind::BadReply;
    failure.status = status;
    failure.raw = withValidUtf8(raw.substr(0, longestRaw));
    failure.requestId = requestIdOf(headers);
    failure.message = whereTo(provider) + " answered with what is no reply: " + reason
                      + ". Check that the address " + provider.baseUrl
                      + " is that of an LLM service.";
    return failure;
}

} // namespace auspex
