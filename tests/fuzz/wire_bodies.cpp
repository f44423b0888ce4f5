// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>
#include <cmath>

#include "core/base/text.h"
#include "core/llm/pacing.h"
#include "core/llm/wire_json.h"
#include "tests/fuzz/fuzz_bodies.h"

// The promises of what comes over the wire from LLM services, and of providers that users write.

namespace auspex::test {

namespace {

Provider providerBy(unsigned char choice)
{
    constexpr std::array<ApiFamily, 3> families = {ApiFamily::OpenAi, ApiFamily::Azure,
                                                   ApiFamily::Anthropic};
    Provider provider;
    provider.id = "fuzzed";
    provider.title = "Fuzzed";
    provider.baseUrl = "https://llm.example.org/v1";
    provider.family = families[choice % families.size()];
    provider.tokenCounter = choice % 2 == 0 ? TokenCounter::LlamaCpp : TokenCounter::Anthropic;
    return provider;
}

/// Takes the first byte off; 0 of an empty input.
unsigned char taken(std::string_view &text)
{
    if (text.empty())
        return 0;
    const auto byte = static_cast<unsigned char>(text.front());
    text.remove_prefix(1);
    return byte;
}

Violation brokenByFailure(const ChatFailure &failure)
{
    if (failure.message.empty() || failure.message.back() != '.' || !isValidUtf8(failure.message))
        return "A failure's message is no sentence: " + failure.message;
    if (!isValidUtf8(failure.raw) || !isValidUtf8(failure.code) || !isValidUtf8(failure.requestId))
        return "A failure holds what is no text.";
    if (failure.kind == FailureKind::Billing && failure.retry)
        return "A request is sent again though there is no money for it.";
    if (failure.retryAfterSeconds && !(*failure.retryAfterSeconds >= 0.0))
        return "A failure asks for a wait that is none.";
    return std::nullopt;
}

Violation brokenByReply(const ChatReply &reply)
{
    if (reply.choices.empty())
        return "A reply has no choice.";
    for (const ChatChoice &choice : reply.choices) {
        if (!isValidUtf8(choice.content) || !isValidUtf8(choice.refusal)
            || !isValidUtf8(choice.finishText))
            return "A choice holds what is no text.";
        for (const TokenProbability &token : choice.tokens) {
            const bool isThere = std::any_of(token.alternatives.begin(), token.alternatives.end(),
                                             [&](const TokenProbability::Alternative &other) {
                                                 return other.token == token.token;
                                             });
            if (!isThere || !std::isfinite(token.logProbability))
                return "A token is not among its own alternatives, or has no probability.";
        }
    }
    const TokenUsage &usage = reply.usage;
    if (usage.prompt < 0 || usage.completion < 0 || usage.cached < 0 || usage.cacheWrite < 0
        || usage.cached + usage.cacheWrite > usage.prompt)
        return "Tokens are counted that cannot be.";
    Price price;
    price.rates = {3.0, 0.3, 3.75, 15.0};
    const double cost = costOf(usage, price);
    if (!std::isfinite(cost) || cost < 0.0)
        return "A reply costs less than nothing, or more than a number.";
    if (!reply.usageJson.empty() && !parsedJson(reply.usageJson))
        return "The usage that is kept is not JSON.";
    return std::nullopt;
}

struct StreamEnd {
    std::string text;
    tl::expected<ChatReply, ChatFailure> reply;
};

/// Feeds pieces of `step` bytes.
StreamEnd readBy(const Provider &provider, std::string_view bytes, std::size_t step)
{
    StreamReader reader(provider);
    StreamEnd end;
    while (!bytes.empty()) {
        const std::size_t length = std::min(step, bytes.size());
        const auto progress = reader.feed(bytes.substr(0, length));
        if (!progress) {
            end.reply = tl::make_unexpected(progress.error());
            return end;
        }
        end.text += progress->text;
        bytes.remove_prefix(length);
    }
    end.reply = reader.finish();
    return end;
}

bool isSame(const StreamEnd &a, const StreamEnd &b)
{
    if (a.reply.has_value() != b.reply.has_value())
        return false;
    if (!a.reply) // what came before an error may have been told already, or not yet
        return a.reply.error().kind == b.reply.error().kind
               && a.reply.error().message == b.reply.error().message;
    const std::vector<ChatChoice> &first = a.reply->choices;
    const std::vector<ChatChoice> &second = b.reply->choices;
    return a.text == b.text && a.reply->usage == b.reply->usage
           && a.reply->usageJson == b.reply->usageJson
           && std::equal(first.begin(), first.end(), second.begin(), second.end(),
                         [](const ChatChoice &x, const ChatChoice &y) {
                             return x.content == y.content && x.finishText == y.finishText
                                    && x.tokens.size() == y.tokens.size();
                         });
}

/// Lines of "name: value".
Headers headersIn(std::string_view text)
{
    Headers headers;
    for (const std::string_view line : split(text, '\n')) {
        const std::size_t colon = std::min(line.find(':'), line.size());
        headers.emplace_back(line.substr(0, colon),
                             trimmed(line.substr(std::min(colon + 1, line.size()))));
    }
    return headers;
}

} // namespace

Violation fuzzReply(std::string_view text)
{
    const unsigned char choice = taken(text);
    const Provider provider = providerBy(choice);
    constexpr std::array<int, 4> statuses = {200, 400, 429, 503};
    const int status = statuses[choice / 3 % statuses.size()];
    const auto reply = parseReply(provider, status, {}, text);
    if (Violation broken = reply ? brokenByReply(*reply) : brokenByFailure(reply.error()))
        return broken;
    if (reply && status != 200)
        return "An error status counts as a reply.";
    const auto models = modelsOf(provider, status, {}, text);
    if (!models)
        return brokenByFailure(models.error());
    const Result<std::int64_t> tokens = tokenCountOf(provider, text);
    if (tokens && *tokens < 0)
        return "Fewer than no tokens are counted.";
    return std::nullopt;
}

Violation fuzzStream(std::string_view text)
{
    const Provider provider = providerBy(taken(text));
    const std::size_t step = taken(text) % 64 + 1;
    const StreamEnd whole = readBy(provider, text, std::max<std::size_t>(text.size(), 1));
    for (const std::size_t length : {step, std::size_t(1)}) {
        if (!isSame(whole, readBy(provider, text, length)))
            return "A stream in pieces of " + std::to_string(length) + " bytes reads as another.";
    }
    if (!whole.reply)
        return brokenByFailure(whole.reply.error());
    if (!isValidUtf8(whole.text))
        return "A stream's text is no text.";
    return brokenByReply(*whole.reply);
}

Violation fuzzProvider(std::string_view text)
{
    const std::optional<nlohmann::json> json = parsedJson(text);
    if (!json)
        return std::nullopt;
    const Result<Provider> provider = providerOfJson(*json);
    if (!provider)
        return provider.error().message.empty() || provider.error().message.back() != '.'
                   ? Violation("A refusal is no sentence: " + provider.error().message)
                   : std::nullopt;
    const nlohmann::json written = providerJson(*provider);
    const Result<Provider> again = providerOfJson(written);
    if (!again)
        return "A written provider is refused: " + again.error().message;
    if (!(*again == *provider))
        return "A written provider reads back as another: " + writtenJson(written);
    for (const std::string &problem : providerProblems(*provider)) {
        if (problem.empty() || problem.back() != '.')
            return "A problem is no sentence: " + problem;
    }
    ChatParameters parameters;
    parameters.model = provider->suggestedModels.empty() ? "m" : provider->suggestedModels.front();
    const HttpRequest request = chatRequest(*provider, parameters, "a\n\nb", 2, true);
    if (!parsedJson(request.body))
        return "A request is not JSON.";
    if (requestKey(*provider, parameters, "a", 0, 0).size() != 64)
        return "A request has no key.";
    return std::nullopt;
}

Violation fuzzRateHeaders(std::string_view text)
{
    const Headers headers = headersIn(text);
    for (const auto &[name, value] : headers) {
        const std::optional<double> duration = parseGoDuration(value);
        if (duration && (!std::isfinite(*duration) || *duration < 0.0))
            return "A duration is none: " + value;
        const std::optional<double> date = parseHttpDate(value);
        if (date && !std::isfinite(*date))
            return "A date is none: " + value;
    }
    const std::optional<double> asked = retryAfter(headers, 0.0);
    if (asked && (!std::isfinite(*asked) || *asked < 0.0))
        return "A service asks for a wait that is none.";
    Pacer pacer(60);
    pacer.sent(0.0, 1000);
    pacer.received(0.5, headers, 1786190400.0);
    const double wait = pacer.delay(0.5, 1000);
    if (!(wait >= 0.0) || wait > 3600.0)
        return "A request waits for longer than any limit lasts, or less than not at all.";
    if (pacer.delay(0.5 + wait, 1000) > 1e-9)
        return "A request that has waited must wait again.";
    return std::nullopt;
}

} // namespace auspex::test
