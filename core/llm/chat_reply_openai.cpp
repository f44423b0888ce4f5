// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/llm/reply_parts.h"

#include <algorithm>
#include <utility>

#include "core/llm/wire_json.h"

// OpenAI's reply and those of everything compatible. Source: spec llm-api, 5.1, 5.4, 5.5.

namespace auspex {

using Json = nlohmann::json;

FinishReason openAiFinish(std::string_view reason)
{
    if (reason == "stop" || reason.empty())
        return FinishReason::Stop;
    if (reason == "length" || reason == "model_length")
        return FinishReason::Length;
    return reason == "content_filter" ? FinishReason::ContentFilter : FinishReason::Other;
}

void addTokens(const Json *logprobs, ChatChoice &choice)
{
    const Json *content = memberOf(logprobs, "content");
    if (!content || !content->is_array())
        return;
    for (const Json &entry : *content) {
        const std::optional<double> logProbability = numberOf(memberOf(entry, "logprob"));
        if (!logProbability)
            continue;
        TokenProbability token;
        token.token = textOf(memberOf(entry, "token"));
        token.logProbability = *logProbability;
        const Json *top = memberOf(entry, "top_logprobs");
        for (std::size_t i = 0; top && top->is_array() && i < top->size(); ++i) {
            if (const std::optional<double> other = numberOf(memberOf((*top)[i], "logprob")))
                token.alternatives.push_back({textOf(memberOf((*top)[i], "token")), *other});
        }
        // A sampled token need not be among the likeliest.
        const bool isThere = std::any_of(token.alternatives.begin(), token.alternatives.end(),
                                         [&token](const TokenProbability::Alternative &other) {
                                             return other.token == token.token;
                                         });
        if (!isThere)
            token.alternatives.push_back({token.token, token.logProbability});
        choice.tokens.push_back(std::move(token));
    }
}

void readOpenAiUsage(const Json *usage, ChatReply &reply)
{
    if (!usage || !usage->is_object())
        return;
    const std::optional<std::int64_t> prompt = countOf(memberOf(usage, "prompt_tokens"));
    const std::optional<std::int64_t> completion = countOf(memberOf(usage, "completion_tokens"));
    const Json *details = memberOf(usage, "prompt_tokens_details");
    reply.usageJson = writtenJson(*usage);
    // Ollama counts 0 where it had the prompt already: a count, not a lack of one.
    reply.usageIsKnown = prompt.has_value() || completion.has_value();
    reply.usage.prompt = prompt.value_or(0);
    reply.usage.completion = completion.value_or(0);
    std::optional<std::int64_t> cached = countOf(memberOf(details, "cached_tokens"));
    if (!cached)
        cached = countOf(memberOf(usage, "prompt_cache_hit_tokens")); // DeepSeek
    reply.usage.cached = std::min(cached.value_or(0), reply.usage.prompt);
    reply.usage.cacheWrite = std::min(countOf(memberOf(details, "cache_write_tokens")).value_or(0),
                                      reply.usage.prompt - reply.usage.cached);
}

tl::expected<ChatReply, ChatFailure> openAiReply(const Provider &provider, int status,
                                                 const Headers &headers, const Json &document,
                                                 std::string_view raw)
{
    const Json *choices = memberOf(document, "choices");
    if (!choices || !choices->is_array() || choices->empty())
        return tl::make_unexpected(
            badReply(provider, status, headers, "it has no list of choices", raw));
    ChatReply reply;
    reply.id = textOf(memberOf(document, "id"));
    reply.model = textOf(memberOf(document, "model"));
    reply.fingerprint = textOf(memberOf(document, "system_fingerprint"));
    readOpenAiUsage(memberOf(document, "usage"), reply);
    std::vector<std::pair<std::int64_t, ChatChoice>> byIndex;
    for (const Json &entry : *choices) {
        if (holdsError(entry)) // OpenRouter's way to report a model that failed underway
            return tl::make_unexpected(failureOfDocument(provider, status, headers, &entry, raw));
        const Json *message = memberOf(entry, "message");
        if (!message || !message->is_object())
            return tl::make_unexpected(
                badReply(provider, status, headers, "a choice has no message", raw));
        ChatChoice choice;
        choice.content = contentText(memberOf(message, "content"));
        choice.refusal = textOf(memberOf(message, "refusal"));
        choice.finishText = textOf(memberOf(entry, "finish_reason"));
        choice.finish = choice.refusal.empty() ? openAiFinish(choice.finishText)
                                               : FinishReason::Refusal;
        addTokens(memberOf(entry, "logprobs"), choice);
        byIndex.emplace_back(
            countOf(memberOf(entry, "index")).value_or(static_cast<std::int64_t>(byIndex.size())),
            std::move(choice));
    }
    std::stable_sort(byIndex.begin(), byIndex.end(),
                     [](const auto &a, const auto &b) { return a.first < b.first; });
    for (auto &[index, choice] : byIndex)
        reply.choices.push_back(std::move(choice));
    return reply;
}

} // namespace auspex
