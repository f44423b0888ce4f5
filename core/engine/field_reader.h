// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/base/result.h"

namespace auspex::engine {

enum class Presence { Required, Optional };

/// Takes the members of a JSON object that came over the wire, and keeps the first thing that is
/// wrong as a sentence. Members that nobody asks for are ignored; an optional one that is not there
/// leaves its target as it is.
class FieldReader {
public:
    /// `owner` is what the sentence says the member belongs to: "supernet/score". The value must
    /// outlive the reader.
    FieldReader(const nlohmann::json &value, std::string owner);

    void read(const char *name, std::string &target, Presence presence = Presence::Required);
    void read(const char *name, bool &target, Presence presence = Presence::Required);
    /// Null stands for a number that is not finite.
    void read(const char *name, double &target, Presence presence = Presence::Required);
    void read(const char *name, std::int64_t &target, std::int64_t lowest, std::int64_t highest,
              Presence presence = Presence::Required);
    void read(const char *name, int &target, int lowest, int highest,
              Presence presence = Presence::Required);
    void read(const char *name, std::vector<std::string> &target,
              Presence presence = Presence::Required);

    /// Null where it is not there or of another kind.
    const nlohmann::json *object(const char *name, Presence presence = Presence::Required);
    const nlohmann::json *array(const char *name, Presence presence = Presence::Required);

    /// Takes over another decoder's failure.
    void fail(const Error &error);
    /// `problem` continues the sentence: "must be positive".
    void wrong(const char *name, const std::string &problem);

    bool isFine() const { return !m_error; }

    /// The target, unless something was wrong.
    template<typename T>
    Result<T> resultOf(T value) const
    {
        if (m_error)
            return tl::make_unexpected(*m_error);
        return value;
    }

private:
    const nlohmann::json *take(const char *name, Presence presence);

    const nlohmann::json &m_value;
    std::string m_owner;
    std::optional<Error> m_error;
};

} // namespace auspex::engine
