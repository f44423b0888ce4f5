// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/base/csv.h"

using namespace auspex;

class TestCsv : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void quotedCellsHoldSeparatorsQuotesAndLineBreaks()
    {
        const auto table = parseCsv("a,b\r\n\"x,\"\"y\"\"\",\"two\nlines\"\r\n\r\nlast,1", "t.csv");
        QVERIFY(table);
        QCOMPARE(table->rows.size(), 2U);
        QCOMPARE(table->rows[0].cells[0], std::string("x,\"y\""));
        QCOMPARE(table->rows[0].cells[1], std::string("two\nlines"));
        QCOMPARE(table->rows[0].line, 2U);
        QCOMPARE(table->rows[1].line, 5U); // after the line break in quotes and the empty line
        QCOMPARE(table->rows[1].cells[1], std::string("1"));
    }

    void theSeparatorIsTheOneTheHeaderHasMostOf()
    {
        const auto semicolons = parseCsv("\xef\xbb\xbf"
                                         "a;b,c;d\n1;2;3\n",
                                         "t.csv");
        QVERIFY(semicolons);
        QCOMPARE(semicolons->header, (std::vector<std::string>{"a", "b,c", "d"}));
        const auto tabs = parseCsv("a\tb\n1\t2\n", "t.tsv");
        QVERIFY(tabs);
        QCOMPARE(tabs->rows[0].cells[1], std::string("2"));
    }

    void everyRefusalNamesFileLineAndReason_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("message");
        QTest::newRow("short row")
            << QByteArray("a,b\n1,2\n3\n")
            << QStringLiteral("t.csv, line 3: it has 1 cells where the header has 2.");
        QTest::newRow("open quote")
            << QByteArray("a,b\n\"1,2\n")
            << QStringLiteral("t.csv, line 2: a quotation mark is opened and never closed.");
        QTest::newRow("same name")
            << QByteArray("a,a\n")
            << QStringLiteral("t.csv, line 1: two columns are named \"a\"; rename one.");
        QTest::newRow("no name") << QByteArray(
            "a,\n") << QStringLiteral("t.csv, line 1: a column has no name; name every column.");
        QTest::newRow("empty") << QByteArray("\n\n")
                               << QStringLiteral("t.csv is empty; it needs a header line.");
        QTest::newRow("not UTF-8")
            << QByteArray("a\xff\n")
            << QStringLiteral("t.csv is not UTF-8 text; save it as UTF-8 and try again.");
    }

    void everyRefusalNamesFileLineAndReason()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, message);
        const auto table = parseCsv(text.toStdString(), "t.csv");
        QVERIFY(!table);
        QCOMPARE(QString::fromStdString(table.error().message), message);
    }

    void cellsAreQuotedOnlyWhereTheyMustBe()
    {
        QCOMPARE(csvCell("plain text"), std::string("plain text"));
        QCOMPARE(csvCell("a,b"), std::string("\"a,b\""));
        QCOMPARE(csvCell("say \"x\""), std::string("\"say \"\"x\"\"\""));
        QCOMPARE(csvCell(" padded"), std::string("\" padded\""));
    }
};

QTEST_GUILESS_MAIN(TestCsv)
#include "tst_csv.moc"
