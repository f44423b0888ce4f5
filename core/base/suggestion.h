// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace auspex {

/// " (did you mean ols?)", where a candidate differs from the word in case or in at most two
/// characters that are added, dropped or replaced; else an empty text.
std::string suggestion(std::string_view word, std::span<const std::string> candidates);

} // namespace auspex
