// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/llm/wire_json.h"

#include <algorithm>
#include <cmath>

#include "core/base/text.h"

namespace auspex {

using Json = nlohmann::json;

namespace {

constexpr int deepest = 100;

bool isTooDeep(std::string_view text)
{
    int depth = 0;
    bool quoted = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (quoted) {
            if (c == '\\')
                ++i;
            else if (c == '"')
                quoted = false;
        } else if (c == '"') {
            quoted = true;
        } else if (c == '[' || c == '{') {
            if (++depth > deepest)
                return true;
        } else if (c == ']' || c == '}') {
            --depth;
        }
    }
    return false;
}

} // namespace

std::string withValidUtf8(std::string_view text)
{
    if (isValidUtf8(text))
        return std::string(text);
    std::string result;
    result.reserve(text.size());
    while (!text.empty()) {
        std::size_t length = 1;
        while (length <= 4 && length <= text.size() && !isValidUtf8(text.substr(0, length)))
            ++length;
        if (length <= 4 && length <= text.size()) {
            result += text.substr(0, length);
            text.remove_prefix(length);
        } else {
            result += "\xef\xbf\xbd";
            text.remove_prefix(1);
        }
    }
    return result;
}

std::optional<Json> parsedJson(std::string_view text)
{
    if (isTooDeep(text))
        return std::nullopt;
    Json value = isValidUtf8(text) ? Json::parse(text, nullptr, false)
                                   : Json::parse(withValidUtf8(text), nullptr, false);
    if (value.is_discarded())
        return std::nullopt;
    return value;
}

const Json *memberOf(const Json &value, const char *name)
{
    if (!value.is_object())
        return nullptr;
    const auto found = value.find(name);
    return found == value.end() || found->is_null() ? nullptr : &*found;
}

const Json *memberOf(const Json *value, const char *name)
{
    return value ? memberOf(*value, name) : nullptr;
}

std::string textOf(const Json *value)
{
    return value && value->is_string() ? value->get<std::string>() : std::string();
}

std::string codeOf(const Json *value)
{
    if (!value)
        return {};
    if (value->is_string())
        return value->get<std::string>();
    return value->is_number() ? writtenJson(*value) : std::string();
}

std::optional<std::int64_t> countOf(const Json *value)
{
    if (!value || !value->is_number())
        return std::nullopt;
    const double number = value->get<double>();
    if (!(number >= 0.0) || number > 9.0e15)
        return std::nullopt;
    return static_cast<std::int64_t>(number);
}

std::optional<double> numberOf(const Json *value)
{
    if (!value || !value->is_number() || !std::isfinite(value->get<double>()))
        return std::nullopt;
    return value->get<double>();
}

std::string writtenJson(const Json &value)
{
    return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

} // namespace auspex
