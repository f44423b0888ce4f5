// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace auspex::demo {

/// The sentence with its last mark and a capital at its beginning, a space between all words.
/// Clauses bring their commas along: of several together one stays, and none before the end.
std::string finished(std::vector<std::string> words, bool isQuestion);

} // namespace auspex::demo
