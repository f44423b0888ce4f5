// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>

#include "core/base/text.h"
#include "core/llm/answer.h"
#include "core/llm/prompt.h"
#include "tests/fuzz/fuzz_bodies.h"

// The promises of prompts and answers.

namespace auspex::test {

namespace {

PromptInput smallInput()
{
    const Architecture architecture{512, 640, {{1024, 4}}, {{2048, 8, 4, -1}}};
    PromptInput input;
    input.task = promptTaskOf("wmt14ende");
    input.examples = {{"Thanks", "Danke"}};
    input.demonstrations = {{architecture, 2.7, 24.3}};
    input.query = PromptSubject{architecture, 3.1, std::nullopt};
    return input;
}

/// Problems lie in their component's text, and a prompt without any renders.
Violation brokenByRendering(const Prompt &prompt)
{
    const std::vector<PromptProblem> problems = promptProblems(prompt);
    for (const PromptProblem &problem : problems) {
        if (problem.message.empty() || problem.message.back() != '.')
            return "A problem is no sentence: " + problem.message;
        for (const PromptComponent &component : prompt.components) {
            if (component.id == problem.component
                && problem.offset + problem.length > component.text.size())
                return "A problem lies behind its component's text: " + problem.message;
        }
    }
    const Result<RenderedPrompt> rendered = renderPrompt(prompt, smallInput());
    if (!rendered)
        return problems.empty() ? Violation("A prompt without a problem does not render: "
                                            + rendered.error().message)
                                : std::nullopt;
    std::size_t end = 0;
    for (const RenderedSpan &span : rendered->spans) {
        if (span.begin < end || span.end < span.begin || span.end > rendered->text.size())
            return "The component " + span.component + " stands outside of the prompt's text.";
        end = span.end;
    }
    if (!isValidUtf8(rendered->text))
        return "A prompt of UTF-8 renders as something else.";
    for (const PromptVariant &variant : prompt.variants) {
        const Result<Prompt> chosen = withVariant(prompt, variant.id);
        if (!chosen)
            return "A prompt's own variant is not found: " + variant.id;
    }
    return std::nullopt;
}

Violation brokenByRewriting(const Prompt &prompt)
{
    const Result<Prompt> file = parsePromptFile(promptFileText(prompt), "again");
    if (!file)
        return "A written prompt is refused: " + file.error().message;
    if (*file != prompt)
        return "A written prompt reads back as another one.";
    const Result<Prompt> json = promptOfJson(promptJson(prompt));
    if (!json)
        return "A stored prompt is refused: " + json.error().message;
    if (*json != prompt)
        return "A stored prompt reads back as another one.";
    return std::nullopt;
}

Violation brokenAnswer(const Answer &answer, const AnswerOptions &options)
{
    if (answer.value.has_value() == (answer.form == AnswerForm::None))
        return "An answer has a value without a form, or a form without a value.";
    if (answer.value.has_value() != answer.problem.empty())
        return "An answer has a value and a problem, or neither.";
    if (answer.value && !(*answer.value >= options.lowest && *answer.value <= options.highest))
        return "An answer is out of range: " + formatDouble(*answer.value);
    if (!isValidUtf8(answer.problem))
        return "A problem is not UTF-8.";
    return std::nullopt;
}

/// The text as tokens of up to three bytes, each with two others that were less likely.
std::vector<TokenProbability> tokensOf(std::string_view text)
{
    std::vector<TokenProbability> tokens;
    for (std::size_t i = 0; i < text.size() && tokens.size() < 25; i += 3) {
        TokenProbability token;
        token.token = text.substr(i, 3);
        token.logProbability = std::log(0.7);
        token.alternatives = {{token.token, token.logProbability},
                              {std::string(text.substr(text.size() - i - 1, 2)), std::log(0.2)},
                              {"4", std::log(0.1)}};
        tokens.push_back(token);
    }
    return tokens;
}

} // namespace

Violation fuzzPromptFile(std::string_view text)
{
    const Result<Prompt> prompt = parsePromptFile(text, "input.prompt");
    if (!prompt)
        return prompt.error().message.empty() ? Violation("A refusal has no reason.")
                                              : std::nullopt;
    if (Violation broken = brokenByRendering(*prompt))
        return broken;
    return brokenByRewriting(*prompt);
}

Violation fuzzLlmasTemplate(std::string_view text)
{
    const Result<Prompt> prompt = importLlmasTemplate(text, "input");
    if (!prompt)
        return std::nullopt;
    if (Violation broken = brokenByRendering(*prompt))
        return broken;
    const std::string rendered = renderPrompt(*prompt, smallInput())->text;
    constexpr std::string_view end = "\nGFLOPS: 3.1\nBLEU: ";
    if (rendered.size() < end.size() || rendered.substr(rendered.size() - end.size()) != end)
        return "A template's prompt does not end as the paper's code ends it.";
    return brokenByRewriting(*prompt);
}

Violation fuzzAnswer(std::string_view text)
{
    AnswerOptions strict;
    strict.tolerant = false;
    AnswerOptions json;
    json.json = true;
    AnswerOptions metric;
    metric.metric = "COMET-22";
    metric.lowest = -1.0;
    metric.highest = 1.0;
    for (const AnswerOptions &options : {strict, AnswerOptions(), json, metric}) {
        if (Violation broken = brokenAnswer(parseAnswer(text, options), options))
            return broken;
        const std::vector<TokenProbability> tokens = tokensOf(text);
        const std::optional<ExpectedAnswer> expected = expectedAnswer(tokens, options);
        if (expected
            && !(expected->mean >= options.lowest - 1e-9 && expected->mean <= options.highest + 1e-9
                 && expected->deviation >= 0.0 && expected->mass >= 0.5 && expected->mass <= 1.0))
            return "An expected answer is out of range.";
    }
    const Answer plain = parseAnswer(text, strict);
    if (plain.value && parseAnswer(text).value != plain.value)
        return "What the paper's code takes is another number to the tolerant form.";
    return std::nullopt;
}

} // namespace auspex::test
