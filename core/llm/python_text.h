// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string_view>

// What Python's str.strip(), str.split() and float() do with UTF-8, where the paper's code is to be
// followed exactly.

namespace auspex {

/// str.strip(): Unicode white space and the four separators U+001C to U+001F come off both ends.
std::string_view pythonStripped(std::string_view text);

/// text.split()[0]; nothing where str.split() gives an empty list.
std::optional<std::string_view> pythonFirstWord(std::string_view text);

/// float(): a sign, underscores between digits, "25.", ".5", exponents and the decimal digits of
/// any script are fine. Nothing for nan and infinities, which float() would take.
std::optional<double> pythonFloat(std::string_view text);

} // namespace auspex
