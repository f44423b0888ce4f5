// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <bit>
#include <cmath>

#include <QtTest>
#include <rapidcheck.h>

#include <nlohmann/json.hpp>

#include "core/base/csv.h"
#include "core/base/text.h"
#include "core/report/exporters.h"

using namespace auspex;

namespace {

/// Text made of what separates, quotes and breaks lines in some format, and of longer letters.
rc::Gen<std::string> anyText()
{
    const auto piece = rc::gen::element<std::string>("a", "Z", " ", ",", ";", "\t", "\"", "\n",
                                                     "\r\n", "\r", "|", "\\", "{", "<", "&", "é",
                                                     "猫", "😀", "1", ".", "-");
    return rc::gen::map(rc::gen::container<std::vector<std::string>>(piece),
                        [](const std::vector<std::string> &pieces) { return join(pieces, ""); });
}

/// Every bit pattern, NaN and infinities among them.
rc::Gen<double> anyDouble()
{
    return rc::gen::map(rc::gen::arbitrary<std::uint64_t>(),
                        [](std::uint64_t bits) { return std::bit_cast<double>(bits); });
}

rc::Gen<TableCell> anyCell()
{
    using Value = TableCell::Value;
    const auto value = rc::gen::oneOf(
        rc::gen::just(Value{}), rc::gen::map(anyText(), [](std::string t) { return Value(t); }),
        rc::gen::map(rc::gen::arbitrary<std::int64_t>(), [](std::int64_t i) { return Value(i); }),
        rc::gen::map(anyDouble(), [](double d) { return Value(d); }));
    return rc::gen::apply(
        [](Value v, bool hasSpread, double spread, Emphasis emphasis) {
            return TableCell{.value = std::move(v),
                             .spread = hasSpread ? std::optional(spread) : std::nullopt,
                             .emphasis = emphasis};
        },
        value, rc::gen::arbitrary<bool>(), anyDouble(),
        rc::gen::element(Emphasis::None, Emphasis::Best, Emphasis::Tied));
}

ResultTable anyTable()
{
    ResultTable table;
    table.caption = *anyText();
    // One column would leave rows that a reader takes for empty lines.
    const auto columns = *rc::gen::inRange<std::size_t>(2, 5);
    for (std::size_t i = 0; i < columns; ++i)
        table.columns.push_back(
            {.key = "column" + std::to_string(i),
             .title = *anyText(),
             .kind = *rc::gen::element(ColumnKind::Text, ColumnKind::Integer, ColumnKind::Number,
                                       ColumnKind::Percentage),
             .hasSpread = *rc::gen::arbitrary<bool>()});
    const auto rows = *rc::gen::inRange<std::size_t>(0, 6);
    for (std::size_t i = 0; i < rows; ++i) {
        table.rows.push_back(*rc::gen::container<std::vector<TableCell>>(columns, anyCell()));
        for (std::size_t j = 0; j < columns; ++j) {
            if (!table.columns[j].hasSpread)
                table.rows.back()[j].spread.reset();
        }
    }
    return table;
}

bool hasSameNumber(const std::string &text, double number)
{
    if (!std::isfinite(number))
        return text.empty();
    const std::optional<double> read = parseDouble(text);
    return read && std::bit_cast<std::uint64_t>(*read) == std::bit_cast<std::uint64_t>(number);
}

bool hasSame(const std::string &text, const TableCell::Value &value)
{
    if (const auto *words = std::get_if<std::string>(&value))
        return text == *words;
    if (const auto *integer = std::get_if<std::int64_t>(&value))
        return parseInteger(text) == *integer;
    const auto *number = std::get_if<double>(&value);
    return number ? hasSameNumber(text, *number) : text.empty();
}

void checkSeparated(TableFormat format)
{
    const ResultTable table = anyTable();
    RC_ASSERT(checkTable(table).has_value());
    const Result<CsvTable> read = parseCsv(render(table, format), "test");
    RC_ASSERT(read.has_value());
    RC_ASSERT(read->rows.size() == table.rows.size());
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
        std::size_t at = 0;
        for (std::size_t j = 0; j < table.columns.size(); ++j) {
            const TableCell &cell = table.rows[i][j];
            RC_ASSERT(read->header[at] == table.columns[j].key);
            RC_ASSERT(hasSame(read->rows[i].cells[at++], cell.value));
            if (!table.columns[j].hasSpread)
                continue;
            RC_ASSERT(read->header[at] == table.columns[j].key + "_std");
            const std::string &spread = read->rows[i].cells[at++];
            const bool same = cell.spread ? hasSameNumber(spread, *cell.spread) : spread.empty();
            RC_ASSERT(same);
        }
        RC_ASSERT(at == read->header.size());
    }
}

std::size_t linesIn(const std::string &text)
{
    return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

} // namespace

class TestTableRoundTrip : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void csvAndTsvGiveBackEveryCell();
    void jsonGivesBackEveryValue();
    void everyRowIsOneLineForPeople();
};

void TestTableRoundTrip::csvAndTsvGiveBackEveryCell()
{
    QVERIFY(rc::check("CSV gives back every cell", [] { checkSeparated(TableFormat::Csv); }));
    QVERIFY(rc::check("TSV gives back every cell", [] { checkSeparated(TableFormat::Tsv); }));
}

void TestTableRoundTrip::jsonGivesBackEveryValue()
{
    QVERIFY(rc::check("JSON gives back every value", [] {
        const ResultTable table = anyTable();
        const auto read = nlohmann::ordered_json::parse(render(table, TableFormat::Json));
        RC_ASSERT(read.size() == table.rows.size());
        for (std::size_t i = 0; i < table.rows.size(); ++i) {
            for (std::size_t j = 0; j < table.columns.size(); ++j) {
                const auto &value = read[i].at(table.columns[j].key);
                const TableCell &cell = table.rows[i][j];
                RC_ASSERT(value.is_null() == isMissing(cell));
                if (const auto *words = std::get_if<std::string>(&cell.value))
                    RC_ASSERT(value.get<std::string>() == *words);
                else if (const auto *integer = std::get_if<std::int64_t>(&cell.value))
                    RC_ASSERT(value.get<std::int64_t>() == *integer);
                else if (!isMissing(cell))
                    RC_ASSERT(value.get<double>() == std::get<double>(cell.value));
            }
        }
    }));
}

void TestTableRoundTrip::everyRowIsOneLineForPeople()
{
    QVERIFY(rc::check("no cell breaks a line", [] {
        ResultTable table = anyTable();
        table.caption.clear();
        RC_ASSERT(linesIn(render(table, TableFormat::Markdown)) == table.rows.size() + 2);
        RC_ASSERT(linesIn(render(table, TableFormat::Latex)) == table.rows.size() + 11);
        RC_ASSERT(linesIn(render(table, TableFormat::Html)) == table.rows.size() + 7);
    }));
}

QTEST_GUILESS_MAIN(TestTableRoundTrip)
#include "tst_table_round_trip.moc"
