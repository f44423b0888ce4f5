// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/format_functions.h"

#include <algorithm>

#include "core/base/text.h"
#include "core/report/cell_text.h"

namespace auspex::detail {

namespace {

constexpr std::string_view preamble
    = "% Needs \\usepackage{booktabs}; for letters beyond ASCII also \\usepackage[T1]{fontenc}\n"
      "% with pdfLaTeX, or \\usepackage{fontspec} with LuaLaTeX or XeLaTeX.\n";

/// Beside LaTeX's own special characters, those that change their look or their meaning in text:
/// '<', '>', '|' in old encodings, the quotation marks under babel, and '[' and '*' after the "\\"
/// that ends the row before. None needs a package or fails in an old encoding.
std::string_view latexReplacement(char c)
{
    switch (c) {
    case '#':
        return "\\#";
    case '$':
        return "\\$";
    case '%':
        return "\\%";
    case '&':
        return "\\&";
    case '_':
        return "\\_";
    case '{':
        return "\\{";
    case '}':
        return "\\}";
    case '~':
        return "\\textasciitilde{}";
    case '^':
        return "\\textasciicircum{}";
    case '\\':
        return "\\textbackslash{}";
    case '<':
        return "\\textless{}";
    case '>':
        return "\\textgreater{}";
    case '|':
        return "\\textbar{}";
    case '"':
        return "\\char34{}";
    case '`':
        return "\\`{}";
    case '[':
        return "{[}";
    case ']':
        return "{]}";
    case '*':
        return "{*}";
    default:
        return {};
    }
}

std::string latexText(std::string_view text)
{
    std::string out = escaped(onOneLine(text), latexReplacement);
    for (std::size_t at = out.find("--"); at != std::string::npos; at = out.find("--", at + 1))
        out.replace(at, 2, "-{}-");
    return out;
}

/// A number in text mode, so that \textbf reaches its digits; only the minus needs mathematics.
std::string latexNumber(std::string_view number)
{
    if (number.starts_with('-'))
        return "$-$" + latexText(number.substr(1));
    return latexText(number);
}

std::string latexCell(const TableCell &cell, const TableColumn &column,
                      const RenderOptions &options)
{
    const CellText text = cellText(cell, column, options);
    if (text.kind == CellText::Kind::Missing)
        return "--";
    std::string inner = text.kind == CellText::Kind::Number ? latexNumber(text.value)
                                                            : latexText(text.value);
    if (!text.spread.empty())
        inner += " $\\pm$ " + latexNumber(text.spread);
    if (cell.emphasis == Emphasis::Best)
        return "\\textbf{" + inner + '}';
    if (cell.emphasis == Emphasis::Tied)
        return "\\textit{" + inner + '}';
    return inner;
}

/// A label is an identifier that \ref repeats; LaTeX takes no escaped characters in it.
std::string latexLabel(std::string label)
{
    std::replace_if(
        label.begin(), label.end(),
        [](char c) {
            const bool kept = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')
                              || (c >= '0' && c <= '9') || c == ':' || c == '-' || c == '_'
                              || c == '.';
            return !kept;
        },
        '-');
    return label;
}

} // namespace

std::string renderLatex(const ResultTable &table, const RenderOptions &options)
{
    std::string text = std::string(preamble) + "\\begin{table}\n\\centering\n";
    if (!table.caption.empty())
        text += "\\caption{" + latexText(table.caption) + "}\n";
    if (!table.label.empty())
        text += "\\label{" + latexLabel(table.label) + "}\n";

    std::vector<std::string> cells;
    text += "\\begin{tabular}{";
    for (const TableColumn &column : table.columns) {
        text += isRightAligned(column) ? 'r' : 'l';
        cells.push_back(latexText(column.title));
    }
    text += "}\n\\toprule\n" + join(cells, " & ") + " \\\\\n\\midrule\n";
    for (const std::vector<TableCell> &row : table.rows) {
        cells.clear();
        for (std::size_t i = 0; i < row.size(); ++i)
            cells.push_back(latexCell(row[i], table.columns[i], options));
        text += join(cells, " & ") + " \\\\\n";
    }
    return text + "\\bottomrule\n\\end{tabular}\n\\end{table}\n";
}

} // namespace auspex::detail
