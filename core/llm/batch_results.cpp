// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/llm/batch_results.h"

#include "core/base/text.h"
#include "core/llm/wire_json.h"

namespace auspex {

namespace {

using Json = nlohmann::json;

/// In the order the service gave it, which parsing for its values loses.
std::string memberText(std::string_view line, const std::vector<const char *> &path)
{
    const nlohmann::ordered_json json = nlohmann::ordered_json::parse(withValidUtf8(line), nullptr,
                                                                      false);
    const nlohmann::ordered_json *value = &json;
    for (const char *name : path) {
        if (!value->is_object() || !value->contains(name))
            return {};
        value = &value->at(name);
    }
    return value->dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

bool openAiResult(const Json &json, std::string_view line, BatchResult &result)
{
    if (const Json *response = memberOf(json, "response")) {
        result.status = static_cast<int>(countOf(memberOf(*response, "status_code")).value_or(0));
        result.requestId = textOf(memberOf(*response, "request_id"));
        result.body = memberText(line, {"response", "body"});
        return true;
    }
    const Json *error = memberOf(json, "error");
    if (!error)
        return false;
    const std::string code = codeOf(memberOf(*error, "code"));
    if (code == "batch_expired")
        result.kind = BatchResult::Kind::Expired;
    else if (code == "batch_cancelled")
        result.kind = BatchResult::Kind::Cancelled;
    result.status = 0;
    result.body = "{\"error\":" + memberText(line, {"error"}) + '}';
    return true;
}

bool anthropicResult(const Json &json, std::string_view line, BatchResult &result)
{
    const Json *outcome = memberOf(json, "result");
    const std::string type = textOf(memberOf(outcome, "type"));
    if (type == "succeeded") {
        result.body = memberText(line, {"result", "message"});
    } else if (type == "errored") {
        result.status = 0;
        result.body = memberText(line, {"result", "error"});
        const Json *error = memberOf(outcome, "error");
        result.requestId = textOf(memberOf(error, "request_id"));
    } else if (type == "expired") {
        result.kind = BatchResult::Kind::Expired;
    } else if (type == "canceled") {
        result.kind = BatchResult::Kind::Cancelled;
    } else {
        return false;
    }
    return true;
}

StoredCall callFor(const StoredBatch &batch, const BatchRequest &waiting)
{
    StoredCall call;
    call.runId = batch.runId;
    call.key = waiting.key;
    call.provider = batch.provider;
    call.model = batch.model;
    call.architectureKey = waiting.architectureKey;
    call.sample = waiting.sample;
    call.ask = waiting.ask;
    return call;
}

/// The share of one of several samples: the prompt was read once, for the first.
TokenUsage shareOf(const TokenUsage &usage, std::size_t sample, std::size_t samples)
{
    const auto count = static_cast<std::int64_t>(samples);
    TokenUsage share;
    share.completion = usage.completion / count;
    if (sample > 0)
        return share;
    share = usage;
    share.completion = usage.completion - (usage.completion / count) * (count - 1);
    return share;
}

void takeAnswer(StoredCall &call, const ChatChoice &choice, const StoredBatch &batch)
{
    const BatchReading reading = batchReadingOf(batch.settings);
    call.content = choice.content;
    call.finish = choice.finishText;
    ChatParameters parameters;
    parameters.model = batch.model;
    parameters.maxTokens = reading.maxTokens;
    Answer answer;
    answer.problem = contentProblem(choice, parameters);
    if (answer.problem.empty())
        answer = parseAnswer(choice.content, reading.answers);
    call.value = answer.value;
    call.form = answerFormKey(answer.form);
    call.problem = answer.problem;
    if (const auto expected = expectedAnswer(choice.tokens, reading.answers)) {
        call.expected = expected->mean;
        call.deviation = expected->deviation;
    }
}

void takeCost(StoredCall &call, const ChatReply &reply, const TokenUsage &share,
              const std::optional<Price> &price)
{
    call.promptTokens = share.prompt;
    call.cachedTokens = share.cached;
    call.cacheWriteTokens = share.cacheWrite;
    call.completionTokens = share.completion;
    call.usage = reply.usageJson;
    if (!price)
        return;
    nlohmann::ordered_json used = priceJson(*price);
    used["batch"] = true;
    call.price = used.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
    if (reply.usageIsKnown)
        call.cost = costOf(share, *price, true);
}

} // namespace

void LineSplitter::feed(std::string_view bytes, const Use &use)
{
    for (std::size_t end = bytes.find('\n'); end != std::string_view::npos;
         end = bytes.find('\n')) {
        m_line += bytes.substr(0, end);
        bytes.remove_prefix(end + 1);
        finish(use);
    }
    m_line += bytes;
}

void LineSplitter::finish(const Use &use)
{
    const std::string line = std::move(m_line);
    m_line.clear();
    if (!trimmed(line).empty())
        use(trimmed(line));
}

std::optional<BatchResult> batchResult(ApiFamily family, std::string_view line)
{
    const std::optional<Json> json = parsedJson(line);
    if (!json)
        return std::nullopt;
    BatchResult result;
    result.customId = textOf(memberOf(*json, "custom_id"));
    const bool known = family == ApiFamily::Anthropic ? anthropicResult(*json, line, result)
                                                      : openAiResult(*json, line, result);
    return known && !result.customId.empty() ? std::optional(std::move(result)) : std::nullopt;
}

nlohmann::json batchReadingJson(const BatchReading &reading)
{
    return {{"tolerant", reading.answers.tolerant},
            {"json", reading.answers.json},
            {"lowest", reading.answers.lowest},
            {"highest", reading.answers.highest},
            {"max_tokens", reading.maxTokens}};
}

BatchReading batchReadingOf(const nlohmann::json &settings)
{
    BatchReading reading;
    const Json *kept = memberOf(settings, "reading");
    if (!kept)
        return reading;
    const auto flag = [&](const char *name, bool otherwise) {
        const Json *value = memberOf(*kept, name);
        return value && value->is_boolean() ? value->get<bool>() : otherwise;
    };
    AnswerOptions &answers = reading.answers;
    answers.tolerant = flag("tolerant", answers.tolerant);
    answers.json = flag("json", answers.json);
    answers.lowest = numberOf(memberOf(*kept, "lowest")).value_or(answers.lowest);
    answers.highest = numberOf(memberOf(*kept, "highest")).value_or(answers.highest);
    reading.maxTokens = static_cast<int>(countOf(memberOf(*kept, "max_tokens")).value_or(0));
    return reading;
}

std::vector<StoredCall> callsOf(const Provider &provider, const PriceList &prices,
                                const StoredBatch &batch, const BatchResult &result,
                                std::span<const BatchRequest> waiting)
{
    std::vector<StoredCall> calls;
    if (result.kind != BatchResult::Kind::Answered) {
        for (const BatchRequest &request : waiting)
            calls.push_back(callWithoutResult(batch, request,
                                              "The batch job's time was over before this request "
                                              "was asked; submit it again."));
        return calls;
    }
    const auto reply = parseReply(provider, result.status, {}, result.body);
    const std::optional<Price> price = reply ? prices.find(provider, batch.model,
                                                           batch.createdAt.substr(0, 10),
                                                           reply->usage.prompt)
                                             : std::nullopt;
    for (std::size_t i = 0; i < waiting.size(); ++i) {
        StoredCall call = callFor(batch, waiting[i]);
        call.request = waiting.front().body;
        call.response = result.body;
        call.status = result.status;
        call.requestId = result.requestId;
        if (!reply) {
            call.failure = failureKey(reply.error().kind);
            call.problem = reply.error().message;
        } else if (i >= reply->choices.size()) {
            call.failure = failureKey(FailureKind::BadReply);
            call.problem = "The service gave fewer answers than it was asked for ("
                           + std::to_string(reply->choices.size()) + " of "
                           + std::to_string(waiting.size()) + "); submit it again.";
        } else {
            call.replied = true;
            call.fingerprint = reply->fingerprint;
            takeAnswer(call, reply->choices[i], batch);
            takeCost(call, *reply,
                     shareOf(reply->usage, i, std::min(waiting.size(), reply->choices.size())),
                     price);
        }
        calls.push_back(std::move(call));
    }
    return calls;
}

StoredCall callWithoutResult(const StoredBatch &batch, const BatchRequest &waiting,
                             std::string problem)
{
    StoredCall call = callFor(batch, waiting);
    call.request = waiting.body;
    call.failure = failureKey(FailureKind::Other);
    call.problem = std::move(problem);
    return call;
}

} // namespace auspex
