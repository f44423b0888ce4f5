// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/llm/chat_format.h"

#include <algorithm>
#include <utility>

#include "core/llm/reply_parts.h"
#include "core/llm/wire_json.h"

// Server-sent events, as services stream answers. Source: spec llm-api, 5.1 "SSE" and 5.3; the line
// format is WHATWG HTML, 9.2.

namespace auspex {

using Json = nlohmann::json;

namespace {

/// No service gives more samples at once; a larger index is no index.
constexpr std::size_t mostChoices = 1024;

constexpr std::string_view byteOrderMark = "\xef\xbb\xbf";

std::string_view withoutSpaceInFront(std::string_view value)
{
    return !value.empty() && value.front() == ' ' ? value.substr(1) : value;
}

} // namespace

StreamReader::StreamReader(const Provider &provider, SecretKey key)
    : m_provider(provider)
    , m_key(std::move(key))
{
}

tl::unexpected<ChatFailure> StreamReader::broken(const std::string &reason,
                                                 std::string_view raw) const
{
    return tl::make_unexpected(badReply(m_provider, 200, {}, reason, raw));
}

tl::expected<StreamReader::Progress, ChatFailure> StreamReader::feed(std::string_view bytes)
{
    m_received += bytes.size();
    if (m_received > mostReplyBytes) {
        ChatFailure failure = badReply(m_provider, 200, {}, "", {});
        failure.code = "too_large";
        failure.message = m_provider.title + " streamed more than "
                          + std::to_string(mostReplyBytes >> 20U)
                          + " MiB, which no answer is; check the address " + m_provider.baseUrl
                          + ".";
        return tl::make_unexpected(std::move(failure));
    }
    Progress progress;
    for (const char c : bytes) {
        // A line ends with CR, LF or both; the two of one end may come apart.
        const bool isSecondOfPair = c == '\n' && m_afterCarriageReturn;
        m_afterCarriageReturn = c == '\r';
        if (isSecondOfPair)
            continue;
        if (c != '\n' && c != '\r') {
            m_line += c;
            continue;
        }
        if (const Taken taken = takeLine(progress); !taken)
            return tl::make_unexpected(taken.error());
    }
    progress.finished = m_finished;
    return progress;
}

StreamReader::Taken StreamReader::takeLine(Progress &progress)
{
    std::string line = std::exchange(m_line, {});
    if (std::exchange(m_isFirstLine, false) && line.compare(0, 3, byteOrderMark) == 0)
        line.erase(0, byteOrderMark.size());
    if (line.empty())
        return m_hasData ? takeEvent(progress) : Taken();
    const std::size_t colon = std::min(line.find(':'), line.size());
    if (colon == 0)
        return {}; // a comment: a sign of life
    // The kind of an event is in its data, too: its name and the other fields are of no use here.
    if (line.compare(0, colon, "data") == 0) {
        if (std::exchange(m_hasData, true))
            m_data += '\n';
        if (colon < line.size())
            m_data += withoutSpaceInFront(std::string_view(line).substr(colon + 1));
    } else if (!m_anyEvent) {
        m_plain += line + '\n';
    }
    return {};
}

StreamReader::Taken StreamReader::takeEvent(Progress &progress)
{
    m_hasData = false;
    m_anyEvent = true;
    m_plain.clear();
    const std::string data = m_key.redacted(std::exchange(m_data, {}));
    if (m_finished || data.empty())
        return {};
    if (data == "[DONE]") {
        m_finished = true;
        return {};
    }
    const std::optional<Json> event = parsedJson(data);
    if (!event || !event->is_object())
        return broken("an event of the stream is not JSON", data);
    if (holdsError(*event))
        return tl::make_unexpected(failureOfDocument(m_provider, 200, {}, &*event, data));
    return m_provider.family == ApiFamily::Anthropic ? takeAnthropic(*event, progress)
                                                     : takeOpenAi(*event, progress);
}

ChatChoice *StreamReader::choice(std::size_t index)
{
    if (index >= mostChoices)
        return nullptr;
    if (index >= m_reply.choices.size())
        m_reply.choices.resize(index + 1);
    return &m_reply.choices[index];
}

StreamReader::Taken StreamReader::takeOpenAi(const Json &event, Progress &progress)
{
    const auto keepText = [&event](const char *name, std::string &target) {
        if (std::string text = textOf(memberOf(event, name)); !text.empty())
            target = std::move(text);
    };
    keepText("id", m_reply.id);
    keepText("model", m_reply.model);
    keepText("system_fingerprint", m_reply.fingerprint);
    readOpenAiUsage(memberOf(event, "usage"), m_reply);
    const Json *choices = memberOf(event, "choices");
    for (std::size_t i = 0; choices && choices->is_array() && i < choices->size(); ++i) {
        const Json &entry = (*choices)[i];
        if (holdsError(entry))
            return tl::make_unexpected(
                failureOfDocument(m_provider, 200, {}, &entry, writtenJson(event)));
        const auto index = static_cast<std::size_t>(countOf(memberOf(entry, "index")).value_or(0));
        ChatChoice *target = choice(index);
        if (!target)
            return broken("a choice has the index " + std::to_string(index), writtenJson(event));
        const Json *delta = memberOf(entry, "delta");
        const std::string text = contentText(memberOf(delta, "content"));
        target->content += text;
        target->refusal += textOf(memberOf(delta, "refusal"));
        if (index == 0)
            progress.text += text;
        addTokens(memberOf(entry, "logprobs"), *target);
        if (std::string reason = textOf(memberOf(entry, "finish_reason")); !reason.empty()) {
            target->finishText = std::move(reason);
            target->finish = openAiFinish(target->finishText);
        }
        if (!target->refusal.empty())
            target->finish = FinishReason::Refusal;
    }
    return {};
}

StreamReader::Taken StreamReader::takeAnthropic(const Json &event, Progress &progress)
{
    const std::string type = textOf(memberOf(event, "type"));
    const auto addText = [&](const Json *block) {
        const std::string text = textOf(memberOf(block, "text"));
        choice(0)->content += text;
        progress.text += text;
    };
    const auto addUsage = [&](const Json *usage) {
        if (!usage || !usage->is_object())
            return;
        m_usage.merge_patch(*usage); // the later counts include the earlier ones
        readAnthropicUsage(&m_usage, m_reply);
    };
    if (type == "message_start") {
        const Json *message = memberOf(event, "message");
        m_reply.id = textOf(memberOf(message, "id"));
        m_reply.model = textOf(memberOf(message, "model"));
        choice(0);
        addUsage(memberOf(message, "usage"));
    } else if (type == "content_block_start") {
        addText(memberOf(event, "content_block"));
    } else if (type == "content_block_delta") {
        addText(memberOf(event, "delta")); // other deltas than text have no "text"
    } else if (type == "message_delta") {
        const std::string reason = textOf(memberOf(memberOf(event, "delta"), "stop_reason"));
        if (!reason.empty()) {
            choice(0)->finishText = reason;
            choice(0)->finish = anthropicFinish(reason);
        }
        addUsage(memberOf(event, "usage"));
    } else if (type == "message_stop") {
        m_finished = true;
    }
    return {};
}

tl::expected<ChatReply, ChatFailure> StreamReader::finish()
{
    Progress rest;
    const std::string lastLine = m_key.redacted(m_line);
    Taken taken = m_line.empty() ? Taken() : takeLine(rest);
    // A whole last event without the empty line after it counts; half of one is a broken stream.
    if (taken && m_hasData && (m_data == "[DONE]" || parsedJson(m_data)))
        taken = takeEvent(rest);
    if (!taken)
        return tl::make_unexpected(taken.error());
    if (!m_anyEvent && !m_plain.empty())
        return parseReply(m_provider, 200, {}, m_key.redacted(std::move(m_plain)));
    const bool allEnded = !m_reply.choices.empty()
                          && std::all_of(m_reply.choices.begin(), m_reply.choices.end(),
                                         [](const ChatChoice &c) { return !c.finishText.empty(); });
    // Some servers leave [DONE] out.
    if (!allEnded && (!m_finished || m_reply.choices.empty())) {
        ChatFailure failure = badReply(m_provider, 200, {}, "", lastLine);
        failure.kind = FailureKind::Network;
        failure.retry = true;
        failure.message = m_provider.title
                          + " broke the answer off before its end; check the connection, and try "
                            "again.";
        return tl::make_unexpected(std::move(failure));
    }
    return std::move(m_reply);
}

} // namespace auspex
