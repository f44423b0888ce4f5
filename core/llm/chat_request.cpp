// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/llm/chat_format.h"

#include <algorithm>

#include <QUrl>

#include "core/base/text.h"
#include "core/llm/wire_json.h"
#include "core/store/content_hash.h"

// Requests as bytes, and their identity. Source: spec llm-api, 5.1 to 5.5.

namespace auspex {

namespace {

using Json = nlohmann::json;
using OrderedJson = nlohmann::ordered_json;

constexpr int mostTopLogProbabilities = 20;

std::string_view base(const Provider &provider)
{
    std::string_view address = provider.baseUrl;
    while (!address.empty() && address.back() == '/')
        address.remove_suffix(1);
    return address;
}

std::string percentEncoded(std::string_view text)
{
    return QUrl::toPercentEncoding(
               QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())))
        .toStdString();
}

/// OpenAI's and Azure's: with the API version in the query, where there is one.
std::string withApiVersion(std::string url, const Provider &provider)
{
    return provider.apiVersion.empty()
               ? url
               : std::move(url) + "?api-version=" + percentEncoded(provider.apiVersion);
}

/// The server's root: llama.cpp has /tokenize beside /v1.
std::string rootOf(const Provider &provider)
{
    std::string_view address = base(provider);
    constexpr std::string_view version = "/v1";
    if (address.size() > version.size()
        && address.substr(address.size() - version.size()) == version)
        address.remove_suffix(version.size());
    return std::string(address);
}

HttpRequest emptyRequest(const Provider &provider, const char *method)
{
    HttpRequest request;
    request.method = method;
    request.headers.emplace_back("Accept", "application/json");
    switch (provider.family) {
    case ApiFamily::OpenAi:
        request.keyHeader = {"Authorization", "Bearer "};
        break;
    case ApiFamily::Azure:
        request.keyHeader = {"api-key", ""};
        break;
    case ApiFamily::Anthropic:
        request.keyHeader = {"x-api-key", ""};
        request.headers.emplace_back("anthropic-version", provider.apiVersion);
        break;
    }
    return request;
}

void setBody(HttpRequest &request, const OrderedJson &body)
{
    request.headers.emplace_back("Content-Type", "application/json");
    request.body = body.dump(-1, ' ', false, OrderedJson::error_handler_t::replace);
}

/// A schema of one number, so that nothing but a number can come.
OrderedJson numberSchema()
{
    return {{"type", "object"},
            {"properties", {{"value", {{"type", "number"}}}}},
            {"required", OrderedJson::array({"value"})},
            {"additionalProperties", false}};
}

void addSampling(OrderedJson &body, const ChatParameters &parameters, const ModelSwitches &switches)
{
    if (!switches.temperature)
        return;
    if (parameters.temperature)
        body["temperature"] = *parameters.temperature;
    if (parameters.topP)
        body["top_p"] = *parameters.topP;
}

OrderedJson openAiBody(const Provider &provider, const ChatParameters &parameters,
                       std::string_view prompt, int samples, bool stream)
{
    const ModelSwitches &switches = switchesFor(provider, parameters.model);
    OrderedJson body = {{"model", parameters.model},
                        {"messages", {{{"role", "user"}, {"content", std::string(prompt)}}}}};
    body[switches.maxTokensField == MaxTokensField::MaxTokens ? "max_tokens"
                                                              : "max_completion_tokens"]
        = parameters.maxTokens;
    addSampling(body, parameters, switches);
    if (switches.seed && parameters.seed)
        body[switches.seedField] = *parameters.seed;
    if (switches.manySamples && samples > 1)
        body["n"] = samples;
    if (switches.logProbabilities && parameters.logProbabilities) {
        body["logprobs"] = true;
        body["top_logprobs"] = std::clamp(parameters.topLogProbabilities, 0,
                                          mostTopLogProbabilities);
    }
    switch (responseFormatOf(provider, parameters)) {
    case ResponseFormat::Text:
        break;
    case ResponseFormat::JsonObject:
        body["response_format"] = {{"type", "json_object"}};
        break;
    case ResponseFormat::JsonSchema:
        body["response_format"] = {
            {"type", "json_schema"},
            {"json_schema",
             {{"name", "prediction"}, {"schema", numberSchema()}, {"strict", true}}}};
        break;
    }
    if (stream) {
        body["stream"] = true;
        if (switches.streamUsage)
            body["stream_options"] = {{"include_usage", true}};
    }
    return body;
}

