// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/format_functions.h"

#include <algorithm>

#include "core/base/text.h"
#include "core/report/cell_text.h"

namespace auspex::detail {

namespace {

constexpr std::string_view pageStyle
    = "table { border-collapse: collapse; font-family: sans-serif; }\n"
      "caption { text-align: left; padding-bottom: 0.5em; }\n"
      "th, td { padding: 0.2em 0.8em; }\n"
      "thead { border-top: 2px solid; border-bottom: 1px solid; }\n"
      "tbody { border-bottom: 2px solid; }\n"
      "td { font-variant-numeric: tabular-nums; }\n";

std::string htmlEscaped(std::string_view text)
{
    return escaped(text, [](char c) -> std::string_view {
        switch (c) {
        case '&':
            return "&amp;";
        case '<':
            return "&lt;";
        case '>':
            return "&gt;";
        case '"':
            return "&quot;";
        case '\'':
            return "&#39;";
        default:
            return {};
        }
    });
}

std::string htmlText(std::string_view text)
{
    std::vector<std::string> lines = linesOf(text);
    for (std::string &line : lines)
        line = htmlEscaped(line);
    return join(lines, "<br>");
}

/// The alignment is written at every cell: office programs drop style sheets when pasting.
std::string opened(std::string_view tag, const TableColumn &column)
{
    return '<' + std::string(tag)
           + " style=\"text-align: " + (isRightAligned(column) ? "right" : "left") + '"';
}

std::string htmlCell(const TableCell &cell, const TableColumn &column, const RenderOptions &options)
{
    const CellText text = cellText(cell, column, options);
    std::string inner = htmlText(text.value);
    if (!text.spread.empty())
        inner += " ± " + text.spread;
    if (text.kind != CellText::Kind::Missing && cell.emphasis == Emphasis::Best)
        inner = "<strong>" + inner + "</strong>";
    else if (text.kind != CellText::Kind::Missing && cell.emphasis == Emphasis::Tied)
        inner = "<em>" + inner + "</em>";
    std::string tag = opened("td", column);
    if (text.kind == CellText::Kind::Missing && !cell.reason.empty())
        tag += " title=\"" + htmlEscaped(onOneLine(cell.reason)) + '"';
    return tag + '>' + inner + "</td>";
}

std::string htmlTable(const ResultTable &table, const RenderOptions &options)
{
    std::string text = "<table";
    if (!table.label.empty()) {
        std::string id = onOneLine(table.label);
        std::replace(id.begin(), id.end(), ' ', '-');
        text += " id=\"" + htmlEscaped(id) + '"';
    }
    text += ">\n";
    if (!table.caption.empty())
        text += "<caption>" + htmlText(table.caption) + "</caption>\n";
    text += "<thead>\n<tr>";
    for (const TableColumn &column : table.columns)
        text += opened("th", column) + " scope=\"col\">" + htmlText(column.title) + "</th>";
    text += "</tr>\n</thead>\n<tbody>\n";
    for (const std::vector<TableCell> &row : table.rows) {
        text += "<tr>";
        for (std::size_t i = 0; i < row.size(); ++i)
            text += htmlCell(row[i], table.columns[i], options);
        text += "</tr>\n";
    }
    return text + "</tbody>\n</table>\n";
}

} // namespace

std::string renderHtml(const ResultTable &table, const RenderOptions &options)
{
    std::string fragment = htmlTable(table, options);
    if (!options.wholePage)
        return fragment;
    const std::string title = table.caption.empty() ? "Table" : onOneLine(table.caption);
    return "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>"
           + htmlEscaped(title) + "</title>\n<style>\n" + std::string(pageStyle)
           + "</style>\n</head>\n<body>\n" + fragment + "</body>\n</html>\n";
}

} // namespace auspex::detail
