// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string_view>

namespace auspex {

struct Utf8Character {
    char32_t code = 0;
    std::size_t length = 1; ///< bytes
};

/// The character at the start of a text that is not empty. Invalid UTF-8 gives U+FFFD for one byte.
Utf8Character firstCharacter(std::string_view text);

/// The one at its end.
Utf8Character lastCharacter(std::string_view text);

} // namespace auspex
