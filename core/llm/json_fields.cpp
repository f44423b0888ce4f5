// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/llm/json_fields.h"

#include <cmath>

#include "core/base/text.h"
#include "core/llm/wire_json.h"

namespace auspex {

using Json = nlohmann::json;

JsonFields::JsonFields(const Json &object)
    : m_object(object)
{
    if (!object.is_object())
        wrong("It is not an object.");
}

const Json *JsonFields::take(const char *name)
{
    m_known.insert(name);
    if (!m_object.is_object())
        return nullptr;
    const auto found = m_object.find(name);
    return found == m_object.end() ? nullptr : &*found;
}

void JsonFields::wrong(const char *name, const std::string &reason)
{
    wrong("\"" + std::string(name) + "\" " + reason + ".");
}

void JsonFields::wrong(const std::string &sentence)
{
    if (!m_problem)
        m_problem = sentence;
}

void JsonFields::text(const char *name, std::string &target)
{
    const Json *value = take(name);
    if (!value)
        return;
    if (value->is_string())
        target = value->get<std::string>();
    else
        wrong(name, "must be a text");
}

void JsonFields::flag(const char *name, bool &target)
{
    const Json *value = take(name);
    if (!value)
        return;
    if (value->is_boolean())
        target = value->get<bool>();
    else
        wrong(name, "must be true or false");
}

void JsonFields::whole(const char *name, std::int64_t &target, std::int64_t lowest,
                       std::int64_t highest)
{
    const Json *value = take(name);
    if (!value)
        return;
    const bool tooLarge = value->is_number_unsigned()
                          && value->get<std::uint64_t>() > static_cast<std::uint64_t>(highest);
    const std::int64_t number = value->is_number_integer() && !tooLarge ? value->get<std::int64_t>()
                                                                        : lowest - 1;
    if (number < lowest || number > highest)
        wrong(name, "must be a whole number from " + std::to_string(lowest) + " to "
                        + std::to_string(highest));
    else
        target = number;
}

void JsonFields::amount(const char *name, std::optional<double> &target)
{
    const Json *value = take(name);
    if (!value)
        return;
    const double number = value->is_number() ? value->get<double>() : -1.0;
    if (std::isfinite(number) && number >= 0.0)
        target = number;
    else
        wrong(name, "must be a number that is not negative");
}

void JsonFields::amount(const char *name, double &target)
{
    std::optional<double> number;
    amount(name, number);
    target = number.value_or(target);
}

const Json *JsonFields::object(const char *name)
{
    const Json *value = take(name);
    if (!value || value->is_object())
        return value;
    wrong(name, "must be an object");
    return nullptr;
}

const Json *JsonFields::list(const char *name)
{
    const Json *value = take(name);
    if (!value || value->is_array())
        return value;
    wrong(name, "must be a list");
    return nullptr;
}

std::optional<std::string> JsonFields::problem()
{
    if (m_object.is_object()) {
        for (const auto &[name, value] : m_object.items()) {
            if (m_known.find(name) == m_known.end())
                wrong("There is no field " + quotedForMessage(name) + ".");
        }
    }
    return m_problem;
}

Result<Json> listOfDocument(std::string_view text, const std::string &source,
                            std::string_view format, const char *name)
{
    const std::optional<Json> document = parsedJson(text);
    if (!document || !document->is_object())
        return failure(ErrorCode::InvalidInput,
                       source + " is not JSON; mend it, or remove it to start anew.");
    if (textOf(memberOf(*document, "format")) != format)
        return failure(ErrorCode::InvalidInput, source + " does not say \"format\": \""
                                                    + std::string(format)
                                                    + "\"; it is another sort of file.");
    const Json *list = memberOf(*document, name);
    if (!list || !list->is_array())
        return failure(ErrorCode::InvalidInput,
                       source + " has no list \"" + std::string(name) + "\".");
    return *list;
}

} // namespace auspex
