// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace auspex {

/// Text helpers for UTF-8 data files. Numbers use the C locale, whatever the user's is.

std::string_view trimmed(std::string_view text);

/// The parts between separators, empty ones included: "a,,b" has three.
std::vector<std::string_view> split(std::string_view text, char separator);

std::string join(const std::vector<std::string> &parts, std::string_view separator);

/// The whole text must be the number; "nan", "inf" and a leading '+' are refused.
std::optional<double> parseDouble(std::string_view text);
std::optional<std::int64_t> parseInteger(std::string_view text);

/// The shortest text that reads back as the same double ("0.1", "24.3", "1e+30").
/// A value that is not finite gives an empty text: files and tables hold no NaN.
std::string formatDouble(double value);

/// As printf's "%.*f"; an empty text for a value that is not finite.
std::string formatFixed(double value, int decimals);

bool isValidUtf8(std::string_view text);

/// Whether an ASCII control character is in it.
bool hasControlCharacters(std::string_view text);

/// The text with '%', control characters, spaces at its ends and every one of `special` written as
/// "%2F", so that it can stand inside a grammar.
std::string percentEscaped(std::string_view text, std::string_view special);

/// Undoes percentEscaped(); nothing where a '%' is not followed by two hexadecimal digits.
std::optional<std::string> percentUnescaped(std::string_view text);

/// A text made safe to show: control characters and invalid UTF-8 become '?', and what is longer
/// than `most` characters is cut in the middle with "...".
std::string quotedForMessage(std::string_view text, std::size_t most = 60);

} // namespace auspex
