// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/llm/answer_claims.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include "core/arch/architecture_codecs.h"
#include "core/base/text.h"
#include "core/llm/prompt_values.h"

namespace auspex {

namespace {

/// Words in whose name a number is the answer.
constexpr std::array<std::string_view, 25> answerLabels = {
    "bleu",     "sacrebleu", "bleu4",    "comet",      "chrf",        "chrf++",    "meteor",
    "ter",      "bleurt",    "rouge",    "score",      "prediction",  "predicted", "predict",
    "estimate", "estimated", "expected", "value",      "performance", "result",    "metric",
    "output",   "accuracy",  "quality",  "estimation",
};
constexpr std::array<std::string_view, 4> finalLabels = {"answer", "final", "boxed", "conclusion"};

/// Words between a label and its number that say nothing of their own.
constexpr std::array<std::string_view, 29> connectors = {
    "is",   "of",      "was", "be",     "would", "will",    "to",     "about",  "around",
    "at",   "the",     "a",   "an",     "as",    "roughly", "near",   "approx", "approximately",
    "it",   "my",      "its", "equals", "equal", "should",  "likely", "circa",  "ca",
    "this", "between",
};

bool isLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isUtf8Byte(char c)
{
    return static_cast<unsigned char>(c) >= 0x80;
}

template<std::size_t size>
bool isAmong(const std::array<std::string_view, size> &words, std::string_view word)
{
    return std::find(words.begin(), words.end(), word) != words.end();
}

std::string loweredAscii(std::string_view text)
{
    std::string lowered(text);
    std::transform(lowered.begin(), lowered.end(), lowered.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return lowered;
}

char at(std::string_view text, std::size_t index)
{
    return index < text.size() ? text[index] : '\0';
}

bool endsWith(std::string_view text, std::string_view end)
{
    return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

bool startsWith(std::string_view text, std::string_view begin)
{
    return text.substr(0, begin.size()) == begin;
}

/// A run of digits with at most one point or decimal comma in it.
struct Figure {
    std::size_t begin = 0; ///< with its sign
    std::size_t end = 0;
    double value = 0.0;
};

std::size_t digitsFrom(std::string_view text, std::size_t index)
{
    while (isDigit(at(text, index)))
        ++index;
    return index;
}

/// The end of "1,234,567", or `index` where no such groups follow the one to three digits before.
std::size_t groupsFrom(std::string_view text, std::size_t first, std::size_t index)
{
    if (index - first > 3)
        return index;
    while (at(text, index) == ',' && digitsFrom(text, index + 1) == index + 4)
        index += 4;
    return index;
}

Figure figureAt(std::string_view text, std::size_t first)
{
    Figure figure;
    figure.begin = first;
    std::size_t end = digitsFrom(text, first);
    const std::size_t groups = groupsFrom(text, first, end);
    std::string number;
    if (groups > end) {
        number = text.substr(first, groups - first);
        std::erase(number, ',');
        end = groups;
    } else {
        number = text.substr(first, end - first);
    }
    const char mark = at(text, end);
    const std::size_t fraction = digitsFrom(text, end + 1);
    const bool decimalComma = mark == ',' && fraction > end + 1 && fraction <= end + 3;
    if (groups == digitsFrom(text, first) || mark == '.') {
        if ((mark == '.' && fraction > end + 1) || decimalComma) {
            number += '.';
            number += text.substr(end + 1, fraction - end - 1);
            end = fraction;
        }
    }
    const char exponent = at(text, end);
    if (exponent == 'e' || exponent == 'E') {
        const std::size_t sign = end + 1;
        const std::size_t digits = sign + (at(text, sign) == '-' || at(text, sign) == '+' ? 1 : 0);
        if (digitsFrom(text, digits) > digits) {
            number += 'e';
            if (at(text, sign) == '-')
                number += '-';
            number += text.substr(digits, digitsFrom(text, digits) - digits);
            end = digitsFrom(text, digits);
        }
    }
    figure.end = end;
    figure.value = parseDouble(number).value_or(1e300); // too large for a double: out of any range
    return figure;
}

/// Whether the digits belong to a name: "WMT14", "GPT-4", "6-layer", "3rd", "1.2.3".
bool isPartOfName(std::string_view text, const Figure &figure)
{
    const char before = figure.begin == 0 ? '\0' : text[figure.begin - 1];
    const char beforeThat = figure.begin < 2 ? '\0' : text[figure.begin - 2];
    if (isLetter(before) || before == '_' || before == '\'' || before == '#')
        return true;
    if ((before == '-' || before == '.') && (isLetter(beforeThat) || isDigit(beforeThat)))
        return isLetter(beforeThat) || before == '.';
    const char after = at(text, figure.end);
    const char afterThat = at(text, figure.end + 1);
    if (after == '_' || (after == '.' && isDigit(afterThat)))
        return true;
    if (after == '-' && isLetter(afterThat))
        return true;
    if (!isLetter(after))
        return false;
    // "25.3BLEU" is a number with its metric; "3rd", "6x", "10B" are none.
    std::size_t end = figure.end;
    while (isLetter(at(text, end)))
        ++end;
    return !isAmong(answerLabels, loweredAscii(text.substr(figure.end, end - figure.end)));
}

std::string_view withoutSpaceAtEnd(std::string_view text)
{
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t'))
        text.remove_suffix(1);
    return text;
}

/// The scale of a rating ("/100", "out of 100") or a margin ("+/- 0.5").
bool isScaleOrMargin(std::string_view before, double value, double scale)
{
    before = withoutSpaceAtEnd(before);
    if (endsWith(before, "±") || endsWith(before, "+/-") || endsWith(before, "\\pm"))
        return true;
    return value == scale && (endsWith(before, "/") || endsWith(before, "out of"));
}

/// Whether nothing but a word or a dash for a range stands between two numbers.
bool isRangeBetween(std::string_view between)
{
    const std::string word = loweredAscii(trimmed(between));
    constexpr std::array<std::string_view, 9> ranges = {"-",  "–",   "—",  "to", "and",
                                                        "or", "bis", "..", "~"};
    return isAmong(ranges, word);
}

/// The line around a position.
std::string_view lineAround(std::string_view text, std::size_t index)
{
    const std::size_t before = text.substr(0, index).rfind('\n');
    const std::size_t begin = before == std::string_view::npos ? 0 : before + 1;
    return text.substr(begin, std::min(text.find('\n', index), text.size()) - begin);
}

std::string_view withoutMarkup(std::string_view text)
{
    constexpr std::string_view markup = " \t\r*`>\"'-";
    while (!text.empty() && markup.find(text.front()) != std::string_view::npos)
        text.remove_prefix(1);
    return text;
}

/// A line about an architecture, as the prompt has them.
bool isEchoLine(std::string_view line)
{
    line = withoutMarkup(line);
    const auto begins = [&](std::string_view label) { return startsWith(line, label); };
    return std::any_of(subTransformerKeys.begin(), subTransformerKeys.end(), begins)
           || begins("GFLOPS") || begins("GFLOPs")
           || begins(efficiencyLabel(EfficiencyMetric::Latency))
           || begins(efficiencyLabel(EfficiencyMetric::ModelSize)) || begins("Example ");
}

/// Whether a line holds nothing else than the number, with markup, a unit or a full stop.
bool isAlone(std::string_view line, std::string_view number)
{
    const std::size_t begin = line.find(number);
    const auto isMarkup = [](char c) { return !isLetter(c) && !isDigit(c) && !isUtf8Byte(c); };
    const std::string_view before = line.substr(0, begin);
    const std::string_view after = line.substr(begin + number.size());
    return std::all_of(before.begin(), before.end(), isMarkup)
           && std::all_of(after.begin(), after.end(), isMarkup);
}

/// The last word of a text, in lower case, and where it begins; signs after it are passed over.
std::string lastWord(std::string_view text, std::size_t &begin)
{
    std::size_t end = text.size();
    const auto isWord = [&](std::size_t i) {
        return isLetter(text[i]) || isDigit(text[i]) || text[i] == '_' || text[i] == '+'
               || isUtf8Byte(text[i]);
    };
    while (end > 0 && !isWord(end - 1)) {
        // A sentence ends what a number can be named by.
        if ((text[end - 1] == '.' || text[end - 1] == ';' || text[end - 1] == '?')
            && end < text.size())
            return {};
        --end;
    }
    begin = end;
    while (begin > 0 && isWord(begin - 1))
        --begin;
    return loweredAscii(text.substr(begin, end - begin));
}

/// 3, 2 or 1 by the words before the number.
int claimByLabel(std::string_view before, std::string_view metric)
{
    // The prompt's metric can be of several words or end in a digit.
    const std::string wanted = loweredAscii(metric);
    for (int words = 0; words < 12; ++words) {
        std::string_view text = before;
        while (!text.empty() && !isLetter(text.back()) && !isDigit(text.back())
               && text.back() != '.' && text.back() != ';')
            text.remove_suffix(1);
        if (!wanted.empty() && endsWith(loweredAscii(text), wanted))
            return 2;
        std::size_t begin = 0;
        const std::string word = lastWord(before, begin);
        if (isAmong(finalLabels, word))
            return 3;
        if (isAmong(answerLabels, word)) {
            // "The final BLEU score is": look on for a higher claim, as far as labels go.
            return std::max(2, claimByLabel(before.substr(0, begin), {}));
        }
        if (word.empty() || !isAmong(connectors, word))
            return 1;
        before = before.substr(0, begin);
    }
    return 1;
}

bool isNegative(std::string_view text, std::size_t first)
{
    if (first == 0 || text[first - 1] != '-')
        return false;
    const char before = first < 2 ? ' ' : text[first - 2];
    return !isDigit(before) && !isLetter(before) && before != '+' && before != '/' && before != '-';
}

} // namespace

std::vector<NumberClaim> numberClaims(std::string_view text, double scale, std::string_view metric)
{
    std::vector<NumberClaim> claims;
    std::size_t index = 0;
    while (index < text.size()) {
        if (!isDigit(text[index])) {
            ++index;
            continue;
        }
        Figure figure = figureAt(text, index);
        index = figure.end;
        // ".85" has no digit before its point.
        if (figure.begin > 0 && text[figure.begin - 1] == '.'
            && (figure.begin < 2 || text[figure.begin - 2] == ' ' || text[figure.begin - 2] == '\n'
                || text[figure.begin - 2] == ':')) {
            --figure.begin;
            figure.value = parseDouble(text.substr(figure.begin, figure.end - figure.begin))
                               .value_or(figure.value);
        } else if (isPartOfName(text, figure)) {
            continue;
        }
        const std::string_view line = lineAround(text, figure.begin);
        const std::string_view before = text.substr(0, figure.begin);
        if (isScaleOrMargin(before, figure.value, scale) || isEchoLine(line))
            continue;
        if (isNegative(text, figure.begin)) {
            figure.value = -figure.value;
            --figure.begin;
        }
        NumberClaim claim{figure.value, 0, figure.begin, figure.end};
        claim.claim = claimByLabel(text.substr(0, figure.begin), metric);
        if (isAlone(line, text.substr(figure.begin, figure.end - figure.begin)))
            claim.claim = std::max(claim.claim, 2);
        if (!claims.empty()
            && isRangeBetween(text.substr(claims.back().end, figure.begin - claims.back().end))) {
            claim.claim = std::max(claim.claim, claims.back().claim);
            claims.back().claim = claim.claim;
        }
        claims.push_back(claim);
    }
    return claims;
}

} // namespace auspex
