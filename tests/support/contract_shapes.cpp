// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/contract_shapes.h"

#include <algorithm>
#include <cstdint>

using nlohmann::json;

namespace auspex::test {

namespace {

/// FNV-1a: the same on every machine.
std::uint64_t hashOf(std::string_view text)
{
    std::uint64_t hash = 14695981039346656037ULL;
    for (const char c : text)
        hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
    return hash;
}

std::string anthropicStop(const std::string &finish)
{
    if (finish == "length")
        return "max_tokens";
    return finish == "content_filter" ? "refusal" : "end_turn";
}

json openAiUsage(Shape shape, const ShapedAnswer &answer)
{
    json usage = {{"prompt_tokens", answer.promptTokens},
                  {"completion_tokens", answer.completionTokens},
                  {"total_tokens", answer.promptTokens + answer.completionTokens}};
    if (shape == Shape::OpenAi || shape == Shape::Azure) {
        usage["prompt_tokens_details"] = {{"cached_tokens", answer.cachedTokens},
                                          {"audio_tokens", 0}};
        usage["completion_tokens_details"] = {{"reasoning_tokens", 0}, {"audio_tokens", 0}};
    } else if (shape == Shape::LlamaCpp) {
        usage["prompt_tokens_details"] = {{"cached_tokens", answer.cachedTokens}};
    }
    return usage;
}

json anthropicUsage(const ShapedAnswer &answer)
{
    // Its input tokens leave out those of the cache.
    return {{"input_tokens", answer.promptTokens - answer.cachedTokens},
            {"cache_creation_input_tokens", 0},
            {"cache_read_input_tokens", answer.cachedTokens},
            {"output_tokens", answer.completionTokens},
            {"service_tier", "standard"}};
}

json openAiHead(Shape shape, const ShapedAnswer &answer, const char *object)
{
    json head = {{"id", "chatcmpl-test"},
                 {"object", object},
                 {"created", 1767225600},
                 {"model", answer.model}};
    if (shape == Shape::OpenAi) {
        head["system_fingerprint"] = "fp_test";
        head["service_tier"] = "default";
    } else if (shape == Shape::Azure) {
        head["system_fingerprint"] = "fp_test";
        head["prompt_filter_results"] = json::array(
            {{{"prompt_index", 0},
              {"content_filter_results",
               {{"hate", {{"filtered", false}, {"severity", "safe"}}}}}}});
    } else if (shape == Shape::Ollama) {
        head["system_fingerprint"] = "fp_ollama";
    } else {
        head["system_fingerprint"] = "b1-test";
    }
    return head;
}

std::string event(const json &data)
{
    return "data: " + data.dump() + "\n\n";
}

std::string namedEvent(const json &data)
{
    return "event: " + data.at("type").get<std::string>() + "\ndata: " + data.dump() + "\n\n";
}

/// Whole characters of UTF-8.
std::vector<std::string> charactersOf(const std::string &text)
{
    std::vector<std::string> characters;
    for (const char c : text) {
        if ((static_cast<unsigned char>(c) & 0xC0U) == 0x80U && !characters.empty())
            characters.back() += c;
        else
            characters.emplace_back(1, c);
    }
    return characters;
}

std::string anthropicEvents(const ShapedAnswer &answer)
{
    json usage = anthropicUsage(answer);
    usage["output_tokens"] = 1;
    std::string events = namedEvent({{"type", "message_start"},
                                     {"message",
                                      {{"id", "msg_test"},
                                       {"type", "message"},
                                       {"role", "assistant"},
                                       {"model", answer.model},
                                       {"content", json::array()},
                                       {"stop_reason", nullptr},
                                       {"usage", usage}}}});
    events += namedEvent({{"type", "content_block_start"},
                          {"index", 0},
                          {"content_block", {{"type", "text"}, {"text", ""}}}});
    events += namedEvent({{"type", "ping"}});
    for (const std::string &character : charactersOf(answer.contents.at(0)))
        events += namedEvent({{"type", "content_block_delta"},
                              {"index", 0},
                              {"delta", {{"type", "text_delta"}, {"text", character}}}});
    events += namedEvent({{"type", "content_block_stop"}, {"index", 0}});
    events += namedEvent({{"type", "message_delta"},
                          {"delta", {{"stop_reason", anthropicStop(answer.finish)}}},
                          {"usage", {{"output_tokens", answer.completionTokens}}}});
    return events + namedEvent({{"type", "message_stop"}});
}

ScriptedReply jsonReply(int status, const json &body)
{
    ScriptedReply reply;
    reply.status = status;
    reply.body = body.dump();
    return reply;
}

bool carriesKey(const ReceivedRequest &request, const std::string &key)
{
    for (const auto &[name, value] : request.headers) {
        if ((name == "authorization" && value == "Bearer " + key)
            || ((name == "api-key" || name == "x-api-key") && value == key))
            return true;
    }
    return false;
}

bool endsWith(std::string_view path, std::string_view end)
{
    path = path.substr(0, path.find('?'));
    return path.ends_with(end);
}

ScriptedReply answerChat(const AnsweringOptions &options, const ReceivedRequest &request)
{
    const json asked = json::parse(request.body, nullptr, false);
    if (!asked.is_object() || !asked.contains("messages"))
        return errorReply(options.shape, 400, "invalid_request_error", "",
                          "The body is no chat request.");
    const std::string prompt = promptOf(request);
    const bool hasChoices = options.shape == Shape::OpenAi || options.shape == Shape::Azure
                            || options.shape == Shape::LlamaCpp;
    const int choices = hasChoices ? asked.value("n", 1) : 1;
    ShapedAnswer answer;
    answer.model = asked.value("model", options.models.at(0));
    answer.promptTokens = options.promptTokens > 0 ? options.promptTokens
                                                   : static_cast<int>(prompt.size() / 4);
    answer.contents.clear();
    for (int choice = 0; choice < choices; ++choice)
        answer.contents.push_back(options.content.empty() ? scoreOf(prompt, choice)
                                                          : options.content);
    answer.completionTokens = 5 * choices;
    ScriptedReply reply = asked.value("stream", false)
                              ? streamReply(chatEvents(options.shape, answer), 512)
                              : chatReply(options.shape, answer);
    reply.delay = options.delay;
    return reply;
}

} // namespace

std::optional<Shape> shapeOfName(std::string_view name)
{
    if (name == "openai")
        return Shape::OpenAi;
    if (name == "azure")
        return Shape::Azure;
    if (name == "anthropic")
        return Shape::Anthropic;
    if (name == "ollama")
        return Shape::Ollama;
    if (name == "llama-cpp")
        return Shape::LlamaCpp;
    return {};
}

std::string chatBody(Shape shape, const ShapedAnswer &answer)
{
    if (shape == Shape::Anthropic)
        return json{{"id", "msg_test"},
                    {"type", "message"},
                    {"role", "assistant"},
                    {"model", answer.model},
                    {"content", json::array({{{"type", "text"}, {"text", answer.contents.at(0)}}})},
                    {"stop_reason", anthropicStop(answer.finish)},
                    {"stop_sequence", nullptr},
                    {"usage", anthropicUsage(answer)}}
            .dump();
    json body = openAiHead(shape, answer, "chat.completion");
    body["choices"] = json::array();
    for (std::size_t i = 0; i < answer.contents.size(); ++i) {
        json choice = {{"index", i},
                       {"finish_reason", answer.finish},
                       {"message", {{"role", "assistant"}, {"content", answer.contents[i]}}},
                       {"logprobs", nullptr}};
        if (shape == Shape::OpenAi || shape == Shape::Azure)
            choice["message"]["refusal"] = nullptr;
        if (shape == Shape::Azure)
            choice["content_filter_results"] = {
                {"hate", {{"filtered", false}, {"severity", "safe"}}}};
        if (!answer.logProbabilities.is_null())
            choice["logprobs"] = {{"content", answer.logProbabilities}, {"refusal", nullptr}};
        body["choices"].push_back(choice);
    }
    body["usage"] = openAiUsage(shape, answer);
    if (shape == Shape::LlamaCpp)
        body["timings"] = {{"prompt_n", answer.promptTokens}, {"predicted_ms", 12.5}};
    return body.dump();
}

std::string chatEvents(Shape shape, const ShapedAnswer &answer)
{
    if (shape == Shape::Anthropic)
        return anthropicEvents(answer);
    const json head = openAiHead(shape, answer, "chat.completion.chunk");
    const auto chunk = [&](const json &delta, const json &finish) {
        json data = head;
        data["choices"] = json::array(
            {{{"index", 0}, {"delta", delta}, {"logprobs", nullptr}, {"finish_reason", finish}}});
        return event(data);
    };
    // llama.cpp keeps the connection alive by comments.
    std::string events = shape == Shape::LlamaCpp ? ":\n\n" : "";
    events += chunk({{"role", "assistant"}, {"content", ""}}, nullptr);
    for (const std::string &character : charactersOf(answer.contents.at(0)))
        events += chunk({{"content", character}}, nullptr);
    events += chunk(json::object(), answer.finish);
    json last = head;
    last["choices"] = json::array();
    last["usage"] = openAiUsage(shape, answer);
    return events + event(last) + "data: [DONE]\n\n";
}

std::string errorBody(Shape shape, int status, const std::string &type, const std::string &code,
                      const std::string &message)
{
    if (shape == Shape::Anthropic)
        return json{{"type", "error"},
                    {"error", {{"type", type}, {"message", message}}},
                    {"request_id", "req_test"}}
            .dump();
    json error = {{"message", message}, {"type", type}};
    if (shape == Shape::LlamaCpp) {
        error["code"] = status; // a number here
    } else {
        error["param"] = nullptr;
        error["code"] = code.empty() ? json(nullptr) : json(code);
    }
    return json{{"error", error}}.dump();
}

ScriptedReply chatReply(Shape shape, const ShapedAnswer &answer)
{
    ScriptedReply reply;
    reply.headers = {{"x-request-id", "req_test"}};
    reply.body = chatBody(shape, answer);
    return reply;
}

ScriptedReply errorReply(Shape shape, int status, const std::string &type, const std::string &code,
                         const std::string &message)
{
    ScriptedReply reply;
    reply.status = status;
    reply.headers = {{"x-request-id", "req_test"}};
    reply.body = errorBody(shape, status, type, code, message);
    return reply;
}

ScriptedReply streamReply(std::string_view events, std::size_t pieceBytes, double pieceDelay)
{
    ScriptedReply reply;
    for (std::size_t at = 0; at < events.size(); at += pieceBytes)
        reply.pieces.push_back({std::string(events.substr(at, pieceBytes)), pieceDelay});
    return reply;
}

std::string promptOf(const ReceivedRequest &request)
{
    const json asked = json::parse(request.body, nullptr, false);
    if (!asked.is_object() || !asked.contains("messages") || asked["messages"].empty())
        return {};
    const json &content = asked["messages"].back()["content"];
    if (content.is_string())
        return content.get<std::string>();
    std::string text;
    for (const json &block : content)
        text += block.value("text", "");
    return text;
}

std::string scoreOf(std::string_view prompt, int choice)
{
    const std::uint64_t hundredths
        = 2000 + (hashOf(prompt) + static_cast<std::uint64_t>(choice) * 7) % 1000;
    const std::string rest = std::to_string(hundredths % 100);
    return std::to_string(hundredths / 100) + "." + (rest.size() < 2 ? "0" : "") + rest;
}

Script answeringScript(const AnsweringOptions &options)
{
    return [options](const ReceivedRequest &request) {
        if (!options.key.empty() && !carriesKey(request, options.key))
            return errorReply(options.shape, 401,
                              options.shape == Shape::Anthropic ? "authentication_error"
                                                                : "invalid_request_error",
                              "invalid_api_key", "Incorrect API key provided.");
        if (request.method == "POST"
            && (endsWith(request.path, "/chat/completions") || endsWith(request.path, "/messages")))
            return answerChat(options, request);
        if (request.method == "GET" && endsWith(request.path, "/models")) {
            json list = {{"object", "list"}, {"data", json::array()}};
            for (const std::string &model : options.models)
                list["data"].push_back(
                    {{"id", model}, {"object", "model"}, {"created", 1767225600}});
            return jsonReply(200, list);
        }
        if (request.method == "POST" && endsWith(request.path, "/messages/count_tokens"))
            return jsonReply(200, {{"input_tokens", promptOf(request).size() / 4}});
        if (request.method == "POST" && endsWith(request.path, "/tokenize")) {
            const json asked = json::parse(request.body, nullptr, false);
            json tokens = json::array();
            for (std::size_t i = 0; i < asked.value("content", "").size() / 4; ++i)
                tokens.push_back(i);
            return jsonReply(200, {{"tokens", tokens}});
        }
        return errorReply(options.shape, 404, "not_found_error", "not_found",
                          "There is nothing at " + request.path + ".");
    };
}

Script countingScript(int promptTokens)
{
    AnsweringOptions options;
    options.promptTokens = promptTokens;
    return answeringScript(options);
}

} // namespace auspex::test