/// The message in two blocks, the first of them kept by the service: everything up to the last
/// blank line, after which a prompt of ours has the architecture asked about. In one where there is
/// no such line, or nothing but blanks on one side of it (the service refuses such a block).
OrderedJson anthropicContent(std::string_view prompt, bool promptCaching)
{
    const std::size_t line = prompt.rfind("\n\n");
    if (!promptCaching || line == std::string_view::npos)
        return std::string(prompt);
    const std::string_view shared = prompt.substr(0, line + 2);
    const std::string_view rest = prompt.substr(line + 2);
    if (trimmed(shared).empty() || trimmed(rest).empty())
        return std::string(prompt);
    return OrderedJson::array({{{"type", "text"},
                                {"text", std::string(shared)},
                                {"cache_control", {{"type", "ephemeral"}}}},
                               {{"type", "text"}, {"text", std::string(rest)}}});
}

OrderedJson anthropicBody(const Provider &provider, const ChatParameters &parameters,
                          std::string_view prompt, bool stream)
{
    const ModelSwitches &switches = switchesFor(provider, parameters.model);
    OrderedJson body = {{"model", parameters.model}, {"max_tokens", parameters.maxTokens}};
    OrderedJson message = {{"role", "user"}};
    message["content"] = anthropicContent(prompt, switches.promptCaching);
    body["messages"] = OrderedJson::array({std::move(message)});
    addSampling(body, parameters, switches);
    if (responseFormatOf(provider, parameters) == ResponseFormat::JsonSchema)
        body["output_config"] = {{"format", {{"type", "json_schema"}, {"schema", numberSchema()}}}};
    if (stream)
        body["stream"] = true;
    return body;
}

/// One field of what is hashed. The length before the value keeps two fields from passing for one.
void addField(std::string &text, std::string_view name, std::string_view value)
{
    text += name;
    text += ' ';
    text += std::to_string(value.size());
    text += '\n';
    text += value;
    text += '\n';
}

std::string_view familyName(ApiFamily family)
{
    switch (family) {
    case ApiFamily::Azure:
        return "azure";
    case ApiFamily::Anthropic:
        return "anthropic";
    case ApiFamily::OpenAi:
        break;
    }
    return "openai";
}

std::string_view formatName(ResponseFormat format)
{
    switch (format) {
    case ResponseFormat::JsonObject:
        return "json_object";
    case ResponseFormat::JsonSchema:
        return "json_schema";
    case ResponseFormat::Text:
        break;
    }
    return "text";
}

} // namespace

ResponseFormat responseFormatOf(const Provider &provider, const ChatParameters &parameters)
{
    if (parameters.responseFormat != ResponseFormat::Text)
        return parameters.responseFormat;
    return switchesFor(provider, parameters.model).responseFormat;
}

HttpRequest chatRequest(const Provider &provider, const ChatParameters &parameters,
                        std::string_view prompt, int samples, bool stream)
{
    HttpRequest request = emptyRequest(provider, "POST");
    OrderedJson body;
    const std::string address(base(provider));
    switch (provider.family) {
    case ApiFamily::OpenAi:
        request.url = withApiVersion(address + "/chat/completions", provider);
        body = openAiBody(provider, parameters, prompt, samples, stream);
        break;
    case ApiFamily::Azure:
        request.url = withApiVersion(address + "/openai/deployments/"
                                         + percentEncoded(parameters.model) + "/chat/completions",
                                     provider);
        body = openAiBody(provider, parameters, prompt, samples, stream);
        break;
    case ApiFamily::Anthropic:
        request.url = address + "/v1/messages";
        body = anthropicBody(provider, parameters, prompt, stream);
        break;
    }
    body.merge_patch(OrderedJson(switchesFor(provider, parameters.model).extra));
    if (stream)
        request.headers.front().second = "text/event-stream";
    setBody(request, body);
    return request;
}

