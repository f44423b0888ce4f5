// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <functional>
#include <limits>

#include <QtTest>

#include "core/report/result_table.h"

using namespace auspex;

namespace {

ResultTable smallTable()
{
    ResultTable table;
    table.columns = {{.key = "name", .title = "Name"},
                     {.key = "mae",
                      .title = "MAE",
                      .kind = ColumnKind::Number,
                      .better = BetterWhen::Lower,
                      .hasSpread = true},
                     {.key = "tau",
                      .title = "tau",
                      .kind = ColumnKind::Number,
                      .decimals = 3,
                      .better = BetterWhen::Higher}};
    table.rows = {{{.value = "a"}, {.value = 0.271}, {.value = 0.8061}},
                  {{.value = "b"}, {.value = 0.274}, {.value = 0.8068}},
                  {{.value = "c"},
                   {.value = -std::numeric_limits<double>::infinity()},
                   {.value = std::numeric_limits<double>::quiet_NaN()}},
                  {{.value = "d"}, {.value = 0.28}, {}}};
    return table;
}

} // namespace

class TestResultTable : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void badTablesAreRefusedWithTheirPlace_data();
    void badTablesAreRefusedWithTheirPlace();
    void bestValuesAreThoseThatLookTheSame();
    void spreadsAreNamedAfterTheirColumn();
};

void TestResultTable::badTablesAreRefusedWithTheirPlace_data()
{
    QTest::addColumn<std::function<void(ResultTable &)>>("spoil");
    QTest::addColumn<QString>("named");
    const auto bad = [](const char *name, const char *named,
                        const std::function<void(ResultTable &)> &spoil) {
        QTest::newRow(name) << spoil << QString::fromLatin1(named);
    };
    bad("no column", "no column", [](ResultTable &t) { t = {}; });
    bad("key with a space", "\"a b\"",
        [](ResultTable &t) { t.columns[0].key = std::string("a b"); });
    bad("key from a digit", "\"1st\"",
        [](ResultTable &t) { t.columns[0].key = std::string("1st"); });
    bad("empty key", "\"\"", [](ResultTable &t) { t.columns[0].key.clear(); });
    bad("same key twice", "have the key mae;",
        [](ResultTable &t) { t.columns[2].key = t.columns[1].key; });
    bad("taken spread key", "mae_std, which is taken",
        [](ResultTable &t) { t.columns[2].key = std::string("mae_std"); });
    bad("short row", "row 2 has 2 cells where there are 3 columns",
        [](ResultTable &t) { t.rows[1].pop_back(); });
    bad("undeclared spread",
        "row 1, column tau:", [](ResultTable &t) { t.rows[0][2].spread = 0.1; });
    bad("bad text",
        "row 4, column name:", [](ResultTable &t) { t.rows[3][0].value = std::string("\xff"); });
    bad("bad caption", "caption", [](ResultTable &t) { t.caption = std::string("\xc3"); });
}

void TestResultTable::badTablesAreRefusedWithTheirPlace()
{
    QFETCH(const std::function<void(ResultTable &)>, spoil);
    QFETCH(const QString, named);
    ResultTable table = smallTable();
    QVERIFY(checkTable(table).has_value());
    spoil(table);
    const Result<void> checked = checkTable(table);
    QVERIFY(!checked.has_value());
    QVERIFY(checked.error().code == ErrorCode::InvalidInput);
    QVERIFY2(QString::fromStdString(checked.error().message).contains(named),
             checked.error().message.c_str());
}

void TestResultTable::bestValuesAreThoseThatLookTheSame()
{
    ResultTable table = smallTable();
    table.rows[3][1].emphasis = Emphasis::Tied;
    markBest(table);
    const auto marks = [&](std::size_t column) {
        std::vector<Emphasis> found;
        for (const std::vector<TableCell> &row : table.rows)
            found.push_back(row[column].emphasis);
        return found;
    };
    using enum Emphasis;
    QVERIFY(marks(0) == std::vector<Emphasis>(4, None));
    QVERIFY((marks(1) == std::vector<Emphasis>{Best, Best, None, Tied}));
    QVERIFY((marks(2) == std::vector<Emphasis>{None, Best, None, None}));
}

void TestResultTable::spreadsAreNamedAfterTheirColumn()
{
    QCOMPARE(spreadKey({.key = "mae"}), std::string("mae_std"));
    QCOMPARE(spreadKey({.key = "mae_mean"}), std::string("mae_std"));
    QCOMPARE(spreadKey({.key = "_mean"}), std::string("_mean_std"));
}

QTEST_GUILESS_MAIN(TestResultTable)
#include "tst_result_table.moc"
