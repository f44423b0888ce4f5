// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/llm/answer.h"

#include <algorithm>
#include <cmath>

#include <nlohmann/json.hpp>

#include "core/arch/json_lines.h"
#include "core/base/text.h"
#include "core/llm/answer_claims.h"
#include "core/llm/python_text.h"

namespace auspex {

namespace {

Answer noAnswer(std::string problem)
{
    return {std::nullopt, AnswerForm::None, std::move(problem)};
}

/// The value as an answer, or why it is none.
Answer answerOf(double value, AnswerForm form, std::string_view content,
                const AnswerOptions &options)
{
    if (value < options.lowest || value > options.highest)
        return noAnswer("The number in the answer " + quotedForMessage(content) + " is not between "
                        + formatDouble(options.lowest) + " and " + formatDouble(options.highest)
                        + '.');
    return {value, form, {}};
}

/// The first balanced {...}; nothing where there is no '{', an empty text where it is not closed.
std::optional<std::string_view> firstObject(std::string_view text)
{
    const std::size_t begin = text.find('{');
    if (begin == std::string_view::npos)
        return std::nullopt;
    int depth = 0;
    bool quoted = false;
    for (std::size_t i = begin; i < text.size(); ++i) {
        const char c = text[i];
        if (quoted && c == '\\')
            ++i;
        else if (c == '"')
            quoted = !quoted;
        else if (!quoted && c == '{')
            ++depth;
        else if (!quoted && c == '}' && --depth == 0)
            return text.substr(begin, i + 1 - begin);
    }
    return std::string_view();
}

std::optional<double> numberOf(const nlohmann::json &json, bool tolerant)
{
    if (json.is_number()) {
        const double value = json.get<double>();
        return std::isfinite(value) ? std::optional(value) : std::nullopt;
    }
    if (json.is_string() && tolerant)
        return pythonFloat(json.get_ref<const std::string &>());
    return std::nullopt;
}

/// Nothing where the content is not JSON at all, so that the other forms are tried.
std::optional<Answer> jsonAnswer(std::string_view content, const AnswerOptions &options)
{
    const std::string_view stripped = pythonStripped(content);
    if (!isShallowJson(stripped))
        return noAnswer("The answer " + quotedForMessage(content) + " nests too deeply.");
    nlohmann::json json = nlohmann::json::parse(stripped, nullptr, false);
    if (json.is_discarded()) {
        const std::optional<std::string_view> object = firstObject(stripped);
        if (!object)
            return std::nullopt;
        if (object->empty())
            return noAnswer("The JSON in the answer " + quotedForMessage(content)
                            + " breaks off; allow the model more tokens.");
        json = nlohmann::json::parse(*object, nullptr, false);
        if (json.is_discarded())
            return std::nullopt;
    }
    const auto named = json.is_object() ? json.find("value") : json.end();
    const nlohmann::json &value = named != json.end() ? *named : json;
    if (const std::optional<double> number = numberOf(value, options.tolerant))
        return answerOf(*number, AnswerForm::Json, content, options);
    if (json.is_object() || json.is_array())
        return noAnswer("The JSON in the answer " + quotedForMessage(content)
                        + " has no number under \"value\".");
    return std::nullopt;
}

Answer tolerantAnswer(std::string_view content, const AnswerOptions &options)
{
    const std::vector<NumberClaim> claims = numberClaims(content, options.highest, options.metric);
    if (claims.empty())
        return noAnswer("The answer " + quotedForMessage(content) + " holds no number.");
    const auto lower = [](const NumberClaim &a, const NumberClaim &b) { return a.claim < b.claim; };
    const NumberClaim &best = *std::max_element(claims.begin(), claims.end(), lower);
    for (const NumberClaim &claim : claims) {
        if (claim.claim == best.claim && claim.value != best.value)
            return noAnswer("The answer " + quotedForMessage(content) + " names several numbers ("
                            + formatDouble(best.value) + " and " + formatDouble(claim.value)
                            + "), and none of them alone as the result.");
    }
    return answerOf(best.value, AnswerForm::Tolerant, content, options);
}

} // namespace

std::string_view answerFormKey(AnswerForm form)
{
    switch (form) {
    case AnswerForm::None:
        break;
    case AnswerForm::Plain:
        return "plain";
    case AnswerForm::Tolerant:
        return "tolerant";
    case AnswerForm::Json:
        return "json";
    case AnswerForm::Expected:
        return "expected";
    }
    return "none";
}

Answer parseAnswer(std::string_view content, const AnswerOptions &options)
{
    const std::optional<std::string_view> word = pythonFirstWord(content);
    if (!word)
        return noAnswer("The answer is empty.");
    if (options.json) {
        if (const std::optional<Answer> answer = jsonAnswer(content, options))
            return *answer;
    }
    if (const std::optional<double> value = pythonFloat(*word))
        return answerOf(*value, AnswerForm::Plain, content, options);
    if (options.tolerant)
        return tolerantAnswer(content, options);
    return noAnswer("The answer " + quotedForMessage(content) + " does not begin with a number.");
}

} // namespace auspex
