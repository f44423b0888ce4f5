// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/corpus/bpe_codes.h"
#include "tests/core/corpus/corpus_fixtures.h"

using namespace auspex;
using namespace auspex::test;
using Words = std::vector<std::string>;

namespace {

constexpr const char *codes02 = "#version: 0.2\nl o\nlo w</w>\ne r</w>\nn e\nlo w\nw er</w>\na a\n"
                                "aa a</w>\nü ß\n";
constexpr const char *codes01 = "l o\nlo w\ne r\ner </w>\nlow </w>\na a\naa </w>\nn e\n";

} // namespace

class TestBpeCodes : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void wordsAreSegmentedAsBySubwordNmt_data();
    void wordsAreSegmentedAsBySubwordNmt();
    void firstOfEqualMergesCounts();
    void badFilesAreNamed_data();
    void badFilesAreNamed();
    void partsJoinToWords();
};

void TestBpeCodes::wordsAreSegmentedAsBySubwordNmt_data()
{
    // What subword-nmt 0.3.8 gives for these codes.
    QTest::addColumn<QString>("codes");
    QTest::addColumn<QString>("word");
    QTest::addColumn<QString>("parts");
    const auto row = [](const char *codes, const QString &word, const QString &parts) {
        QTest::addRow("%s %s", codes == codes02 ? "0.2" : "0.1", qPrintable(word))
            << QString::fromUtf8(codes) << word << parts;
    };
    row(codes02, u"low"_qs, u"low"_qs);
    row(codes02, u"lower"_qs, u"low@@ er"_qs);
    row(codes02, u"newer"_qs, u"ne@@ wer"_qs);
    row(codes02, u"slow"_qs, u"s@@ low"_qs);
    row(codes02, u"aaaaa"_qs, u"aa@@ aaa"_qs);
    row(codes02, u"aaaa"_qs, u"aa@@ a@@ a"_qs);
    row(codes02, u"üßü"_qs, u"üß@@ ü"_qs);
    row(codes02, u"a"_qs, u"a"_qs);
    row(codes02, u"lowlow"_qs, u"low@@ low"_qs);
    row(codes01, u"low"_qs, u"low"_qs);
    row(codes01, u"lower"_qs, u"low@@ er"_qs);
    row(codes01, u"newer"_qs, u"ne@@ w@@ er"_qs);
    row(codes01, u"aaaaa"_qs, u"aa@@ aa@@ a"_qs);
    row(codes01, u"aaaa"_qs, u"aa@@ aa"_qs);
    row(codes01, u"üßü"_qs, u"ü@@ ß@@ ü"_qs);
}

void TestBpeCodes::wordsAreSegmentedAsBySubwordNmt()
{
    QFETCH(QString, codes);
    QFETCH(QString, word);
    QFETCH(QString, parts);
    const auto read = BpeCodes::parse(codes.toStdString(), "codes");
    QVERIFY2(read, qPrintable(message(read)));
    for (int time = 0; time < 2; ++time) { // the second time it is known
        QStringList made;
        for (const std::string &part : read->segmented(Words{word.toStdString()}))
            made.append(QString::fromStdString(part));
        QCOMPARE(made.join(u' '), parts);
    }
}

void TestBpeCodes::firstOfEqualMergesCounts()
{
    const auto codes = BpeCodes::parse("#version: 0.2.0\na b\nb c</w>\na b\n", "codes");
    QVERIFY2(codes, qPrintable(message(codes)));
    QCOMPARE(codes->size(), 2U);
    QVERIFY((codes->segmented(Words{"abc"}) == Words{"ab@@", "c"}));
}

void TestBpeCodes::badFilesAreNamed_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("told");
    QTest::newRow("three symbols")
        << QByteArray("a b\na b c\n") << QStringLiteral("Line 2 of the BPE");
    QTest::newRow("one symbol") << QByteArray("#version: 0.2\nab\n")
                                << QStringLiteral("is \"ab\", not two");
    QTest::newRow("version") << QByteArray("#version: 0.3\na b\n")
                             << QStringLiteral("neither 0.1 nor 0.2");
    QTest::newRow("no UTF-8") << QByteArray("a \xff\n") << QStringLiteral("not UTF-8");
    QTest::newRow("nothing") << QByteArray("#version: 0.2\n") << QStringLiteral("hold no merge");
    QTest::newRow("empty") << QByteArray() << QStringLiteral("hold no merge");
}

void TestBpeCodes::badFilesAreNamed()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, told);
    const auto codes = BpeCodes::parse(text.toStdString(), "bpe.codes");
    QVERIFY(!codes);
    QVERIFY2(message(codes).contains(told), qPrintable(message(codes)));
}

void TestBpeCodes::partsJoinToWords()
{
    QVERIFY((joinedBpe(Words{"lo@@", "w@@", "er", "a", "b@@"}) == Words{"lower", "a", "b"}));
    QVERIFY(joinedBpe(Words{"@@"}).empty());
}

QTEST_GUILESS_MAIN(TestBpeCodes)
#include "tst_bpe_codes.moc"
