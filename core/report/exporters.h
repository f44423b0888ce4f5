// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "core/report/result_table.h"

namespace auspex {

enum class TableFormat {
    Plain,    ///< aligned columns for a terminal
    Csv,      ///< RFC 4180, lines end in LF
    Tsv,      ///< as Csv, separated by tabs
    Json,     ///< an array of one object a row
    Latex,    ///< a table environment with booktabs rules
    Markdown, ///< a pipe table, its caption as Pandoc reads it
    Html,     ///< a <table>, for the clipboard or as a page of its own
};

struct RenderOptions {
    std::optional<int> decimals = {}; ///< of Number and Percentage columns, in people's formats
    bool wholePage = false;           ///< HTML: a document of its own instead of a fragment
};

/// The table as UTF-8 text that ends in a line break. Numbers are in the C locale, always.
/// CSV, TSV and JSON are data: keys as names, full precision, spreads in columns of their own right
/// after their column, a missing value empty (CSV, TSV) or null (JSON), no emphasis. The others are
/// for people: titles, the columns' decimals, "0.27 ± 0.03", "-" for a missing value, emphasis.
/// The table must pass checkTable(). Any thread may call.
std::string render(const ResultTable &table, TableFormat format, const RenderOptions &options = {});

/// The names of --format in the order of the enumeration: table, csv, tsv, json, latex, markdown,
/// html.
std::span<const std::string_view> tableFormatNames();

/// The format that has this name; nothing for any other text.
std::optional<TableFormat> tableFormatFromName(std::string_view name);

/// By a file's extension, in any case: .txt, .csv, .tsv or .tab, .json, .tex, .md or .markdown,
/// .html or .htm; nothing for another.
std::optional<TableFormat> tableFormatFromFile(const std::filesystem::path &file);

} // namespace auspex