HttpRequest modelsRequest(const Provider &provider)
{
    HttpRequest request = emptyRequest(provider, "GET");
    const std::string address(base(provider));
    switch (provider.family) {
    case ApiFamily::OpenAi:
        request.url = withApiVersion(address + "/models", provider);
        break;
    case ApiFamily::Azure:
        request.url = withApiVersion(address + "/openai/models", provider);
        break;
    case ApiFamily::Anthropic:
        request.url = address + "/v1/models?limit=1000";
        break;
    }
    return request;
}

HttpRequest countTokensRequest(const Provider &provider, const ChatParameters &parameters,
                               std::string_view prompt)
{
    HttpRequest request = emptyRequest(provider, "POST");
    switch (provider.tokenCounter) {
    case TokenCounter::None:
        break;
    case TokenCounter::LlamaCpp:
        request.url = rootOf(provider) + "/tokenize";
        setBody(request, {{"content", std::string(prompt)}, {"add_special", true}});
        break;
    case TokenCounter::Anthropic: {
        request.url = std::string(base(provider)) + "/v1/messages/count_tokens";
        const OrderedJson body = anthropicBody(provider, parameters, prompt, false);
        setBody(request, {{"model", body["model"]}, {"messages", body["messages"]}});
        break;
    }
    }
    return request;
}

Result<std::int64_t> tokenCountOf(const Provider &provider, std::string_view body)
{
    const std::optional<Json> document = parsedJson(body);
    std::optional<std::int64_t> count;
    if (document && provider.tokenCounter == TokenCounter::Anthropic)
        count = countOf(memberOf(*document, "input_tokens"));
    if (document && provider.tokenCounter == TokenCounter::LlamaCpp) {
        const Json *tokens = memberOf(*document, "tokens");
        if (tokens && tokens->is_array())
            count = static_cast<std::int64_t>(tokens->size());
    }
    if (!count)
        return failure(ErrorCode::InvalidInput,
                       provider.title + " counted no tokens; the cost is estimated instead.",
                       withValidUtf8(body.substr(0, 2000)));
    return *count;
}

std::string requestKey(const Provider &provider, const ChatParameters &parameters,
                       std::string_view prompt, int sample, int ask)
{
    const ModelSwitches &switches = switchesFor(provider, parameters.model);
    const auto number = [](const std::optional<double> &value) {
        return value ? formatDouble(*value) : std::string("default");
    };
    const bool isAnthropic = provider.family == ApiFamily::Anthropic;
    const bool hasSeed = switches.seed && parameters.seed && !isAnthropic;
    const bool hasLogProbabilities = switches.logProbabilities && parameters.logProbabilities
                                     && !isAnthropic;
    std::string text = "auspex request 1\n";
    addField(text, "family", familyName(provider.family));
    addField(text, "address", base(provider));
    addField(text, "model", parameters.model);
    addField(text, "temperature",
             switches.temperature ? number(parameters.temperature) : "default");
    addField(text, "top_p", switches.temperature ? number(parameters.topP) : "default");
    addField(text, "max_tokens", std::to_string(parameters.maxTokens));
    addField(text, "max_tokens_field",
             isAnthropic || switches.maxTokensField == MaxTokensField::MaxTokens
                 ? "max_tokens"
                 : "max_completion_tokens");
    addField(text, "seed", hasSeed ? std::to_string(*parameters.seed) : "none");
    addField(text, "log_probabilities",
             hasLogProbabilities ? std::to_string(
                 std::clamp(parameters.topLogProbabilities, 0, mostTopLogProbabilities))
                                 : "none");
    addField(text, "response_format", formatName(responseFormatOf(provider, parameters)));
    addField(text, "extra", writtenJson(switches.extra));
    addField(text, "sample", std::to_string(sample));
    addField(text, "ask", std::to_string(ask));
    addField(text, "prompt", prompt);
    return sha256(text);
}

} // namespace auspex
