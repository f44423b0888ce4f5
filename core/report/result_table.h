// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/base/result.h"

namespace auspex {

/// A table of results, free of any format: what the command line prints, the desktop shows and
/// every exporter writes. Plain values; no call here blocks or keeps a reference.

enum class ColumnKind {
    Text,
    Integer,
    Number,
    Percentage, ///< a fraction: 0.25 is shown as "25.0%" and stays 0.25 in data files
};

enum class BetterWhen { NoMatter, Higher, Lower };

enum class Emphasis {
    None,
    Best,
    Tied, ///< the test that the caption names does not tell it apart from the best
};

struct TableColumn {
    std::string key = {};   ///< a C identifier: the column's name in data files, never changed
    std::string title = {}; ///< for people
    ColumnKind kind = ColumnKind::Text;
    int decimals = 2; ///< of a Number or a Percentage when it is shown to people
    BetterWhen better = BetterWhen::NoMatter;
    bool hasSpread = false; ///< data files then have one more column, named by spreadKey()
};

struct TableCell {
    /// monostate and a number that is not finite are both a missing value.
    using Value = std::variant<std::monostate, std::string, std::int64_t, double>;
    Value value = {};
    std::optional<double> spread = {}; ///< a standard deviation, in the value's own unit
    Emphasis emphasis = Emphasis::None;
    std::string reason = {}; ///< why the value is missing; empty where there is nothing to say
};

struct ResultTable {
    std::string caption = {};
    std::string label = {}; ///< for cross references, such as "tab:predictors"
    std::vector<TableColumn> columns = {};
    std::vector<std::vector<TableCell>> rows = {}; ///< each as long as `columns`
};

/// Numbers stand to the right, text to the left.
bool isRightAligned(const TableColumn &column);

/// The name of a column's spreads: KEY_std, where an ending "_mean" gives way ("mae_mean" has
/// "mae_std").
std::string spreadKey(const TableColumn &column);

/// No value at all, or one that is not finite.
bool isMissing(const TableCell &cell);

/// The cell's value as a double; nothing for text and for a missing value.
std::optional<double> numberIn(const TableCell &cell);

/// What every exporter takes for granted: there is a column; keys are C identifiers and, together
/// with the names of the spreads, unique; each row is as long as the header; only columns that
/// declare spreads have them; all text is UTF-8. The error names the column or the row.
Result<void> checkTable(const ResultTable &table);

/// Marks the best value of each column that has a direction, and with it every value that looks
/// the same with the column's decimals. Leaves other marks as they are.
void markBest(ResultTable &table);

} // namespace auspex
