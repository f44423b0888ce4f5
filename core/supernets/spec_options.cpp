// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/supernets/spec_options.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "core/base/text.h"

namespace auspex {

namespace {

constexpr std::string_view special = "%?&";

tl::unexpected<Error> wrong(const std::string &message)
{
    return failure(ErrorCode::InvalidInput, message);
}

bool isControl(char c)
{
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
}

Result<std::string> unescapedName(std::string_view text)
{
    std::string name;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            name += text[i];
            continue;
        }
        unsigned int byte = 0;
        const std::string_view digits = text.substr(i + 1, 2);
        const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(),
                                                  byte, 16);
        if (digits.size() < 2 || error != std::errc{} || end != digits.data() + 2)
            return wrong(quotedForMessage(text)
                         + " has a percent sign without two hexadecimal digits; write the sign "
                           "itself as %25.");
        name += static_cast<char>(byte);
        i += 2;
    }
    if (!isValidUtf8(name) || std::any_of(name.begin(), name.end(), isControl))
        return wrong("The name " + quotedForMessage(name)
                     + " holds control characters or is no UTF-8 text; check how it is escaped.");
    return name;
}

/// Takes the option's value out of the parts; nothing where it is not there.
std::optional<std::string> take(SpecParts &parts, const std::string &option)
{
    const auto found = parts.options.find(option);
    if (found == parts.options.end())
        return std::nullopt;
    std::string value = std::move(found->second);
    parts.options.erase(found);
    return value;
}

} // namespace

Result<SpecParts> specParts(std::string_view text, const std::string &prefix,
                            const std::string &known)
{
    text = trimmed(text);
    const std::size_t mark = text.find('?');
    SpecParts parts;
    auto name = unescapedName(trimmed(text.substr(0, mark)));
    if (!name)
        return tl::make_unexpected(name.error());
    parts.name = std::move(*name);
    if (mark == std::string_view::npos)
        return parts;
    for (const std::string_view part : split(text.substr(mark + 1), '&')) {
        const std::size_t equals = part.find('=');
        if (equals == std::string_view::npos)
            return wrong(quotedForMessage(part) + " behind " + prefix + " is no option; there are "
                         + known + ", with & between them.");
        const std::string option(trimmed(part.substr(0, equals)));
        auto value = unescapedName(trimmed(part.substr(equals + 1)));
        if (!value)
            return tl::make_unexpected(value.error());
        if (!parts.options.emplace(option, std::move(*value)).second)
            return wrong("The option " + quotedForMessage(option) + " stands twice behind " + prefix
                         + "; give it once.");
    }
    return parts;
}

std::string escapedName(std::string_view name)
{
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string text;
    for (std::size_t i = 0; i < name.size(); ++i) {
        const char c = name[i];
        const bool isOuterSpace = c == ' ' && (i == 0 || i + 1 == name.size());
        if (special.find(c) == std::string_view::npos && !isControl(c) && !isOuterSpace) {
            text += c;
            continue;
        }
        const auto byte = static_cast<unsigned char>(c);
        text += '%';
        text += digits[byte >> 4U];
        text += digits[byte & 0xfU];
    }
    return text;
}

Result<void> takeInteger(SpecParts &parts, const std::string &option, std::int64_t lowest,
                         std::int64_t highest, int &target)
{
    const auto value = take(parts, option);
    if (!value)
        return {};
    const auto number = parseInteger(*value);
    if (!number || *number < lowest || *number > highest)
        return wrong("The option " + option + " is a whole number from " + std::to_string(lowest)
                     + " to " + std::to_string(highest) + "; " + quotedForMessage(*value)
                     + " is none.");
    target = static_cast<int>(*number);
    return {};
}

Result<void> takeNumber(SpecParts &parts, const std::string &option, double lowest, double highest,
                        double &target)
{
    const auto value = take(parts, option);
    if (!value)
        return {};
    const auto number = parseDouble(*value);
    if (!number || *number < lowest || *number > highest)
        return wrong("The option " + option + " is a number from " + formatDouble(lowest) + " to "
                     + formatDouble(highest) + "; " + quotedForMessage(*value) + " is none.");
    target = *number;
    return {};
}

Result<void> takeText(SpecParts &parts, const std::string &option, std::string &target)
{
    const auto value = take(parts, option);
    if (!value)
        return {};
    if (value->empty())
        return wrong("The option " + option + " has no value; leave it out, or give it one.");
    target = *value;
    return {};
}

Result<void> nothingLeft(const SpecParts &parts, const std::string &prefix,
                         const std::string &known)
{
    if (parts.options.empty())
        return {};
    return wrong(prefix + " has no option " + quotedForMessage(parts.options.begin()->first)
                 + "; there are " + known + ", with & between them.");
}

} // namespace auspex
