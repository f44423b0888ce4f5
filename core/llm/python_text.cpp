// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/llm/python_text.h"

#include <string>

#include <QChar>

#include "core/base/text.h"
#include "core/llm/utf8_character.h"

namespace auspex {

namespace {

/// Python's str.isspace() beyond ASCII and Latin-1 is Unicode's White_Space.
bool isPythonSpace(char32_t c)
{
    if (c < 0x80)
        return (c >= 0x09 && c <= 0x0d) || (c >= 0x1c && c <= 0x20);
    return c == 0x85 || c == 0xa0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200a) || c == 0x2028
           || c == 0x2029 || c == 0x202f || c == 0x205f || c == 0x3000;
}

/// The number's text in ASCII without underscores, where they are placed as float() wants them.
std::optional<std::string> asciiNumber(std::string_view text)
{
    std::string ascii;
    while (!text.empty()) {
        const Utf8Character character = firstCharacter(text);
        text.remove_prefix(character.length);
        if (character.code < 0x80)
            ascii += static_cast<char>(character.code);
        else if (QChar::isDigit(character.code))
            ascii += static_cast<char>('0' + QChar::digitValue(character.code));
        else
            return std::nullopt;
    }
    const auto isDigit = [&](std::size_t i) {
        return i < ascii.size() && ascii[i] >= '0' && ascii[i] <= '9';
    };
    std::string number;
    for (std::size_t i = 0; i < ascii.size(); ++i) {
        if (ascii[i] != '_')
            number += ascii[i];
        else if (i == 0 || !isDigit(i - 1) || !isDigit(i + 1))
            return std::nullopt;
    }
    return number;
}

} // namespace

std::string_view pythonStripped(std::string_view text)
{
    while (!text.empty()) {
        const Utf8Character first = firstCharacter(text);
        if (!isPythonSpace(first.code))
            break;
        text.remove_prefix(first.length);
    }
    while (!text.empty()) {
        const Utf8Character last = lastCharacter(text);
        if (!isPythonSpace(last.code))
            break;
        text.remove_suffix(last.length);
    }
    return text;
}

std::optional<std::string_view> pythonFirstWord(std::string_view text)
{
    const std::string_view stripped = pythonStripped(text);
    std::size_t end = 0;
    while (end < stripped.size()) {
        const Utf8Character character = firstCharacter(stripped.substr(end));
        if (isPythonSpace(character.code))
            break;
        end += character.length;
    }
    if (end == 0)
        return std::nullopt;
    return stripped.substr(0, end);
}

std::optional<double> pythonFloat(std::string_view text)
{
    const std::optional<std::string> ascii = asciiNumber(pythonStripped(text));
    if (!ascii)
        return std::nullopt;
    std::string_view number = *ascii;
    if (number.substr(0, 1) == "+") {
        number.remove_prefix(1);
        if (number.substr(0, 1) == "-")
            return std::nullopt;
    }
    return parseDouble(number);
}

} // namespace auspex
