// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/corpus/fairseq_data.h"
#include "tests/core/corpus/corpus_fixtures.h"

using namespace auspex;
using namespace auspex::test;

namespace {

const TokenSentences sentences = {{4, 5, 2}, {2}, {300, 4, 7, 2}};

QByteArray hex(const std::string &bytes)
{
    return QByteArray::fromStdString(bytes).toHex();
}

} // namespace

class TestFairseqData : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void bytesAreThoseOfFairseq();
    void bothFormatsReadBack_data();
    void bothFormatsReadBack();
    void everyDamageIsRefused_data();
    void everyDamageIsRefused();
    void tokensOutsideTheDictionaryAreRefused();
    void folderIsSearched();
};

void TestFairseqData::bytesAreThoseOfFairseq()
{
    // Written down from the layout in numpy's types, field by field.
    const TokenSentences one = {{4, 2}};
    const FairseqFiles indexed = fairseqData(one, FairseqFormat::Indexed, 10);
    QCOMPARE(hex(indexed.index), QByteArray("544e544944580000"
                                            "0100000000000000"
                                            "0400000000000000"
                                            "0400000000000000"
                                            "0100000000000000"
                                            "0100000000000000"
                                            "0000000000000000"
                                            "0100000000000000"
                                            "0000000000000000"
                                            "0200000000000000"
                                            "0200000000000000"));
    QCOMPARE(hex(indexed.data), QByteArray("0500000003000000"));
    const FairseqFiles mapped = fairseqData(one, FairseqFormat::MemoryMapped, 10);
    QCOMPARE(hex(mapped.index), QByteArray("4d4d494449445800"
                                           "00"
                                           "0100000000000000"
                                           "08"
                                           "0100000000000000"
                                           "02000000"
                                           "0000000000000000"));
    QCOMPARE(hex(mapped.data), QByteArray("04000200"));
    QCOMPARE(fairseqData(one, FairseqFormat::MemoryMapped, 65'500).data.size(), 8U);
}

void TestFairseqData::bothFormatsReadBack_data()
{
    QTest::addColumn<int>("format");
    QTest::addColumn<int>("symbols");
    for (const int symbols : {400, 70'000}) {
        QTest::addRow("indexed %d", symbols) << static_cast<int>(FairseqFormat::Indexed) << symbols;
        QTest::addRow("mapped %d", symbols)
            << static_cast<int>(FairseqFormat::MemoryMapped) << symbols;
    }
}

void TestFairseqData::bothFormatsReadBack()
{
    QFETCH(int, format);
    QFETCH(int, symbols);
    const Folder folder;
    const auto size = static_cast<std::size_t>(symbols);
    const auto prefix = folder.path("train.en-de.en");
    QVERIFY(writeFairseqData(prefix, sentences, static_cast<FairseqFormat>(format), size));
    const auto read = readFairseqData(prefix, size);
    QVERIFY2(read, qPrintable(message(read)));
    QVERIFY(*read == sentences);
}

void TestFairseqData::everyDamageIsRefused_data()
{
    QTest::addColumn<int>("format");
    QTest::newRow("indexed") << static_cast<int>(FairseqFormat::Indexed);
    QTest::newRow("mapped") << static_cast<int>(FairseqFormat::MemoryMapped);
}

void TestFairseqData::everyDamageIsRefused()
{
    QFETCH(int, format);
    const FairseqFiles files = fairseqData(sentences, static_cast<FairseqFormat>(format), 400);
    for (std::size_t length = 0; length < files.index.size(); ++length)
        QVERIFY(!parseFairseqData(std::string_view(files.index).substr(0, length), files.data, 400,
                                  "x"));
    for (std::size_t length = 0; length < files.data.size(); ++length)
        QVERIFY(!parseFairseqData(files.index, std::string_view(files.data).substr(0, length), 400,
                                  "x"));
    QVERIFY(!parseFairseqData(files.index + '\0', files.data, 400, "x"));
    QVERIFY(!parseFairseqData(files.index, files.data + std::string(4, '\0'), 400, "x"));
    // No byte of the index is without a meaning: any other value is refused.
    for (std::size_t at = 0; at < files.index.size(); ++at) {
        FairseqFiles changed = files;
        changed.index[at] = static_cast<char>(changed.index[at] + 1);
        QVERIFY2(!parseFairseqData(changed.index, changed.data, 400, "x"),
                 qPrintable(QString::number(at)));
    }
}

void TestFairseqData::tokensOutsideTheDictionaryAreRefused()
{
    const FairseqFiles files = fairseqData(sentences, FairseqFormat::Indexed, 400);
    const auto small = parseFairseqData(files.index, files.data, 300, "train");
    QVERIFY2(
        message(small).contains(QStringLiteral("train, sentence 3, holds a token that is not among "
                                               "the 300 of its dictionary")),
        qPrintable(message(small)));
    const TokenSentences open = {{4, 5}};
    const FairseqFiles noEnd = fairseqData(open, FairseqFormat::MemoryMapped, 400);
    QVERIFY(message(parseFairseqData(noEnd.index, noEnd.data, 400, "t"))
                .contains(QStringLiteral("does not end with the end token")));
}

void TestFairseqData::folderIsSearched()
{
    const Folder folder;
    QVERIFY(!findDataBin(folder.path("none"), {}, {}));
    for (const char *name : {"test.en-de.en", "test.en-de.de", "train.en-de.en", "train.en-de.de"})
        QVERIFY(writeFairseqData(folder.path(name), sentences, FairseqFormat::Indexed, 400));
    const auto incomplete = findDataBin(folder.path(""), {}, {});
    QVERIFY2(message(incomplete).contains(QStringLiteral("lacks dict.en.txt")),
             qPrintable(message(incomplete)));
    folder.write("dict.en.txt", "a 1\n");
    folder.write("dict.de.txt", "a 1\n");
    const auto found = findDataBin(folder.path(""), {}, {});
    QVERIFY2(found, qPrintable(message(found)));
    QCOMPARE(found->source, std::string("en"));
    QCOMPARE(found->target, std::string("de"));
    QVERIFY((found->splits == std::vector<std::string>{"train", "test"}));
    QVERIFY(!findDataBin(folder.path(""), "de", "en"));
}

QTEST_GUILESS_MAIN(TestFairseqData)
#include "tst_fairseq_data.moc"
