// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

// A model's free text, taken apart into words, numbers and signs.

namespace auspex {

struct AnswerItem {
    enum class Kind {
        Word,   ///< with what is grown together with it: "WMT'14", "GPT-4", "6-layer", "3rd"
        Number, ///< one that stands by itself
        Sign,   ///< one character that is neither, a line's end among them
    };
    Kind kind = Kind::Sign;
    std::string text;      ///< a word in lower case (ASCII letters), a sign as it is
    double value = 0.0;    ///< of a number, its minus included; 1e300 where a double cannot hold it
    std::size_t begin = 0; ///< bytes in the text
    std::size_t end = 0;
};

/// Without white space, but for line ends ("\n"). A number may have groups of thousands
/// ("1,234.5"), a decimal comma with one or two digits behind it, no digit before its point, and an
/// exponent. "25.3BLEU" is a number and a word.
std::vector<AnswerItem> answerItems(std::string_view text);

} // namespace auspex
