// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/llm/chat_format.h"

#include <algorithm>
#include <array>
#include <utility>

#include <QUrl>

#include "core/base/text.h"
#include "core/llm/wire_json.h"

namespace auspex {

namespace {

/// Shorter ones are what people type where a local service wants any key at all.
constexpr std::size_t shortestSecret = 8;

/// Overwrites what the string holds, and what it once held in the same memory. The compiler may not
/// leave it out as a write that nobody reads.
void wipe(std::string &text)
{
    text.resize(text.capacity());
    volatile char *bytes = text.data();
    for (std::size_t i = 0; i < text.size(); ++i)
        bytes[i] = '\0';
    text.clear();
}

void replaceAll(std::string &text, const std::string &from, std::string_view to)
{
    for (std::size_t at = text.find(from); at != std::string::npos;
         at = text.find(from, at + to.size()))
        text.replace(at, from.size(), to);
}

bool isHeaderCharacter(char c)
{
    return c > ' ' && c < '\x7f';
}

} // namespace

SecretKey::SecretKey(std::string value)
{
    m_value.reserve(value.size());
    std::copy_if(value.begin(), value.end(), std::back_inserter(m_value), isHeaderCharacter);
    wipe(value);
}

SecretKey::SecretKey(SecretKey &&other) noexcept
{
    m_value.swap(other.m_value);
    wipe(other.m_value); // a short string leaves its characters behind
}

SecretKey &SecretKey::operator=(const SecretKey &other)
{
    if (this != &other) {
        wipe(m_value);
        m_value = other.m_value;
    }
    return *this;
}

SecretKey &SecretKey::operator=(SecretKey &&other) noexcept
{
    if (this != &other) {
        wipe(m_value);
        m_value.swap(other.m_value);
        wipe(other.m_value);
    }
    return *this;
}

SecretKey::~SecretKey()
{
    wipe(m_value);
}

namespace {

/// Not by the JSON library, whose writer would leave the key in a buffer on the stack. A key has
/// only characters of headers, of which JSON escapes these two.
std::string escapedForJson(const std::string &key)
{
    std::string escaped;
    for (const char c : key) {
        if (c == '"' || c == '\\')
            escaped += '\\';
        escaped += c;
    }
    return escaped;
}

} // namespace

std::string SecretKey::redacted(std::string text) const
{
    if (m_value.size() < shortestSecret)
        return text;
    const std::array<std::string, 3> forms = {
        m_value, escapedForJson(m_value),
        QUrl::toPercentEncoding(QString::fromStdString(m_value)).toStdString()};
    for (const std::string &form : forms)
        replaceAll(text, form, "[key]");
    return text;
}

ChatFailure redacted(ChatFailure failure, const SecretKey &key)
{
    for (std::string *text : {&failure.code, &failure.message, &failure.raw, &failure.requestId})
        *text = key.redacted(std::move(*text));
    return failure;
}

std::string contentProblem(const ChatChoice &choice, const ChatParameters &parameters)
{
    const bool isEmpty = trimmed(choice.content).empty();
    switch (choice.finish) {
    case FinishReason::Refusal:
        return choice.refusal.empty()
                   ? "The model refused to answer; change the prompt."
                   : "The model refused to answer: " + quotedForMessage(choice.refusal, 200)
                         + "; change the prompt.";
    case FinishReason::ContentFilter:
        return "The service's content filter held the answer back; change the prompt.";
    case FinishReason::Length:
        if (isEmpty)
            return "The model used up its limit of " + std::to_string(parameters.maxTokens)
                   + " tokens before it answered, as reasoning models do, which think within the "
                     "limit; allow more tokens, or ask for less reasoning.";
        return {};
    case FinishReason::Stop:
    case FinishReason::Other:
        break;
    }
    return isEmpty ? "The model answered with an empty text." : std::string();
}

std::string_view failureKey(FailureKind kind)
{
    switch (kind) {
    case FailureKind::RateLimit:
        return "rate_limit";
    case FailureKind::Overloaded:
        return "overloaded";
    case FailureKind::Billing:
        return "billing";
    case FailureKind::Key:
        return "key";
    case FailureKind::BadRequest:
        return "bad_request";
    case FailureKind::BadReply:
        return "bad_reply";
    case FailureKind::Network:
        return "network";
    case FailureKind::Tls:
        return "tls";
    case FailureKind::Timeout:
        return "timeout";
    case FailureKind::Redirect:
        return "redirect";
    case FailureKind::Cancelled:
        return "cancelled";
    case FailureKind::Other:
        break;
    }
    return "other";
}

const std::string *headerValue(const Headers &headers, std::string_view lowerCaseName)
{
    for (const auto &[name, value] : headers) {
        if (name == lowerCaseName)
            return &value;
    }
    return nullptr;
}

std::string requestIdOf(const Headers &headers)
{
    for (const char *name : {"x-request-id", "request-id", "apim-request-id", "x-ms-request-id"}) {
        if (const std::string *value = headerValue(headers, name))
            return *value;
    }
    return {};
}

} // namespace auspex
