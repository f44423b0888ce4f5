// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/llm/answer_items.h"

#include <algorithm>

#include <QChar>

#include "core/base/text.h"
#include "core/llm/utf8_character.h"

namespace auspex {

namespace {

constexpr double tooLarge = 1e300;

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isAsciiLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

char at(std::string_view text, std::size_t index)
{
    return index < text.size() ? text[index] : '\0';
}

std::size_t digitsEnd(std::string_view text, std::size_t index)
{
    while (isDigit(at(text, index)))
        ++index;
    return index;
}

/// The length in bytes of the letter, digit or underscore there; 0 where there is another sign.
std::size_t wordCharacter(std::string_view text, std::size_t index)
{
    if (index >= text.size())
        return 0;
    const char c = text[index];
    if (isAsciiLetter(c) || isDigit(c) || c == '_')
        return 1;
    const Utf8Character character = firstCharacter(text.substr(index));
    return character.code >= 0x80 && QChar::isLetter(character.code) ? character.length : 0;
}

/// The end of a word that goes on at `index`: hyphens, apostrophes and points inside it belong to
/// it, and the plus signs of "chrF++".
std::size_t wordEnd(std::string_view text, std::size_t index)
{
    while (index < text.size()) {
        if (const std::size_t length = wordCharacter(text, index); length > 0) {
            index += length;
            continue;
        }
        const char c = text[index];
        const bool joins = c == '-' || c == '\'' || (c == '.' && isDigit(at(text, index + 1)));
        if (!joins || wordCharacter(text, index + 1) == 0)
            break;
        ++index;
    }
    while (at(text, index) == '+' && at(text, index + 1) != '/')
        ++index;
    return index;
}

/// The end of the number that begins at `begin` with a digit or a point, and its text for a parser.
std::size_t numberEnd(std::string_view text, std::size_t begin, std::string &number)
{
    std::size_t end = digitsEnd(text, begin);
    if (end - begin >= 1 && end - begin <= 3) {
        while (at(text, end) == ',' && digitsEnd(text, end + 1) == end + 4)
            end += 4;
    }
    number = text.substr(begin, end - begin);
    const bool grouped = number.find(',') != std::string::npos;
    std::erase(number, ',');
    const char mark = at(text, end);
    const std::size_t digits = digitsEnd(text, end + 1) - (end + 1);
    const bool decimal = mark == '.' ? digits > 0
                                     : mark == ',' && !grouped && digits >= 1 && digits <= 2;
    if (decimal) {
        number += '.';
        number += text.substr(end + 1, digits);
        end += 1 + digits;
    }
    const char sign = at(text, end + 1);
    const std::size_t exponent = end + 1 + (sign == '-' || sign == '+' ? 1 : 0);
    if ((at(text, end) == 'e' || at(text, end) == 'E') && isDigit(at(text, exponent))) {
        number += sign == '-' ? "e-" : "e";
        number += text.substr(exponent, digitsEnd(text, exponent) - exponent);
        end = digitsEnd(text, exponent);
    }
    return end;
}

/// Whether a number that ends here goes on as a name: "6-layer", "3rd", "1.2.3".
bool growsIntoName(std::string_view text, std::size_t end)
{
    const char c = at(text, end);
    const char next = at(text, end + 1);
    return c == '_' || (c == '.' && isDigit(next)) || (c == '-' && isAsciiLetter(next))
           || (c != '\0' && wordCharacter(text, end) > 0);
}

bool startsMetric(std::string_view rest)
{
    constexpr std::string_view names[] = {"BLEU", "bleu", "Bleu", "COMET", "chrF"};
    return std::any_of(std::begin(names), std::end(names),
                       [&](std::string_view name) { return rest.substr(0, name.size()) == name; });
}

std::string lowered(std::string_view text)
{
    std::string result(text);
    std::transform(result.begin(), result.end(), result.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return result;
}

/// A minus grown together with the number after it, and with nothing before it.
bool isMinus(const std::vector<AnswerItem> &items, std::size_t begin)
{
    if (items.empty() || items.back().end != begin
        || (items.back().text != "-" && items.back().text != "\u2212"))
        return false;
    if (items.size() < 2)
        return true;
    const AnswerItem &before = items[items.size() - 2];
    const bool adjoins = before.end == items.back().begin && before.text != "\n";
    return !adjoins || (before.kind == AnswerItem::Kind::Sign && before.text != "/");
}

} // namespace

std::vector<AnswerItem> answerItems(std::string_view text)
{
    std::vector<AnswerItem> items;
    std::size_t index = 0;
    while (index < text.size()) {
        const char c = text[index];
        if (c == ' ' || c == '\t' || c == '\r') {
            ++index;
            continue;
        }
        const std::size_t begin = index;
        if (isDigit(c) || (c == '.' && isDigit(at(text, index + 1)))) {
            std::string number;
            index = numberEnd(text, begin, number);
            if (!growsIntoName(text, index) || startsMetric(text.substr(index))) {
                AnswerItem item{AnswerItem::Kind::Number, {}, 0.0, begin, index};
                item.value = parseDouble(number).value_or(tooLarge);
                if (isMinus(items, begin)) {
                    item.begin = items.back().begin;
                    item.value = -item.value;
                    items.pop_back();
                }
                items.push_back(std::move(item));
                continue;
            }
        } else if (wordCharacter(text, index) == 0) {
            index += firstCharacter(text.substr(index)).length;
            items.push_back({AnswerItem::Kind::Sign, std::string(text.substr(begin, index - begin)),
                             0.0, begin, index});
            continue;
        }
        index = wordEnd(text, index);
        items.push_back({AnswerItem::Kind::Word, lowered(text.substr(begin, index - begin)), 0.0,
                         begin, index});
    }
    return items;
}

} // namespace auspex
