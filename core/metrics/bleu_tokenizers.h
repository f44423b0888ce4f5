// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace auspex {

/// Tokenisers of sacreBLEU 2.x, character for character, for one segment of UTF-8. Bytes that are
/// no UTF-8 count as letters and are kept. Pure functions: any thread.

/// The tokens between whitespace, as Python's str.split() sees it: the 29 characters of
/// str.isspace(), the no-break spaces U+00A0 and U+202F among them. They refer into `text`.
std::vector<std::string_view> splitOnWhitespace(std::string_view text);

/// As Python's str.rstrip().
std::string_view withoutTrailingWhitespace(std::string_view text);

/// As Python's str.lower(): all of Unicode, in no language's way. Invalid bytes become U+FFFD.
std::string lowerCased(std::string_view text);

/// "13a", as mteval-v13a.pl for WMT: splits ASCII punctuation, but not an apostrophe, nor a hyphen
/// that follows no digit, nor a full stop or comma between digits. Tokens joined by one space.
std::string tokenize13a(std::string_view text);

/// "intl", as mteval-v14.pl --international-tokenization: splits every Unicode punctuation
/// character that has a non-number beside it, and every symbol. Tokens joined by one space.
std::string tokenizeInternational(std::string_view text);

} // namespace auspex
