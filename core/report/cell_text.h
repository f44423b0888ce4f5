// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "core/report/exporters.h"
#include "core/report/result_table.h"

/// What the formats for people share: the text of a cell before a format escapes it.
namespace auspex::detail {

struct CellText {
    enum class Kind { Missing, Number, Words };
    Kind kind = Kind::Missing;
    std::string value;  ///< "-" when missing
    std::string spread; ///< empty when there is none
};

/// Numbers with the column's decimals (or those of the options), never "-0.00".
CellText cellText(const TableCell &cell, const TableColumn &column, const RenderOptions &options);

/// Every line break or other control character as one space, so that no cell can break a line or
/// command a terminal.
std::string onOneLine(std::string_view text);

/// The lines of a text, each free of control characters; an ending line break opens no new line.
std::vector<std::string> linesOf(std::string_view text);

/// The columns that a terminal needs for a text: none for combining marks, two for wide letters
/// (East Asian ones, emoji), one for all others.
std::size_t displayWidth(std::string_view text);

/// Each character's replacement, or the character itself where `replacementOf` gives an empty text.
template<typename Function>
std::string escaped(std::string_view text, Function replacementOf)
{
    std::string out;
    for (const char c : text) {
        const std::string_view replacement = replacementOf(c);
        if (replacement.empty())
            out += c;
        else
            out += replacement;
    }
    return out;
}

} // namespace auspex::detail
