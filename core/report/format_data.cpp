// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/format_functions.h"

#include <cmath>

#include <nlohmann/json.hpp>

#include "core/base/csv.h"
#include "core/base/text.h"

namespace auspex::detail {

namespace {

std::string dataText(const TableCell &cell)
{
    if (const auto *words = std::get_if<std::string>(&cell.value))
        return *words;
    if (const auto *integer = std::get_if<std::int64_t>(&cell.value))
        return std::to_string(*integer);
    if (const auto *number = std::get_if<double>(&cell.value))
        return formatDouble(*number);
    return {};
}

std::string line(const std::vector<std::string> &cells, char separator)
{
    // An empty line would be passed over by most readers.
    if (cells.size() == 1 && trimmed(cells.front()).empty())
        return '"' + cells.front() + "\"\n";
    std::string text;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        if (i > 0)
            text += separator;
        text += csvCell(cells[i], separator);
    }
    return text + '\n';
}

nlohmann::ordered_json dataValue(const TableCell &cell)
{
    if (isMissing(cell))
        return nullptr;
    if (const auto *words = std::get_if<std::string>(&cell.value))
        return *words;
    if (const auto *integer = std::get_if<std::int64_t>(&cell.value))
        return *integer;
    return std::get<double>(cell.value);
}

bool hasFiniteSpread(const TableCell &cell)
{
    return cell.spread && std::isfinite(*cell.spread);
}

} // namespace

std::string renderSeparated(const ResultTable &table, char separator)
{
    std::vector<std::string> cells;
    for (const TableColumn &column : table.columns) {
        cells.push_back(column.key);
        if (column.hasSpread)
            cells.push_back(spreadKey(column));
    }
    std::string text = line(cells, separator);
    for (const std::vector<TableCell> &row : table.rows) {
        cells.clear();
        for (std::size_t i = 0; i < table.columns.size(); ++i) {
            cells.push_back(dataText(row[i]));
            if (table.columns[i].hasSpread)
                cells.push_back(hasFiniteSpread(row[i]) ? formatDouble(*row[i].spread)
                                                        : std::string());
        }
        text += line(cells, separator);
    }
    return text;
}

std::string renderJson(const ResultTable &table)
{
    using Json = nlohmann::ordered_json;
    Json rows = Json::array();
    for (const std::vector<TableCell> &row : table.rows) {
        Json object = Json::object();
        for (std::size_t i = 0; i < table.columns.size(); ++i) {
            const TableColumn &column = table.columns[i];
            object[column.key] = dataValue(row[i]);
            if (column.hasSpread)
                object[spreadKey(column)] = hasFiniteSpread(row[i]) ? Json(*row[i].spread)
                                                                    : Json(nullptr);
        }
        rows.push_back(std::move(object));
    }
    return rows.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

} // namespace auspex::detail
