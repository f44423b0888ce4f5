// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/llm/reply_parts.h"

#include <utility>

#include "core/llm/wire_json.h"

// Anthropic's message. Source: spec llm-api, 5.3.

namespace auspex {

using Json = nlohmann::json;

FinishReason anthropicFinish(std::string_view reason)
{
    if (reason == "end_turn" || reason == "stop_sequence" || reason.empty())
        return FinishReason::Stop;
    if (reason == "max_tokens" || reason == "model_context_window_exceeded")
        return FinishReason::Length;
    return reason == "refusal" ? FinishReason::Refusal : FinishReason::Other;
}

void readAnthropicUsage(const Json *usage, ChatReply &reply)
{
    if (!usage || !usage->is_object())
        return;
    const std::optional<std::int64_t> input = countOf(memberOf(usage, "input_tokens"));
    const std::optional<std::int64_t> output = countOf(memberOf(usage, "output_tokens"));
    reply.usageJson = writtenJson(*usage);
    reply.usageIsKnown = input.has_value() || output.has_value();
    reply.usage.cached = countOf(memberOf(usage, "cache_read_input_tokens")).value_or(0);
    reply.usage.cacheWrite = countOf(memberOf(usage, "cache_creation_input_tokens")).value_or(0);
    // Its input_tokens are those that neither came from the cache nor went there.
    reply.usage.prompt = input.value_or(0) + reply.usage.cached + reply.usage.cacheWrite;
    reply.usage.completion = output.value_or(0);
}

tl::expected<ChatReply, ChatFailure> anthropicReply(const Provider &provider, int status,
                                                    const Headers &headers, const Json &document,
                                                    std::string_view raw)
{
    const Json *content = memberOf(document, "content");
    if (!content || !content->is_array())
        return tl::make_unexpected(
            badReply(provider, status, headers, "it has no list of content blocks", raw));
    ChatReply reply;
    reply.id = textOf(memberOf(document, "id"));
    reply.model = textOf(memberOf(document, "model"));
    readAnthropicUsage(memberOf(document, "usage"), reply);
    ChatChoice choice;
    choice.content = contentText(content);
    choice.finishText = textOf(memberOf(document, "stop_reason"));
    choice.finish = anthropicFinish(choice.finishText);
    reply.choices.push_back(std::move(choice));
    return reply;
}

} // namespace auspex
