// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/result_table.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <string_view>

#include "core/base/text.h"

namespace auspex {

namespace {

bool isIdentifier(std::string_view text)
{
    const auto isLetter = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    };
    return !text.empty() && isLetter(text.front())
           && std::all_of(text.begin(), text.end(),
                          [&](char c) { return isLetter(c) || (c >= '0' && c <= '9'); });
}

tl::unexpected<Error> refused(const std::string &reason)
{
    return failure(ErrorCode::InvalidInput, "The table cannot be written: " + reason);
}

Result<void> checkColumns(const std::vector<TableColumn> &columns)
{
    if (columns.empty())
        return refused("it has no column; give it at least one.");
    std::set<std::string> seen;
    for (const TableColumn &column : columns) {
        if (!isIdentifier(column.key))
            return refused("the column key " + quotedForMessage(column.key)
                           + " is not a C identifier; use letters, digits and '_' alone.");
        if (!isValidUtf8(column.title))
            return refused("the title of the column " + column.key + " is not UTF-8 text.");
        if (!seen.insert(column.key).second)
            return refused("two columns have the key " + column.key + "; rename one.");
    }
    for (const TableColumn &column : columns) {
        if (column.hasSpread && !seen.insert(spreadKey(column)).second)
            return refused("the spreads of the column " + column.key + " need the key "
                           + spreadKey(column) + ", which is taken; rename one.");
    }
    return {};
}

Result<void> checkCell(const TableCell &cell, const TableColumn &column, std::size_t row)
{
    const std::string where = "row " + std::to_string(row + 1) + ", column " + column.key + ": ";
    if (cell.spread && !column.hasSpread)
        return refused(where + "it has a spread, and the column declares none.");
    const auto *text = std::get_if<std::string>(&cell.value);
    if ((text && !isValidUtf8(*text)) || !isValidUtf8(cell.reason))
        return refused(where + "its text is not UTF-8.");
    return {};
}

} // namespace

bool isRightAligned(const TableColumn &column)
{
    return column.kind != ColumnKind::Text;
}

std::string spreadKey(const TableColumn &column)
{
    constexpr std::string_view mean = "_mean";
    std::string stem = column.key;
    if (stem.size() > mean.size() && stem.ends_with(mean))
        stem.resize(stem.size() - mean.size());
    return stem + "_std";
}

bool isMissing(const TableCell &cell)
{
    const auto *number = std::get_if<double>(&cell.value);
    return std::holds_alternative<std::monostate>(cell.value)
           || (number && !std::isfinite(*number));
}

std::optional<double> numberIn(const TableCell &cell)
{
    if (const auto *integer = std::get_if<std::int64_t>(&cell.value))
        return static_cast<double>(*integer);
    if (const auto *number = std::get_if<double>(&cell.value); number && std::isfinite(*number))
        return *number;
    return std::nullopt;
}

Result<void> checkTable(const ResultTable &table)
{
    if (!isValidUtf8(table.caption) || !isValidUtf8(table.label))
        return refused("its caption or label is not UTF-8 text.");
    if (Result<void> columns = checkColumns(table.columns); !columns)
        return columns;
    for (std::size_t row = 0; row < table.rows.size(); ++row) {
        const std::vector<TableCell> &cells = table.rows[row];
        if (cells.size() != table.columns.size())
            return refused("row " + std::to_string(row + 1) + " has " + std::to_string(cells.size())
                           + " cells where there are " + std::to_string(table.columns.size())
                           + " columns.");
        for (std::size_t i = 0; i < cells.size(); ++i) {
            if (Result<void> cell = checkCell(cells[i], table.columns[i], row); !cell)
                return cell;
        }
    }
    return {};
}

void markBest(ResultTable &table)
{
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        const TableColumn &column = table.columns[i];
        if (column.better == BetterWhen::NoMatter)
            continue;
        std::optional<double> best;
        for (const std::vector<TableCell> &row : table.rows) {
            const std::optional<double> value = numberIn(row[i]);
            if (value
                && (!best
                    || (column.better == BetterWhen::Higher ? *value > *best : *value < *best)))
                best = value;
        }
        const double scale = column.kind == ColumnKind::Percentage ? 100.0 : 1.0;
        const int decimals = column.kind == ColumnKind::Integer ? 0 : column.decimals;
        for (std::vector<TableCell> &row : table.rows) {
            const std::optional<double> value = numberIn(row[i]);
            if (value
                && formatFixed(*value * scale, decimals) == formatFixed(*best * scale, decimals))
                row[i].emphasis = Emphasis::Best;
        }
    }
}

} // namespace auspex
