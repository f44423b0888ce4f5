// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/corpus/parallel_text.h"
#include "tests/core/corpus/corpus_fixtures.h"

using namespace auspex;
using namespace auspex::test;

class TestParallelText : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void linesArePairedTrimmedAndInOrder();
    void whatCannotBeUsedIsToldWithFileAndLine_data();
    void whatCannotBeUsedIsToldWithFileAndLine();
    void emptyLinesAreLeftOutAndCounted();
    void failureOfTheUserEndsTheReading();
    void languageNamesAreSafeInFileNames();

private:
    static Result<PairCount> read(const Folder &folder, const QByteArray &source,
                                  const QByteArray &target, EmptyLines emptyLines,
                                  std::vector<SentencePair> &pairs);
};

Result<PairCount> TestParallelText::read(const Folder &folder, const QByteArray &source,
                                         const QByteArray &target, EmptyLines emptyLines,
                                         std::vector<SentencePair> &pairs)
{
    Job job;
    return forEachPair(
        {folder.write("t.en", source.toStdString()), folder.write("t.de", target.toStdString()),
         emptyLines},
        [&](SentencePair &&pair) -> Result<void> {
            pairs.push_back(std::move(pair));
            return {};
        },
        job);
}

void TestParallelText::linesArePairedTrimmedAndInOrder()
{
    const Folder folder;
    std::vector<SentencePair> pairs;
    const auto count = read(folder,
                            "\xef\xbb\xbf"
                            "one\r\n two words \nthree",
                            "eins\nzwei\ndrei\n", EmptyLines::Refuse, pairs);
    QVERIFY2(count, qPrintable(message(count)));
    QCOMPARE(count->pairs, 3U);
    const std::vector<SentencePair> expected = {
        {"one", "eins"}, {"two words", "zwei"}, {"three", "drei"}};
    QVERIFY(pairs == expected);
}

void TestParallelText::whatCannotBeUsedIsToldWithFileAndLine_data()
{
    QTest::addColumn<QByteArray>("source");
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QString>("told");
    const QByteArray fine = "a\nb\n";
    QTest::newRow("unequal") << QByteArray("a\nb\nc\n") << fine
                             << QStringLiteral("t.en has 3 lines and ");
    QTest::newRow("unequal, the other")
        << fine << QByteArray("a\nb\nc\nd") << QStringLiteral("t.de has 4, but line for line");
    QTest::newRow("no UTF-8") << fine << QByteArray("a\n\xff\n")
                              << QStringLiteral("t.de is not UTF-8");
    QTest::newRow("NUL") << QByteArray("a\0b\nb\n", 6) << fine
                         << QStringLiteral("holds a NUL character");
    QTest::newRow("empty line") << fine << QByteArray("a\n  \n") << QStringLiteral("t.de is empty");
    QTest::newRow("nothing") << QByteArray() << QByteArray() << QStringLiteral("no sentence pair");
    QTest::newRow("no line ends") << QByteArray(2'000'000, 'x') << fine
                                  << QStringLiteral("more than 1048576 bytes");
}

void TestParallelText::whatCannotBeUsedIsToldWithFileAndLine()
{
    QFETCH(QByteArray, source);
    QFETCH(QByteArray, target);
    QFETCH(QString, told);
    const Folder folder;
    std::vector<SentencePair> pairs;
    const auto count = read(folder, source, target, EmptyLines::Refuse, pairs);
    QVERIFY(!count);
    QCOMPARE(count.error().code, ErrorCode::InvalidInput);
    QVERIFY2(message(count).contains(told), qPrintable(message(count)));
    QVERIFY(message(count).endsWith(u'.'));
}

void TestParallelText::emptyLinesAreLeftOutAndCounted()
{
    const Folder folder;
    std::vector<SentencePair> pairs;
    const auto count = read(folder, "a\n\nc\n\n", "x\ny\n\n\n", EmptyLines::LeaveOut, pairs);
    QVERIFY2(count, qPrintable(message(count)));
    QCOMPARE(count->pairs, 1U);
    QCOMPARE(count->leftOut, 3U);
}

void TestParallelText::failureOfTheUserEndsTheReading()
{
    const Folder folder;
    Job job;
    int seen = 0;
    const auto count = forEachPair(
        {folder.write("a.en", "a\nb\n"), folder.write("a.de", "a\nb\n"), {}},
        [&](SentencePair &&) -> Result<void> {
            ++seen;
            return failure(ErrorCode::Io, "full");
        },
        job);
    QVERIFY(!count);
    QCOMPARE(seen, 1);
    QCOMPARE(message(count), QStringLiteral("full"));
}

void TestParallelText::languageNamesAreSafeInFileNames()
{
    QVERIFY(isLanguageName("en"));
    QVERIFY(isLanguageName("zh_Hans-1"));
    for (const char *name : {"", "a.b", "a/b", "..", "ü", "en de"})
        QVERIFY2(!isLanguageName(name), name);
}

QTEST_GUILESS_MAIN(TestParallelText)
#include "tst_parallel_text.moc"
