// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/format_functions.h"

#include <algorithm>

#include "core/base/text.h"
#include "core/report/cell_text.h"

namespace auspex::detail {

namespace {

using Grid = std::vector<std::vector<std::string>>;

constexpr std::string_view plusMinus = " ± ";

bool hasEmphasis(const ResultTable &table, std::size_t column, Emphasis emphasis)
{
    return std::any_of(table.rows.begin(), table.rows.end(), [&](const auto &row) {
        return row[column].emphasis == emphasis && !isMissing(row[column]);
    });
}

/// What a column adds behind each value. Every cell has a place for it, so that digits stay under
/// digits.
struct PlainTail {
    bool marks = false;
    std::size_t spread = 0; ///< the width of the longest one
};

PlainTail tailOf(const ResultTable &table, std::size_t column, const RenderOptions &options)
{
    PlainTail tail;
    tail.marks = hasEmphasis(table, column, Emphasis::Best)
                 || hasEmphasis(table, column, Emphasis::Tied);
    for (const std::vector<TableCell> &row : table.rows) {
        const CellText text = cellText(row[column], table.columns[column], options);
        tail.spread = std::max(tail.spread, text.spread.size());
    }
    return tail;
}

std::string plainCell(const TableCell &cell, const TableColumn &column, const PlainTail &tail,
                      const RenderOptions &options)
{
    const CellText text = cellText(cell, column, options);
    std::string shown = onOneLine(text.value);
    const Emphasis emphasis = isMissing(cell) ? Emphasis::None : cell.emphasis;
    if (tail.marks)
        shown += emphasis == Emphasis::Best ? '*' : emphasis == Emphasis::Tied ? '~' : ' ';
    if (tail.spread > 0) {
        shown += text.spread.empty() ? "   " : plusMinus;
        shown += std::string(tail.spread - text.spread.size(), ' ') + text.spread;
    }
    return shown;
}

Grid plainGrid(const ResultTable &table, const RenderOptions &options)
{
    Grid grid(table.rows.size() + 1);
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        const TableColumn &column = table.columns[i];
        const PlainTail tail = tailOf(table, i, options);
        const bool padTitle = tail.marks && tail.spread == 0 && isRightAligned(column);
        grid[0].push_back(onOneLine(column.title) + (padTitle ? " " : ""));
        for (std::size_t row = 0; row < table.rows.size(); ++row)
            grid[row + 1].push_back(plainCell(table.rows[row][i], column, tail, options));
    }
    return grid;
}

std::string plainLine(const std::vector<std::string> &cells, const std::vector<std::size_t> &widths,
                      const std::vector<TableColumn> &columns)
{
    std::string text;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        const std::string padding(widths[i] - displayWidth(cells[i]), ' ');
        text += i > 0 ? "  " : "";
        text += isRightAligned(columns[i]) ? padding + cells[i] : cells[i] + padding;
    }
    text.erase(text.find_last_not_of(' ') + 1);
    return text + '\n';
}

/// What the marks mean, and why values are missing: "WMT19, MAE: not trained".
std::vector<std::string> plainNotes(const ResultTable &table, const RenderOptions &options)
{
    std::vector<std::string> notes;
    const auto used = [&](Emphasis emphasis) {
        for (std::size_t i = 0; i < table.columns.size(); ++i) {
            if (hasEmphasis(table, i, emphasis))
                return true;
        }
        return false;
    };
    if (used(Emphasis::Best))
        notes.emplace_back("* best");
    if (used(Emphasis::Tied))
        notes.emplace_back("~ not told apart from the best");
    for (const std::vector<TableCell> &row : table.rows) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            if (!isMissing(row[i]) || row[i].reason.empty())
                continue;
            const std::string name = cellText(row.front(), table.columns.front(), options).value;
            notes.push_back("- " + onOneLine(name) + ", " + onOneLine(table.columns[i].title) + ": "
                            + onOneLine(row[i].reason));
        }
    }
    return notes;
}

/// Only what Markdown would take for markup within a cell or a line, so that the source stays
/// readable.
std::string markdownEscaped(std::string_view line)
{
    const std::string text = escaped(line, [](char c) -> std::string_view {
        switch (c) {
        case '\\':
            return "\\\\";
        case '|':
            return "\\|";
        case '*':
            return "\\*";
        case '_':
            return "\\_";
        case '`':
            return "\\`";
        case '[':
            return "\\[";
        case ']':
            return "\\]";
        case '<':
            return "&lt;";
        case '>':
            return "&gt;";
        case '~':
            return "\\~";
        case '$':
            return "\\$";
        case '&':
            return "&amp;";
        default:
            return {};
        }
    });
    return std::string(trimmed(text));
}

std::string markdownText(std::string_view text)
{
    std::vector<std::string> lines = linesOf(text);
    for (std::string &line : lines)
        line = markdownEscaped(line);
    return join(lines, "<br>");
}

std::string withSpread(const CellText &text)
{
    return text.spread.empty() ? text.value : text.value + std::string(plusMinus) + text.spread;
}

std::string markdownCell(const TableCell &cell, const TableColumn &column,
                         const RenderOptions &options)
{
    std::string text = markdownText(withSpread(cellText(cell, column, options)));
    if (isMissing(cell) || text.empty() || cell.emphasis == Emphasis::None)
        return text;
    const std::string_view mark = cell.emphasis == Emphasis::Best ? "**" : "*";
    return std::string(mark) + text + std::string(mark);
}

} // namespace

std::string renderPlain(const ResultTable &table, const RenderOptions &options)
{
    const Grid grid = plainGrid(table, options);
    std::vector<std::size_t> widths(table.columns.size(), 0);
    for (const std::vector<std::string> &cells : grid) {
        for (std::size_t i = 0; i < cells.size(); ++i)
            widths[i] = std::max(widths[i], displayWidth(cells[i]));
    }
    std::vector<std::string> rules;
    for (const std::size_t width : widths)
        rules.emplace_back(width, '-');

    std::string text;
    if (!table.caption.empty())
        text += onOneLine(table.caption) + "\n\n";
    text += plainLine(grid.front(), widths, table.columns);
    text += plainLine(rules, widths, table.columns);
    for (std::size_t row = 1; row < grid.size(); ++row)
        text += plainLine(grid[row], widths, table.columns);
    const std::vector<std::string> notes = plainNotes(table, options);
    return notes.empty() ? text : text + '\n' + join(notes, "\n") + '\n';
}

std::string renderMarkdown(const ResultTable &table, const RenderOptions &options)
{
    std::string text;
    if (!table.caption.empty())
        text += "Table: " + markdownText(table.caption) + "\n\n";
    std::string rule = "|";
    text += '|';
    for (const TableColumn &column : table.columns) {
        text += ' ' + markdownText(column.title) + " |";
        rule += isRightAligned(column) ? " ---: |" : " :--- |";
    }
    text += '\n' + rule + '\n';
    for (const std::vector<TableCell> &row : table.rows) {
        text += '|';
        for (std::size_t i = 0; i < row.size(); ++i)
            text += ' ' + markdownCell(row[i], table.columns[i], options) + " |";
        text += '\n';
    }
    return text;
}

} // namespace auspex::detail
