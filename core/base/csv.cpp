// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/csv.h"

#include <algorithm>
#include <array>
#include <set>

#include "core/base/text.h"

namespace auspex {

namespace {

char guessSeparator(std::string_view text)
{
    constexpr std::array<char, 3> candidates = {',', ';', '\t'};
    std::array<int, 3> counts{};
    bool quoted = false;
    for (const char c : text) {
        if (c == '"')
            quoted = !quoted;
        else if (!quoted && c == '\n')
            break;
        else if (const auto at = std::find(candidates.begin(), candidates.end(), c);
                 !quoted && at != candidates.end())
            ++counts[static_cast<std::size_t>(at - candidates.begin())];
    }
    return candidates[static_cast<std::size_t>(std::max_element(counts.begin(), counts.end())
                                               - counts.begin())];
}

/// Takes the row at the front of `text`, and the line breaks it spans; false for an open quote.
bool takeRow(std::string_view &text, char separator, std::vector<std::string> &cells,
             std::size_t &lines)
{
    cells.assign(1, {});
    bool quoted = false;
    bool afterQuoted = false;
    std::size_t i = 0;
    for (; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '\n')
            ++lines;
        if (quoted) {
            if (c != '"') {
                cells.back() += c;
            } else if (i + 1 < text.size() && text[i + 1] == '"') {
                cells.back() += '"';
                ++i;
            } else {
                quoted = false;
                afterQuoted = true;
            }
        } else if (c == '"' && cells.back().empty() && !afterQuoted) {
            quoted = true;
        } else if (c == separator) {
            cells.emplace_back();
            afterQuoted = false;
        } else if (c == '\n') {
            ++i;
            break;
        } else if (c != '\r' || (i + 1 < text.size() && text[i + 1] != '\n')) {
            cells.back() += c;
        }
    }
    text.remove_prefix(i);
    return !quoted;
}

} // namespace

Result<CsvTable> parseCsv(std::string_view text, const std::string &source)
{
    const auto refused = [&](std::size_t line, const std::string &reason) {
        return failure(ErrorCode::InvalidInput,
                       source + ", line " + std::to_string(line) + ": " + reason);
    };
    if (!isValidUtf8(text))
        return failure(ErrorCode::InvalidInput,
                       source + " is not UTF-8 text; save it as UTF-8 and try again.");
    if (text.starts_with("\xef\xbb\xbf"))
        text.remove_prefix(3);
    const char separator = guessSeparator(text);

    CsvTable table;
    std::size_t line = 1;
    while (!text.empty()) {
        const std::size_t begin = line;
        std::vector<std::string> cells;
        if (!takeRow(text, separator, cells, line))
            return refused(begin, "a quotation mark is opened and never closed.");
        if (cells.size() == 1 && trimmed(cells.front()).empty())
            continue;
        if (table.header.empty()) {
            std::set<std::string_view> seen;
            for (std::string &name : cells) {
                name = std::string(trimmed(name));
                if (name.empty())
                    return refused(begin, "a column has no name; name every column.");
                if (!seen.insert(name).second)
                    return refused(begin, "two columns are named " + quotedForMessage(name)
                                              + "; rename one.");
            }
            table.header = std::move(cells);
        } else if (cells.size() != table.header.size()) {
            return refused(begin, "it has " + std::to_string(cells.size())
                                      + " cells where the header has "
                                      + std::to_string(table.header.size()) + '.');
        } else {
            table.rows.push_back({std::move(cells), begin});
        }
    }
    if (table.header.empty())
        return failure(ErrorCode::InvalidInput, source + " is empty; it needs a header line.");
    return table;
}

std::string csvCell(std::string_view cell, char separator)
{
    const bool plain = cell.find_first_of(std::string("\"\r\n") + separator)
                           == std::string_view::npos
                       && trimmed(cell).size() == cell.size();
    if (plain)
        return std::string(cell);
    std::string quoted = "\"";
    for (const char c : cell) {
        quoted += c;
        if (c == '"')
            quoted += c;
    }
    return quoted + '"';
}

} // namespace auspex
