// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/cell_text.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/base/text.h"

namespace auspex::detail {

namespace {

constexpr int mostDecimals = 15;      // a double has no more to show
constexpr double longestFixed = 1e15; // above it, fixed digits are noise

std::string shownNumber(double value, int decimals)
{
    if (std::abs(value) >= longestFixed)
        return formatDouble(value);
    std::string text = formatFixed(value, std::clamp(decimals, 0, mostDecimals));
    if (text.starts_with('-') && text.find_first_not_of("-0.") == std::string::npos)
        text.erase(0, 1);
    return text;
}

std::string shownInColumn(double value, const TableColumn &column, const RenderOptions &options)
{
    const int decimals = options.decimals.value_or(column.decimals);
    switch (column.kind) {
    case ColumnKind::Text:
        return formatDouble(value);
    case ColumnKind::Integer:
        return shownNumber(value, 0);
    case ColumnKind::Number:
        return shownNumber(value, decimals);
    case ColumnKind::Percentage:
        return shownNumber(value * 100.0, decimals) + '%';
    }
    return {};
}

/// Takes the code point at the front; a byte that begins none counts as a letter of its own.
char32_t takeCodePoint(std::string_view &text)
{
    const auto lead = static_cast<unsigned char>(text.front());
    std::size_t length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc0 ? 2 : 1;
    length = std::min(length, text.size());
    char32_t code = length == 1 ? lead : lead & (0xffu >> (length + 1));
    for (std::size_t i = 1; i < length; ++i)
        code = (code << 6) | (static_cast<unsigned char>(text[i]) & 0x3fu);
    text.remove_prefix(length);
    return code;
}

struct CodeRange {
    char32_t first;
    char32_t last;
};

template<std::size_t N>
bool isIn(const std::array<CodeRange, N> &ranges, char32_t code)
{
    return std::any_of(ranges.begin(), ranges.end(), [&](const CodeRange &range) {
        return code >= range.first && code <= range.last;
    });
}

// Combining marks of the common scripts, zero-width signs, variation selectors.
constexpr std::array<CodeRange, 9> withoutWidth = {{{0x0300, 0x036f},
                                                    {0x0483, 0x0489},
                                                    {0x0591, 0x05bd},
                                                    {0x064b, 0x065f},
                                                    {0x1ab0, 0x1aff},
                                                    {0x200b, 0x200f},
                                                    {0x20d0, 0x20ff},
                                                    {0xfe00, 0xfe0f},
                                                    {0xfeff, 0xfeff}}};

// Unicode's East Asian Width W and F, in blocks.
constexpr std::array<CodeRange, 10> wide = {{{0x1100, 0x115f},
                                             {0x2e80, 0x303e},
                                             {0x3041, 0xa4cf},
                                             {0xac00, 0xd7a3},
                                             {0xf900, 0xfaff},
                                             {0xfe30, 0xfe6f},
                                             {0xff00, 0xff60},
                                             {0xffe0, 0xffe6},
                                             {0x1f300, 0x1faff},
                                             {0x20000, 0x3fffd}}};

} // namespace

CellText cellText(const TableCell &cell, const TableColumn &column, const RenderOptions &options)
{
    if (isMissing(cell))
        return {CellText::Kind::Missing, "-", {}};
    CellText text;
    if (const auto *words = std::get_if<std::string>(&cell.value)) {
        text.kind = CellText::Kind::Words;
        text.value = *words;
    } else {
        // An integer of more than 53 bits must not pass through a double.
        const auto *integer = std::get_if<std::int64_t>(&cell.value);
        const bool whole = column.kind == ColumnKind::Integer || column.kind == ColumnKind::Text;
        text.kind = CellText::Kind::Number;
        text.value = integer && whole ? std::to_string(*integer)
                                      : shownInColumn(*numberIn(cell), column, options);
    }
    if (cell.spread && std::isfinite(*cell.spread))
        text.spread = shownInColumn(*cell.spread, column, options);
    return text;
}

std::string onOneLine(std::string_view text)
{
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto c = static_cast<unsigned char>(text[i]);
        const auto next = static_cast<unsigned char>(i + 1 < text.size() ? text[i + 1] : '\0');
        if ((c == '\r' && next == '\n') || (c == 0xc2 && next >= 0x80 && next < 0xa0)) {
            out += ' ';
            ++i;
        } else {
            out += c < 0x20 || c == 0x7f ? ' ' : text[i];
        }
    }
    return out;
}

std::vector<std::string> linesOf(std::string_view text)
{
    if (text.ends_with('\n'))
        text.remove_suffix(1);
    std::vector<std::string> lines;
    for (std::string_view line : split(text, '\n')) {
        if (line.ends_with('\r'))
            line.remove_suffix(1);
        lines.push_back(onOneLine(line));
    }
    return lines;
}

std::size_t displayWidth(std::string_view text)
{
    std::size_t width = 0;
    while (!text.empty()) {
        const char32_t code = takeCodePoint(text);
        width += isIn(withoutWidth, code) ? 0 : isIn(wide, code) ? 2 : 1;
    }
    return width;
}

} // namespace auspex::detail
