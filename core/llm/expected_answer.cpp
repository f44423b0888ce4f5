// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>
#include <map>

#include "core/base/text.h"
#include "core/llm/answer.h"

namespace auspex {

namespace {

constexpr double leastProbability = 1e-6; ///< of a text that is followed
constexpr double leastMass = 0.5;

/// Probabilities of the texts that a number can begin with.
using Texts = std::map<std::string, double>;

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

/// How many bytes of a token continue a number that begins with `text`: digits, one point, and a
/// sign where nothing stands before.
std::size_t continuing(const std::string &text, std::string_view token)
{
    bool point = text.find('.') != std::string::npos;
    std::size_t length = 0;
    for (const char c : token) {
        const bool sign = c == '-' && text.empty() && length == 0;
        if (c == '.' && !point)
            point = true;
        else if (!isDigit(c) && !sign)
            break;
        ++length;
    }
    return length;
}

bool isBlank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

std::string_view withoutLeadingSpace(std::string_view token)
{
    while (!token.empty() && isBlank(token.front()))
        token.remove_prefix(1);
    return token;
}

/// The tokens' probabilities at one position, each text once, the sampled one among them.
Texts alternativesOf(const TokenProbability &position)
{
    Texts alternatives;
    const auto add = [&](const std::string &token, double logProbability) {
        const double probability = std::exp(std::min(logProbability, 0.0));
        if (std::isfinite(probability) && probability > 0.0)
            alternatives[token] += probability;
    };
    bool sampled = false;
    for (const TokenProbability::Alternative &alternative : position.alternatives) {
        add(alternative.token, alternative.logProbability);
        sampled = sampled || alternative.token == position.token;
    }
    if (!sampled)
        add(position.token, position.logProbability);
    // Rounded logarithms can add up to a little more than 1.
    double sum = 0.0;
    for (const auto &[token, probability] : alternatives)
        sum += probability;
    if (sum > 1.0) {
        for (auto &[token, probability] : alternatives)
            probability /= sum;
    }
    return alternatives;
}

/// What parseAnswer() reads in the tokens. Some services list the token that ends the reply
/// ("<|im_end|>"), which is no part of its text.
std::optional<double> sampledValue(std::span<const TokenProbability> tokens,
                                   const AnswerOptions &options)
{
    std::string content;
    std::string withoutLast;
    for (const TokenProbability &token : tokens) {
        withoutLast = content;
        content += token.token;
    }
    const std::optional<double> value = parseAnswer(content, options).value;
    return value ? value : parseAnswer(withoutLast, options).value;
}

/// The position at which the sampled number begins, and the one after its last token.
struct NumberTokens {
    std::size_t begin = 0;
    std::size_t end = 0;
};

/// The first run of tokens that reads as the value.
std::optional<NumberTokens> tokensOf(std::span<const TokenProbability> tokens, double value)
{
    for (std::size_t begin = 0; begin < tokens.size(); ++begin) {
        std::string text;
        std::size_t end = begin;
        while (end < tokens.size()) {
            std::string_view token = tokens[end].token;
            if (end == begin)
                token = withoutLeadingSpace(token);
            const std::size_t length = continuing(text, token);
            if (length == 0)
                break;
            text += token.substr(0, length);
            ++end;
            if (length < token.size())
                break;
        }
        const std::optional<double> read = parseDouble(text);
        if (read && *read == value)
            return NumberTokens{begin, end};
    }
    return std::nullopt;
}

/// All numbers that the positions can make, with their probabilities.
Texts numbersOf(std::span<const TokenProbability> positions)
{
    Texts open{{std::string(), 1.0}};
    Texts done;
    for (const TokenProbability &position : positions) {
        const Texts alternatives = alternativesOf(position);
        Texts next;
        for (const auto &[text, probability] : open) {
            for (const auto &[alternative, share] : alternatives) {
                const double together = probability * share;
                if (together < leastProbability)
                    continue;
                const std::string_view token = text.empty() ? withoutLeadingSpace(alternative)
                                                            : std::string_view(alternative);
                const std::size_t length = continuing(text, token);
                const bool goesOn = length == token.size() && length > 0;
                (goesOn ? next : done)[text + std::string(token.substr(0, length))] += together;
            }
        }
        open = std::move(next);
    }
    for (const auto &[text, probability] : open)
        done[text] += probability;
    return done;
}

} // namespace

std::optional<ExpectedAnswer> expectedAnswer(std::span<const TokenProbability> tokens,
                                             const AnswerOptions &options)
{
    const std::optional<double> sampled = sampledValue(tokens, options);
    if (!sampled)
        return std::nullopt;
    const std::optional<NumberTokens> number = tokensOf(tokens, *sampled);
    if (!number)
        return std::nullopt;
    const std::size_t after = std::min(number->end + 1, tokens.size());

    std::map<double, double> distribution;
    ExpectedAnswer expected;
    for (const auto &[text, probability] :
         numbersOf(tokens.subspan(number->begin, after - number->begin))) {
        const std::optional<double> value = parseDouble(text);
        if (!value || *value < options.lowest || *value > options.highest)
            continue;
        distribution[*value] += probability;
        expected.mass += probability;
    }
    if (expected.mass < leastMass)
        return std::nullopt;
    for (const auto &[value, probability] : distribution)
        expected.mean += value * probability / expected.mass;
    double variance = 0.0;
    for (const auto &[value, probability] : distribution)
        variance += (value - expected.mean) * (value - expected.mean) * probability / expected.mass;
    expected.deviation = std::sqrt(variance);
    expected.mass = std::min(expected.mass, 1.0);
    return expected;
}

} // namespace auspex
