// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/corpus/dictionary.h"
#include "core/tensors/token_batch.h"
#include "tests/core/corpus/corpus_fixtures.h"

using namespace auspex;
using namespace auspex::test;
using Ids = std::vector<std::int32_t>;
using Words = std::vector<std::string>;

class TestDictionary : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void specialSymbolsComeFirst();
    void wordsAreOrderedByCountAndThenByCodePoint();
    void thresholdAndSizeLimitTheWords();
    void fileReadsBackAsTheSame();
    void badLinesAreNamed_data();
    void badLinesAreNamed();
    void textSplitsAsInFairseq();
    void unknownIdsAndWords();
};

void TestDictionary::specialSymbolsComeFirst()
{
    const Dictionary dictionary;
    QCOMPARE(dictionary.size(), 4U);
    QCOMPARE(dictionary.symbol(beginToken), std::string("<s>"));
    QCOMPARE(dictionary.symbol(padToken), std::string("<pad>"));
    QCOMPARE(dictionary.symbol(endToken), std::string("</s>"));
    QCOMPARE(dictionary.symbol(unknownToken), std::string("<unk>"));
}

void TestDictionary::wordsAreOrderedByCountAndThenByCodePoint()
{
    WordCounter counter;
    counter.add(Words{"b", "ü", "a", "c", "c", "B"});
    const Dictionary dictionary = counter.dictionary(1, 0, 8);
    Words symbols;
    for (std::int32_t id = 4; id < static_cast<std::int32_t>(dictionary.size()); ++id)
        symbols.push_back(dictionary.symbol(id));
    const Words expected = {"c",
                            "B",
                            "a",
                            "b",
                            "ü",
                            "madeupword0000",
                            "madeupword0001",
                            "madeupword0002",
                            "madeupword0003",
                            "madeupword0004",
                            "madeupword0005",
                            "madeupword0006"};
    QVERIFY(symbols == expected);
    QCOMPARE(dictionary.size(), 16U);
    QCOMPARE(dictionary.count(4), 2);
    QCOMPARE(dictionary.count(15), 0);
}

void TestDictionary::thresholdAndSizeLimitTheWords()
{
    WordCounter counter;
    counter.add(Words{"a", "a", "a", "b", "b", "c"});
    QCOMPARE(counter.dictionary(2, 0, 1).size(), 6U);
    QCOMPARE(counter.dictionary(1, 5, 1).size(), 5U);
    QVERIFY(counter.dictionary(1, 5, 1).contains("a"));
}

void TestDictionary::fileReadsBackAsTheSame()
{
    const auto dictionary = parseDictionary("the 12\r\n, 7\n\u00a0x 0\n", "dict.en.txt");
    QVERIFY2(dictionary, qPrintable(message(dictionary)));
    QCOMPARE(dictionary->size(), 7U);
    QCOMPARE(dictionary->id("the"), 4);
    QCOMPARE(dictionary->count(4), 12);
    QCOMPARE(dictionaryText(*dictionary), std::string("the 12\n, 7\n\u00a0x 0\n"));
    QVERIFY(parseDictionary(dictionaryText(*dictionary), "again").value() == *dictionary);
}

void TestDictionary::badLinesAreNamed_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("told");
    QTest::newRow("no count") << QByteArray("a 1\nb\n")
                              << QStringLiteral("Line 2 of the dictionary d");
    QTest::newRow("bad count") << QByteArray("a x\n") << QStringLiteral("ends in \"x\"");
    QTest::newRow("negative") << QByteArray("a -1\n") << QStringLiteral("ends in \"-1\"");
    QTest::newRow("twice") << QByteArray("a 1\na 2\n") << QStringLiteral("which came before");
    QTest::newRow("special") << QByteArray("<pad> 1\n") << QStringLiteral("every dictionary has");
    QTest::newRow("two words") << QByteArray("a b 1\n") << QStringLiteral("holds no white space");
    QTest::newRow("no UTF-8") << QByteArray("\xfe 1\n") << QStringLiteral("not UTF-8");
    QTest::newRow("empty") << QByteArray() << QStringLiteral("is empty");
}

void TestDictionary::badLinesAreNamed()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, told);
    const auto dictionary = parseDictionary(text.toStdString(), "d");
    QVERIFY(!dictionary);
    QVERIFY2(message(dictionary).contains(told), qPrintable(message(dictionary)));
}

void TestDictionary::textSplitsAsInFairseq()
{
    const Words expected = {"a", "b", "c", "d", "ü"};
    QVERIFY(wordsOf("  a\tb\u00a0c\u3000d \u2009ü\n") == expected);
    QVERIFY(wordsOf(" \u2003 ").empty());
}

void TestDictionary::unknownIdsAndWords()
{
    const Dictionary dictionary = parseDictionary("a 1\nb 1\n", "d").value();
    QVERIFY(dictionary.encode(Words{"b", "z", "a"}) == (Ids{5, unknownToken, 4, endToken}));
    QVERIFY(dictionary.decode(Ids{0, 1, 5, 3, 2}).value() == (Words{"b", "<unk>"}));
    const auto wrong = dictionary.decode(Ids{6});
    QVERIFY2(message(wrong).contains(QStringLiteral("token 6 is not among the 6")),
             qPrintable(message(wrong)));
    QVERIFY(!dictionary.decode(Ids{-1}));
}

QTEST_GUILESS_MAIN(TestDictionary)
#include "tst_dictionary.moc"
