// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"

namespace auspex {

/// A table of text cells with a header. Every row has as many cells as the header.
struct CsvTable {
    struct Row {
        std::vector<std::string> cells;
        std::size_t line = 0; ///< where the row begins in the file, from 1
    };
    std::vector<std::string> header;
    std::vector<Row> rows;
};

/// Reads RFC 4180 text: quoted cells, doubled quotes, line breaks inside quotes, CRLF or LF, an
/// optional byte order mark. The separator is the one of comma, semicolon and tab that the header
/// has most of outside quotes. Empty lines are passed over. Fails on a row of another length, a
/// duplicate or empty header name, an open quote, or text that is not UTF-8, naming the line.
Result<CsvTable> parseCsv(std::string_view text, const std::string &source);

/// One cell, quoted only where it must be (separator, quote, line break, space at an end).
std::string csvCell(std::string_view cell, char separator = ',');

} // namespace auspex
