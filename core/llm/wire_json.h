// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

// Reading what a stranger wrote: nothing here throws, and nothing unexpected is more than absent.

namespace auspex {

/// Nothing for what is no JSON, and for what is nested deeper than any service has reason to (a
/// destructor or a writer would recurse as deep). Bytes that are no UTF-8 count as U+FFFD: an
/// answer that was paid for is not thrown away for a broken letter.
std::optional<nlohmann::json> parsedJson(std::string_view text);

/// Null where `value` is no object, or has no such member, or the member is null.
const nlohmann::json *memberOf(const nlohmann::json &value, const char *name);
const nlohmann::json *memberOf(const nlohmann::json *value, const char *name);

std::string textOf(const nlohmann::json *value); ///< empty for anything else than a text

/// A code that one service writes as a text and another as a number: "503" for both.
std::string codeOf(const nlohmann::json *value);

/// A count of tokens; nothing for anything but a number that is not negative.
std::optional<std::int64_t> countOf(const nlohmann::json *value);

std::optional<double> numberOf(const nlohmann::json *value);

/// As one line; never throws.
std::string writtenJson(const nlohmann::json &value);

/// The text with every byte that is no part of valid UTF-8 replaced by U+FFFD.
std::string withValidUtf8(std::string_view text);

} // namespace auspex
