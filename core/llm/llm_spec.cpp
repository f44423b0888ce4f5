// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cctype>
#include <charconv>
#include <map>

#include "core/base/text.h"
#include "core/llm/llm_service.h"

namespace auspex {

namespace {

constexpr int mostSamples = 1000;
constexpr int mostExamples = 1000;
constexpr int mostTokens = 1'000'000;
constexpr double hottest = 2.0;

const char *const grammar = "llm:PROVIDER/MODEL, llm:PROVIDER/MODEL/PROMPT or either with "
                            "?OPTION=VALUE behind it";

tl::unexpected<Error> wrong(const std::string &message)
{
    return failure(ErrorCode::InvalidInput, message);
}

/// `what` is "model" or "prompt".
Result<std::string> unescaped(std::string_view text, const std::string &what)
{
    std::optional<std::string> name = percentUnescaped(text);
    if (!name)
        return wrong("The " + what + " of " + quotedForMessage("llm:" + std::string(text))
                     + " has a percent sign without two hexadecimal digits; write the sign "
                       "itself as %25.");
    if (name->empty())
        return wrong("An LLM predictor needs the name of a " + what + ": " + grammar + '.');
    if (!isValidUtf8(*name) || hasControlCharacters(*name))
        return wrong("The name of the " + what + " " + quotedForMessage(*name)
                     + " holds control characters or is no UTF-8 text; check how it is escaped.");
    return std::move(*name);
}

bool isProviderId(std::string_view id)
{
    return !id.empty() && std::all_of(id.begin(), id.end(), [](unsigned char c) {
        return c < 0x80 && (std::isalnum(c) != 0 || c == '-' || c == '_');
    });
}

/// NAME, NAME@VERSION, either with :VARIANT.
Result<void> readPrompt(std::string_view text, LlmSpec &spec)
{
    const std::size_t colon = text.find(':');
    if (colon != std::string_view::npos) {
        auto variant = unescaped(text.substr(colon + 1), "variant");
        if (!variant)
            return tl::make_unexpected(variant.error());
        spec.variant = std::move(*variant);
        text = text.substr(0, colon);
    }
    const std::size_t at = text.find('@');
    if (at != std::string_view::npos) {
        const auto version = parseInteger(text.substr(at + 1));
        if (!version || *version < 1 || *version > 1'000'000'000)
            return wrong("The prompt " + quotedForMessage(text)
                         + " has no version number behind its @; versions count from 1, as in "
                           "my-prompt@2.");
        spec.promptVersion = static_cast<int>(*version);
        text = text.substr(0, at);
    }
    auto name = unescaped(text, "prompt");
    if (!name)
        return tl::make_unexpected(name.error());
    spec.prompt = std::move(*name);
    return {};
}

Result<std::int64_t> wholeNumber(const std::string &option, std::string_view value,
                                 std::int64_t lowest, std::int64_t highest)
{
    const auto number = parseInteger(value);
    if (!number || *number < lowest || *number > highest)
        return wrong("The option " + option + " of an LLM predictor is a whole number from "
                     + std::to_string(lowest) + " to " + std::to_string(highest) + "; "
                     + quotedForMessage(value) + " is none.");
    return *number;
}

Result<void> chosen(const std::string &option, std::string_view value, const char *first,
                    const char *second, bool &isSecond)
{
    if (value != first && value != second)
        return wrong("The option " + option + " of an LLM predictor is " + first + " or " + second
                     + "; " + quotedForMessage(value) + " is neither.");
    isSecond = value == second;
    return {};
}

Result<void> readNumber(const std::string &option, std::string_view value, std::int64_t lowest,
                        std::int64_t highest, int &number)
{
    return wholeNumber(option, value, lowest, highest).map([&](std::int64_t read) {
        number = static_cast<int>(read);
    });
}

Result<void> readTemperature(std::string_view value, LlmSpec &spec)
{
    if (value == "default") {
        spec.temperature.reset();
        return {};
    }
    const auto number = parseDouble(value);
    if (!number || *number < 0.0 || *number > hottest)
        return wrong("The option temperature of an LLM predictor is a number from 0 to 2 or "
                     "default; "
                     + quotedForMessage(value) + " is neither.");
    spec.temperature = *number;
    return {};
}

Result<void> readEfficiency(std::string_view value, LlmSpec &spec)
{
    spec.efficiency = efficiencyOfKey(value);
    if (!spec.efficiency)
        return wrong("The option efficiency of an LLM predictor is gflops, latency, model-size or "
                     "none; "
                     + quotedForMessage(value) + " is none of them.");
    return {};
}

using OptionReader = Result<void> (*)(const std::string &option, std::string_view value,
                                      LlmSpec &spec);

const std::map<std::string, OptionReader, std::less<>> &optionReaders()
{
    static const std::map<std::string, OptionReader, std::less<>> readers{
        {"samples",
         [](const std::string &option, std::string_view value, LlmSpec &spec) {
             return readNumber(option, value, 1, mostSamples, spec.samples);
         }},
        {"value",
         [](const std::string &option, std::string_view value, LlmSpec &spec) {
             return chosen(option, value, "sampled", "expected", spec.expected);
         }},
        {"temperature", [](const std::string &, std::string_view value,
                           LlmSpec &spec) { return readTemperature(value, spec); }},
        {"max-tokens",
         [](const std::string &option, std::string_view value, LlmSpec &spec) {
             return readNumber(option, value, 1, mostTokens, spec.maxTokens);
         }},
        {"seed",
         [](const std::string &option, std::string_view value, LlmSpec &spec) {
             return wholeNumber(option, value, 0, INT64_MAX).map([&](std::int64_t seed) {
                 spec.seed = seed;
             });
         }},
        {"answers",
         [](const std::string &option, std::string_view value, LlmSpec &spec) {
             return chosen(option, value, "plain", "tolerant", spec.tolerant);
         }},
        {"efficiency", [](const std::string &, std::string_view value,
                          LlmSpec &spec) { return readEfficiency(value, spec); }},
        {"examples",
         [](const std::string &option, std::string_view value, LlmSpec &spec) {
             return readNumber(option, value, 0, mostExamples, spec.examples);
         }},
    };
    return readers;
}

Result<void> readOptions(std::string_view text, LlmSpec &spec)
{
    std::vector<std::string> seen;
    for (const std::string_view part : split(text, '&')) {
        const std::size_t equals = part.find('=');
        const std::string option(trimmed(part.substr(0, equals)));
        const auto reader = optionReaders().find(option);
        if (equals == std::string_view::npos || reader == optionReaders().end())
            return wrong("An LLM predictor has no option " + quotedForMessage(part)
                         + "; there are samples=K, value=sampled|expected, temperature=T, "
                           "max-tokens=N, seed=N, answers=plain|tolerant, "
                           "efficiency=gflops|latency|model-size|none and examples=N, with & "
                           "between them.");
        if (std::find(seen.begin(), seen.end(), option) != seen.end())
            return wrong("The option " + option
                         + " stands twice behind the LLM predictor; give it once.");
        seen.push_back(option);
        if (auto read = reader->second(option, trimmed(part.substr(equals + 1)), spec); !read)
            return read;
    }
    return {};
}

std::vector<std::string> optionTexts(const LlmSpec &spec)
{
    const LlmSpec defaults;
    std::vector<std::string> texts;
    if (spec.samples != defaults.samples)
        texts.push_back("samples=" + std::to_string(spec.samples));
    if (spec.expected != defaults.expected)
        texts.emplace_back("value=expected");
    if (spec.temperature != defaults.temperature)
        texts.push_back(
            "temperature="
            + (spec.temperature ? formatDouble(*spec.temperature) : std::string("default")));
    if (spec.maxTokens != defaults.maxTokens)
        texts.push_back("max-tokens=" + std::to_string(spec.maxTokens));
    if (spec.seed)
        texts.push_back("seed=" + std::to_string(*spec.seed));
    if (spec.tolerant != defaults.tolerant)
        texts.emplace_back("answers=plain");
    if (spec.efficiency)
        texts.push_back("efficiency=" + std::string(efficiencyKey(*spec.efficiency)));
    if (spec.examples != defaults.examples)
        texts.push_back("examples=" + std::to_string(spec.examples));
    return texts;
}

std::string promptText(const LlmSpec &spec)
{
    std::string text = percentEscaped(spec.prompt, "/?@:");
    if (spec.promptVersion)
        text += '@' + std::to_string(*spec.promptVersion);
    if (!spec.variant.empty())
        text += ':' + percentEscaped(spec.variant, "/?");
    return text;
}

/// As the built-in prompts call it, which saved ones are mostly made from.
std::string variantTitle(const LlmSpec &spec)
{
    for (const BuiltInPrompt &known : builtInPrompts()) {
        for (const PromptVariant &variant : known.prompt.variants) {
            if (variant.id == spec.variant)
                return variant.title;
        }
    }
    return spec.variant;
}

std::string efficiencyTitle(EfficiencyMetric metric)
{
    switch (metric) {
    case EfficiencyMetric::None:
        return "no efficiency";
    case EfficiencyMetric::Gflops:
        return "GFLOPs";
    case EfficiencyMetric::Latency:
        return "latency";
    case EfficiencyMetric::ModelSize:
        return "model size";
    }
    return {};
}

} // namespace

Result<LlmSpec> parseLlmSpec(std::string_view text)
{
    text = trimmed(text);
    const std::size_t mark = text.find('?');
    const std::vector<std::string_view> path = split(text.substr(0, mark), '/');
    if (path.size() < 2 || path.size() > 3)
        return wrong("The LLM predictor " + quotedForMessage("llm:" + std::string(text))
                     + (path.size() < 2 ? " names no model" : " has too many parts") + "; write "
                     + grammar + " (a slash within a name as %2F).");
    LlmSpec spec;
    spec.provider = std::string(trimmed(path[0]));
    if (!isProviderId(spec.provider))
        return wrong("The provider " + quotedForMessage(spec.provider)
                     + " of the LLM predictor is no id of one: letters, digits, - and _, as in "
                       "llm:openai/gpt-4o.");
    auto model = unescaped(trimmed(path[1]), "model");
    if (!model)
        return tl::make_unexpected(model.error());
    spec.model = std::move(*model);
    if (path.size() == 3) {
        if (auto read = readPrompt(trimmed(path[2]), spec); !read)
            return tl::make_unexpected(read.error());
    }
    if (mark != std::string_view::npos) {
        if (auto read = readOptions(text.substr(mark + 1), spec); !read)
            return tl::make_unexpected(read.error());
    }
    return spec;
}

std::string llmSpecText(const LlmSpec &spec)
{
    std::string text = spec.provider + '/' + percentEscaped(spec.model, "/?");
    if (const std::string prompt = promptText(spec); prompt != LlmSpec().prompt)
        text += '/' + prompt;
    const std::vector<std::string> options = optionTexts(spec);
    return options.empty() ? text : text + '?' + join(options, "&");
}

std::string llmSpecTitle(const LlmSpec &spec)
{
    const LlmSpec defaults;
    std::string title = spec.model + ", " + spec.prompt;
    if (spec.promptVersion)
        title += " version " + std::to_string(*spec.promptVersion);
    if (!spec.variant.empty())
        title += ", " + variantTitle(spec);
    if (spec.samples != defaults.samples)
        title += ", " + std::to_string(spec.samples) + " samples";
    if (spec.expected)
        title += ", expected value";
    if (!spec.temperature)
        title += ", the service's temperature";
    else if (spec.temperature != defaults.temperature)
        title += ", temperature " + formatDouble(*spec.temperature);
    if (spec.maxTokens != defaults.maxTokens)
        title += ", " + std::to_string(spec.maxTokens) + " tokens";
    if (spec.seed)
        title += ", seed " + std::to_string(*spec.seed);
    if (!spec.tolerant)
        title += ", plain answers";
    if (spec.efficiency)
        title += ", " + efficiencyTitle(*spec.efficiency);
    if (spec.examples != defaults.examples)
        title += spec.examples == 1 ? ", 1 example"
                                    : ", " + std::to_string(spec.examples) + " examples";
    return title;
}

} // namespace auspex
