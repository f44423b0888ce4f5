// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/llm/llm_reply.h"

#include <algorithm>

#include "core/base/text.h"
#include "core/llm/reply_parts.h"

namespace auspex {

namespace {

FinishReason finishOf(const Provider &provider, const std::string &finish)
{
    return provider.family == ApiFamily::Anthropic ? anthropicFinish(finish) : openAiFinish(finish);
}

bool isEmptyForWantOfTokens(const Provider &provider, const StoredCall &call)
{
    return finishOf(provider, call.finish) == FinishReason::Length && trimmed(call.content).empty();
}

/// A number at the very end of a text that was cut off may lack digits.
bool isCutNumber(const AnswerOptions &options, const std::string &content, const Answer &answer)
{
    return answer.value && parseAnswer(content + "9", options).value != answer.value;
}

Answer answerIn(const LlmRunOptions &options, const ChatChoice &choice)
{
    Answer answer;
    answer.problem = contentProblem(choice, options.parameters);
    if (!answer.problem.empty())
        return answer;
    answer = parseAnswer(choice.content, options.answers);
    if (choice.finish == FinishReason::Length
        && isCutNumber(options.answers, choice.content, answer)) {
        answer = {};
        answer.problem = "The answer " + quotedForMessage(choice.content)
                         + " was cut off within its number, at the limit of "
                         + std::to_string(options.parameters.maxTokens)
                         + " tokens; allow more of them.";
    }
    return answer;
}

/// The body with one of its choices.
std::string bodyOfChoice(const std::string &body, std::size_t choice)
{
    nlohmann::ordered_json parsed = nlohmann::ordered_json::parse(body, nullptr, false);
    if (!parsed.is_object() || !parsed.contains("choices") || !parsed["choices"].is_array())
        return body;
    for (const nlohmann::ordered_json &candidate : parsed["choices"]) {
        if (candidate.is_object() && candidate.contains("index")
            && candidate["index"].is_number_unsigned()
            && candidate["index"].get<std::size_t>() == choice) {
            parsed["choices"] = nlohmann::ordered_json::array({candidate});
            return parsed.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
        }
    }
    return body;
}

StoredCall callOf(const Provider &provider, const LlmRunOptions &options, const SentRequest &sent,
                  std::size_t choice)
{
    StoredCall call;
    call.key = sent.keys.at(choice);
    call.provider = provider.id;
    call.model = options.parameters.model;
    call.architectureKey = sent.architectureKey;
    call.sample = sent.samples.at(choice);
    call.ask = sent.ask;
    call.request = sent.body;
    return call;
}

/// The share of one of `count` choices.
TokenUsage shareOf(const TokenUsage &usage, std::size_t choice, std::size_t count)
{
    const auto of = static_cast<std::int64_t>(count);
    const std::int64_t each = usage.completion / of;
    if (choice > 0)
        return {0, 0, 0, each};
    return {usage.prompt, usage.cached, usage.cacheWrite, usage.completion - each * (of - 1)};
}

} // namespace

ChatParameters sentParameters(ChatParameters parameters, int sample, int ask)
{
    constexpr std::int64_t seedsOfOneAsk = 1'000'003;
    if (parameters.seed)
        parameters.seed = *parameters.seed + sample + seedsOfOneAsk * ask;
    return parameters;
}

std::vector<StoredCall> replyCalls(const Provider &provider, const SecretKey &key,
                                   const PriceList &prices, const LlmRunOptions &options,
                                   const SentRequest &sent, const HttpReply &http,
                                   const ChatReply &reply)
{
    const std::size_t count = std::min(sent.samples.size(), reply.choices.size());
    const std::optional<Price> price = prices.find(provider, options.parameters.model, utcDay(),
                                                   reply.usage.prompt);
    std::vector<StoredCall> calls;
    for (std::size_t i = 0; i < count; ++i) {
        // Before anything is read out of it: a quotation may be cut in the middle of a key.
        ChatChoice choice = reply.choices[i];
        choice.content = key.redacted(std::move(choice.content));
        choice.refusal = key.redacted(std::move(choice.refusal));
        StoredCall call = callOf(provider, options, sent, i);
        call.replied = true;
        call.response = key.redacted(reply.choices.size() > 1 ? bodyOfChoice(http.body, i)
                                                              : http.body);
        call.status = http.status;
        call.content = choice.content;
        call.finish = choice.finishText;
        call.seconds = http.seconds;
        call.fingerprint = reply.fingerprint;
        call.usage = reply.usageJson;
        call.requestId = key.redacted(requestIdOf(http.headers));
        if (reply.usageIsKnown) {
            const TokenUsage share = shareOf(reply.usage, i, count);
            call.promptTokens = share.prompt;
            call.cachedTokens = share.cached;
            call.cacheWriteTokens = share.cacheWrite;
            call.completionTokens = share.completion;
            if (price)
                call.cost = costOf(share, *price);
        }
        if (price)
            call.price = priceJson(*price).dump();

        const Answer answer = answerIn(options, choice);
        call.value = answer.value;
        call.form = answerFormKey(answer.form);
        call.problem = answer.problem;
        if (const auto expected = expectedAnswer(choice.tokens, options.answers)) {
            call.expected = expected->mean;
            call.deviation = expected->deviation;
        }
        calls.push_back(std::move(call));
    }
    return calls;
}

StoredCall failedCall(const Provider &provider, const SecretKey &key, const LlmRunOptions &options,
                      const SentRequest &sent, const ChatFailure &failure, double seconds)
{
    StoredCall call = callOf(provider, options, sent, 0);
    call.response = key.redacted(failure.raw);
    call.status = failure.status;
    call.problem = key.redacted(failure.message);
    call.failure = failureKey(failure.kind);
    call.requestId = key.redacted(failure.requestId);
    call.seconds = seconds;
    return call;
}

LlmSample sampleOf(const Provider &provider, const LlmRunOptions &options, const StoredCall &call)
{
    LlmSample sample;
    sample.asks = call.ask + 1;
    ChatChoice choice;
    choice.content = call.content;
    choice.finish = finishOf(provider, call.finish);
    sample.answer = answerIn(options, choice);
    if (!sample.answer.value && !call.value && !call.problem.empty())
        sample.answer.problem = call.problem; // it may quote the refusal, which is not kept apart
    if (options.useExpectedValue && call.expected) {
        sample.expected = ExpectedAnswer{*call.expected, call.deviation.value_or(0.0), 0.0};
        sample.answer = {call.expected, AnswerForm::Expected, {}};
    }
    return sample;
}

bool asksAgain(const Provider &provider, const LlmRunOptions &options, const StoredCall &call,
               const LlmSample &sample)
{
    return !sample.answer.value && call.ask < options.maxReasks
           && !isEmptyForWantOfTokens(provider, call);
}

} // namespace auspex
