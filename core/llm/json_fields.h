// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include <nlohmann/json.hpp>

#include "core/base/result.h"

namespace auspex {

/// Takes the fields of an object that people write by hand (providers, prices), and keeps the first
/// thing that is wrong as a sentence. A field that is not there leaves its target as it is.
class JsonFields {
public:
    explicit JsonFields(const nlohmann::json &object);

    void text(const char *name, std::string &target);
    void flag(const char *name, bool &target);
    void whole(const char *name, std::int64_t &target, std::int64_t lowest, std::int64_t highest);
    void amount(const char *name, double &target); ///< finite and not negative
    void amount(const char *name, std::optional<double> &target);

    template<typename T>
    void choice(const char *name, T &target, std::span<const std::pair<std::string_view, T>> values)
    {
        std::string word;
        if (!take(name))
            return;
        text(name, word);
        for (const auto &[key, value] : values) {
            if (key == word) {
                target = value;
                return;
            }
        }
        std::string all;
        for (const auto &[key, value] : values)
            all += (all.empty() ? "\"" : ", \"") + std::string(key) + "\"";
        wrong(name, "must be one of " + all);
    }

    /// Null where the field is not there or of another kind (which is wrong).
    const nlohmann::json *object(const char *name);
    const nlohmann::json *list(const char *name);

    /// `reason` as in "must be a number"; only the first counts.
    void wrong(const char *name, const std::string &reason);
    void wrong(const std::string &sentence);

    /// Call last: what nobody asked for is wrong, too. The sentence ends with a full stop.
    std::optional<std::string> problem();

private:
    const nlohmann::json *take(const char *name);

    const nlohmann::json &m_object;
    std::set<std::string, std::less<>> m_known;
    std::optional<std::string> m_problem;
};

/// The list called `name` of a JSON document in a file that is meant to be ours:
/// {"format": format, name: [...]}. The error names the file.
Result<nlohmann::json> listOfDocument(std::string_view text, const std::string &source,
                                      std::string_view format, const char *name);

} // namespace auspex
