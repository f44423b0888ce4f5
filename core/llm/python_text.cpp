// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/llm/python_text.h"

#include <string>

#include <QChar>

#include "core/base/text.h"

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

bool isContinuation(char c)
{
    return (static_cast<unsigned char>(c) & 0xc0) == 0x80;
}

struct Character {
    char32_t code = 0;
    std::size_t length = 1; ///< bytes
};

/// The character at the start of a text that is not empty. Invalid UTF-8 gives its bytes one by one
/// as U+FFFD.
Character characterAt(std::string_view text)
{
    const auto lead = static_cast<unsigned char>(text.front());
    if (lead < 0x80)
        return {lead, 1};
    const std::size_t length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
    if (!isValidUtf8(text.substr(0, length)))
        return {0xfffd, 1};
    char32_t code = lead & (0xffU >> (length + 1));
    for (std::size_t i = 1; i < length; ++i)
        code = (code << 6U) | (static_cast<unsigned char>(text[i]) & 0x3fU);
    return {code, length};
}

/// The number's text in ASCII without underscores, where they are placed as float() wants them.
std::optional<std::string> asciiNumber(std::string_view text)
{
    std::string ascii;
    while (!text.empty()) {
        const Character character = characterAt(text);
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
        const Character first = characterAt(text);
        if (!isPythonSpace(first.code))
            break;
        text.remove_prefix(first.length);
    }
    while (!text.empty()) {
        std::size_t begin = text.size() - 1;
        while (begin > 0 && text.size() - begin < 4 && isContinuation(text[begin]))
            --begin;
        const Character last = characterAt(text.substr(begin));
        if (!isPythonSpace(last.code) || begin + last.length != text.size())
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
        const Character character = characterAt(stripped.substr(end));
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
