// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace auspex {

namespace {

constexpr std::string_view whiteSpace = " \t\r\n\v\f";

bool isControl(char c)
{
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
}

/// Length of the valid UTF-8 sequence at the start of text, 0 if it is not one (RFC 3629).
std::size_t sequenceLength(std::string_view text)
{
    const auto at = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned char lead = at(0);
    if (lead < 0x80)
        return 1;
    const std::size_t length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
    if (lead < 0xc2 || lead > 0xf4 || text.size() < length)
        return 0;
    const unsigned char low = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
    const unsigned char high = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
    if (at(1) < low || at(1) > high)
        return 0;
    for (std::size_t i = 2; i < length; ++i) {
        if (at(i) < 0x80 || at(i) > 0xbf)
            return 0;
    }
    return length;
}

template<typename T>
std::optional<T> parseWhole(std::string_view text)
{
    T value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size())
        return std::nullopt;
    return value;
}

} // namespace

std::string_view trimmed(std::string_view text)
{
    const std::size_t first = text.find_first_not_of(whiteSpace);
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(whiteSpace) - first + 1);
}

std::vector<std::string_view> split(std::string_view text, char separator)
{
    std::vector<std::string_view> parts;
    std::size_t begin = 0;
    for (std::size_t end = text.find(separator); end != std::string_view::npos;
         end = text.find(separator, begin)) {
        parts.push_back(text.substr(begin, end - begin));
        begin = end + 1;
    }
    parts.push_back(text.substr(begin));
    return parts;
}

std::string join(const std::vector<std::string> &parts, std::string_view separator)
{
    std::string text;
    for (const std::string &part : parts) {
        if (&part != &parts.front())
            text += separator;
        text += part;
    }
    return text;
}

std::optional<double> parseDouble(std::string_view text)
{
    const std::optional<double> value = parseWhole<double>(text);
    return value && std::isfinite(*value) ? value : std::nullopt;
}

std::optional<std::int64_t> parseInteger(std::string_view text)
{
    return parseWhole<std::int64_t>(text);
}

std::string formatDouble(double value)
{
    if (!std::isfinite(value))
        return {};
    std::array<char, 32> buffer;
    const auto result = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value);
    return {buffer.data(), result.ptr};
}

std::string formatFixed(double value, int decimals)
{
    if (!std::isfinite(value))
        return {};
    std::array<char, 400> buffer; // the largest double has 309 digits before the point
    const auto result = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value,
                                      std::chars_format::fixed, decimals);
    return {buffer.data(), result.ptr};
}

bool isValidUtf8(std::string_view text)
{
    while (!text.empty()) {
        const std::size_t length = sequenceLength(text);
        if (length == 0)
            return false;
        text.remove_prefix(length);
    }
    return true;
}

bool hasControlCharacters(std::string_view text)
{
    return std::any_of(text.begin(), text.end(), isControl);
}

std::string percentEscaped(std::string_view text, std::string_view special)
{
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string escaped;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        const bool isOuterSpace = c == ' ' && (i == 0 || i + 1 == text.size());
        if (c != '%' && special.find(c) == std::string_view::npos && !isControl(c)
            && !isOuterSpace) {
            escaped += c;
            continue;
        }
        const auto byte = static_cast<unsigned char>(c);
        escaped += '%';
        escaped += digits[byte >> 4U];
        escaped += digits[byte & 0xfU];
    }
    return escaped;
}

std::optional<std::string> percentUnescaped(std::string_view text)
{
    std::string plain;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            plain += text[i];
            continue;
        }
        unsigned int byte = 0;
        const std::string_view digits = text.substr(i + 1, 2);
        const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(),
                                                  byte, 16);
        if (digits.size() < 2 || error != std::errc{} || end != digits.data() + 2)
            return std::nullopt;
        plain += static_cast<char>(byte);
        i += 2;
    }
    return plain;
}

std::string quotedForMessage(std::string_view text, std::size_t most)
{
    std::vector<std::string_view> characters;
    for (std::string_view rest = text; !rest.empty();) {
        const std::size_t length = sequenceLength(rest);
        const auto lead = static_cast<unsigned char>(rest.front());
        const bool shown = length > 1 || (length == 1 && lead >= 0x20 && lead != 0x7f);
        characters.push_back(shown ? rest.substr(0, length) : "?");
        rest.remove_prefix(length == 0 ? 1 : length);
    }
    std::string quoted = "\"";
    const bool cut = characters.size() > most;
    for (std::size_t i = 0; i < characters.size(); ++i) {
        if (cut && i == most / 2) {
            quoted += "...";
            i = characters.size() - most / 2;
        }
        quoted += characters[i];
    }
    return quoted + '"';
}

} // namespace auspex
