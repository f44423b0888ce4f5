// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/field_reader.h"

#include <limits>

#include "core/base/text.h"

namespace auspex::engine {

namespace {

/// "a number": nlohmann's own names are "number", "string", "array" ...
std::string kindOf(const nlohmann::json &value)
{
    switch (value.type()) {
    case nlohmann::json::value_t::null:
        return "null";
    case nlohmann::json::value_t::object:
        return "an object";
    case nlohmann::json::value_t::array:
        return "a list";
    case nlohmann::json::value_t::string:
        return "a text";
    case nlohmann::json::value_t::boolean:
        return "true or false";
    case nlohmann::json::value_t::number_float:
        return "a fraction";
    default:
        return "a whole number";
    }
}

} // namespace

FieldReader::FieldReader(const nlohmann::json &value, std::string owner)
    : m_value(value)
    , m_owner(std::move(owner))
{
    if (!m_value.is_object())
        m_error = Error{ErrorCode::InvalidInput,
                        "What belongs to " + m_owner + " must be an object and is "
                            + kindOf(m_value) + '.',
                        {}};
}

const nlohmann::json *FieldReader::take(const char *name, Presence presence)
{
    if (m_error)
        return nullptr;
    const auto found = m_value.find(name);
    if (found != m_value.end())
        return &*found;
    if (presence == Presence::Required)
        wrong(name, "is missing");
    return nullptr;
}

void FieldReader::read(const char *name, std::string &target, Presence presence)
{
    const nlohmann::json *value = take(name, presence);
    if (value && value->is_string())
        target = value->get<std::string>();
    else if (value)
        wrong(name, "must be a text and is " + kindOf(*value));
}

void FieldReader::read(const char *name, bool &target, Presence presence)
{
    const nlohmann::json *value = take(name, presence);
    if (value && value->is_boolean())
        target = value->get<bool>();
    else if (value)
        wrong(name, "must be true or false and is " + kindOf(*value));
}

void FieldReader::read(const char *name, double &target, Presence presence)
{
    const nlohmann::json *value = take(name, presence);
    if (value && value->is_number())
        target = value->get<double>();
    else if (value && value->is_null())
        target = std::numeric_limits<double>::quiet_NaN();
    else if (value)
        wrong(name, "must be a number and is " + kindOf(*value));
}

void FieldReader::read(const char *name, std::int64_t &target, std::int64_t lowest,
                       std::int64_t highest, Presence presence)
{
    const nlohmann::json *value = take(name, presence);
    if (!value)
        return;
    if (!value->is_number_integer()) {
        wrong(name, "must be a whole number and is " + kindOf(*value));
        return;
    }
    const bool isHuge = value->is_number_unsigned()
                        && value->get<std::uint64_t>() > static_cast<std::uint64_t>(
                               std::numeric_limits<std::int64_t>::max());
    if (isHuge || value->get<std::int64_t>() < lowest || value->get<std::int64_t>() > highest) {
        wrong(name, "must be from " + std::to_string(lowest) + " to " + std::to_string(highest)
                        + " and is " + value->dump());
        return;
    }
    target = value->get<std::int64_t>();
}

void FieldReader::read(const char *name, int &target, int lowest, int highest, Presence presence)
{
    std::int64_t value = target;
    read(name, value, lowest, highest, presence);
    target = static_cast<int>(value);
}

void FieldReader::read(const char *name, std::vector<std::string> &target, Presence presence)
{
    const nlohmann::json *list = array(name, presence);
    if (!list)
        return;
    target.clear();
    for (const nlohmann::json &item : *list) {
        if (!item.is_string()) {
            wrong(name, "must be a list of texts and holds " + kindOf(item));
            return;
        }
        target.push_back(item.get<std::string>());
    }
}

const nlohmann::json *FieldReader::object(const char *name, Presence presence)
{
    const nlohmann::json *value = take(name, presence);
    if (!value || value->is_object())
        return value;
    wrong(name, "must be an object and is " + kindOf(*value));
    return nullptr;
}

const nlohmann::json *FieldReader::array(const char *name, Presence presence)
{
    const nlohmann::json *value = take(name, presence);
    if (!value || value->is_array())
        return value;
    wrong(name, "must be a list and is " + kindOf(*value));
    return nullptr;
}

void FieldReader::fail(const Error &error)
{
    if (!m_error)
        m_error = error;
}

void FieldReader::wrong(const char *name, const std::string &problem)
{
    fail({ErrorCode::InvalidInput,
          std::string("\"") + name + "\" of " + m_owner + ' ' + problem + '.',
          {}});
}

} // namespace auspex::engine
