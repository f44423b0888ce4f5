// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/corpus/corpus_import.h"
#include "core/corpus/corpus_statistics.h"
#include "core/corpus/fairseq_data.h"
#include "tests/core/corpus/corpus_fixtures.h"
#include "tests/support/data_folder.h"

using namespace auspex;
using namespace auspex::test;

class TestCorpus : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void wordsOfMosesFilesComeBack();
    void separateDictionariesHaveTheirOwnIds();
    void bpeCodesSegmentAndAreKept();
    void failureLeavesNothing();
    void existingFolderIsLeftAlone();
    void dataBinIsTakenOverTokenForToken();
    void damagedCorpusIsRefused_data();
    void damagedCorpusIsRefused();
    void statisticsCount();
    void bribriIsImportedWithSentencePiece();

private:
    static MosesImport tiny(const Folder &folder);
    Job m_job;
};

MosesImport TestCorpus::tiny(const Folder &folder)
{
    folder.write("train.en", "the cat sleeps\nthe dog sleeps\n");
    folder.write("train.de", "die Katze schläft\nder Hund schläft\n");
    folder.write("dev.en", "the bird sleeps\n");
    folder.write("dev.de", "der Vogel schläft\n");
    MosesImport import;
    import.sourceLanguage = "en";
    import.targetLanguage = "de";
    import.splits = {{"train", folder.path("train")}, { "valid", folder.path("dev") }};
    return import;
}

void TestCorpus::wordsOfMosesFilesComeBack()
{
    const Folder folder;
    const auto made = importMoses(tiny(folder), folder.path("corpus/"), m_job);
    QVERIFY2(made, qPrintable(message(made)));
    const auto corpus = openCorpus(folder.path("corpus"));
    QVERIFY2(corpus, qPrintable(message(corpus)));
    QCOMPARE(corpus->name, std::string("corpus"));
    QVERIFY(corpus->joined);
    QCOMPARE(corpus->source.dictionary.size(), 16U); // nine words and the special ones, padded
    QVERIFY(corpus->splits == made->splits);
    const auto pairs = readCorpusTokens(*corpus, "train");
    QVERIFY2(pairs, qPrintable(message(pairs)));
    QCOMPARE(pairs->size(), 2U);
    QCOMPARE(corpus->source.decode((*pairs)[1].source).value(), std::string("the dog sleeps"));
    QCOMPARE(corpus->target.decode((*pairs)[1].target).value(), std::string("der Hund schläft"));
    // Texts of valid are kept, though "bird" is unknown.
    const auto texts = readCorpusTexts(*corpus, "valid");
    QCOMPARE(texts->front().source, std::string("the bird sleeps"));
    QVERIFY(message(readCorpusTokens(*corpus, "tset"))
                .contains(QStringLiteral("has no split \"tset\"")));
}

void TestCorpus::separateDictionariesHaveTheirOwnIds()
{
    const Folder folder;
    MosesImport import = tiny(folder);
    import.vocabulary.joined = false;
    import.vocabulary.multiple = 1;
    const auto corpus = importMoses(import, folder.path("corpus"), m_job);
    QVERIFY2(corpus, qPrintable(message(corpus)));
    QVERIFY(!corpus->joined);
    QCOMPARE(corpus->source.dictionary.size(), 8U);
    QCOMPARE(corpus->target.dictionary.size(), 9U);
}

void TestCorpus::bpeCodesSegmentAndAreKept()
{
    const Folder folder;
    MosesImport import = tiny(folder);
    import.vocabulary.bpeCodes = {folder.write("codes", "#version: 0.2\nt h\nth e</w>\n")};
    QVERIFY(importMoses(import, folder.path("corpus"), m_job));
    const auto corpus = openCorpus(folder.path("corpus"));
    QVERIFY2(corpus, qPrintable(message(corpus)));
    const std::vector<std::string> parts = {"the", "c@@", "a@@", "t"};
    QVERIFY(corpus->source.symbols("the cat") == parts);
    QCOMPARE(corpus->source.decode(corpus->source.encode("the cat")).value(),
             std::string("the cat"));
}

void TestCorpus::failureLeavesNothing()
{
    const Folder folder;
    MosesImport import = tiny(folder);
    folder.write("dev.de", "der Vogel schläft\nzu viel\n");
    const std::size_t before = folder.entries();
    const auto made = importMoses(import, folder.path("corpus"), m_job);
    QVERIFY2(message(made).contains(QStringLiteral("has 1 lines and")), qPrintable(message(made)));
    QCOMPARE(folder.entries(), before);
    Job job;
    job.cancel();
    QCOMPARE(importMoses(tiny(folder), folder.path("corpus"), job).error().code,
             ErrorCode::Cancelled);
    QCOMPARE(folder.entries(), before);
}

void TestCorpus::existingFolderIsLeftAlone()
{
    const Folder folder;
    std::filesystem::create_directory(folder.path("corpus"));
    QVERIFY(importMoses(tiny(folder), folder.path("corpus"), m_job)); // an empty one is fine
    const auto again = importMoses(tiny(folder), folder.path("corpus"), m_job);
    QVERIFY2(message(again).contains(QStringLiteral("exists already")), qPrintable(message(again)));
    QVERIFY(openCorpus(folder.path("corpus")));
}

void TestCorpus::dataBinIsTakenOverTokenForToken()
{
    const Folder folder;
    folder.write("dict.en.txt", "a 3\nb@@ 2\nc 1\n");
    folder.write("dict.de.txt", "x 3\ny@@ 2\n");
    const TokenSentences source = {{5, 6, 4, 2}, {4, 2}};
    const TokenSentences target = {{5, 4, 2}, {4, 4, 2}};
    QVERIFY(writeFairseqData(folder.path("test.en-de.en"), source, FairseqFormat::Indexed, 7));
    QVERIFY(writeFairseqData(folder.path("test.en-de.de"), target, FairseqFormat::MemoryMapped, 6));
    const auto corpus = importDataBin({"bin", folder.path(""), {}, {}, {}, {}},
                                      folder.path("corpus"), m_job);
    QVERIFY2(corpus, qPrintable(message(corpus)));
    QVERIFY(!corpus->joined);
    const auto pairs = readCorpusTokens(*corpus, "test");
    QVERIFY(pairs->at(0).source == source[0]);
    QVERIFY(pairs->at(1).target == target[1]);
    const auto texts = readCorpusTexts(*corpus, "test");
    QVERIFY((texts->front() == SentencePair{"bc a", "yx"}));
}

void TestCorpus::damagedCorpusIsRefused_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("no JSON") << u"corpus.json"_qs << QByteArray("{");
    QTest::newRow("other JSON") << u"corpus.json"_qs << QByteArray("{\"format\": \"x\"}");
    QTest::newRow("dictionary") << u"dict.de.txt"_qs << QByteArray("a\n");
    QTest::newRow("other dictionary") << u"dict.de.txt"_qs << QByteArray("a 1\n");
    QTest::newRow("tokens") << u"train.safetensors"_qs << QByteArray("torn");
    QTest::newRow("texts") << u"valid.en"_qs << QByteArray("one\ntwo\n");
}

void TestCorpus::damagedCorpusIsRefused()
{
    QFETCH(QString, file);
    QFETCH(QByteArray, content);
    const Folder folder;
    QVERIFY(importMoses(tiny(folder), folder.path("corpus"), m_job));
    folder.write("corpus/" + file.toStdString(), content.toStdString());
    const auto corpus = openCorpus(folder.path("corpus"));
    const bool isFine = corpus && readCorpusTokens(*corpus, "train")
                        && readCorpusTexts(*corpus, "valid");
    QVERIFY(!isFine);
}

void TestCorpus::statisticsCount()
{
    const Folder folder;
    const auto corpus = importMoses(tiny(folder), folder.path("corpus"), m_job);
    const auto all = corpusStatistics(*corpus, m_job);
    QVERIFY2(all, qPrintable(message(all)));
    QCOMPARE(all->size(), 2U);
    const SideStatistics &train = all->front().source;
    QCOMPARE(train.tokens, 6);
    QCOMPARE(train.types, 4);
    QCOMPARE(train.unknown, 0);
    QCOMPARE(train.meanLength(), 3.0);
    QCOMPARE(train.lengthQuantile(0.5), 3);
    QVERIFY((train.histogram(2) == std::vector<std::int64_t>{0, 2}));
    QCOMPARE(all->back().source.unknownRate(), 1.0 / 3);
}

void TestCorpus::bribriIsImportedWithSentencePiece()
{
    AUSPEX_REQUIRE_DATA();
    const auto data = *dataFolder() / "corpora/bribri-spanish";
    const Folder folder;
    MosesImport import;
    import.sourceLanguage = "bzd";
    import.targetLanguage = "es";
    import.splits = {{"train", data / "train"}, { "valid", data / "dev" }};
    import.emptyLines = EmptyLines::LeaveOut;
    SentencePieceOptions training;
    training.pieces = 2000;
    import.vocabulary.trainSentencePiece = training;
    QVERIFY2(importMoses(import, folder.path("bribri"), m_job), "import");
    const auto corpus = openCorpus(folder.path("bribri"));
    QVERIFY2(corpus, qPrintable(message(corpus)));
    QVERIFY(corpus->joined);
    QCOMPARE(corpus->source.dictionary.size(), 2000U);
    const CorpusSplit *train = corpus->split("train");
    QCOMPARE(train->sentences + train->leftOut, 7508U);
    QCOMPARE(corpus->split("valid")->sentences, 994U);
    QCOMPARE(corpus->split("valid")->leftOut, 2U); // with an empty line
    const auto statistics = corpusStatistics(*corpus, m_job);
    QVERIFY(statistics->front().source.unknown == 0);
    // The pieces of a sentence give it back, but for what SentencePiece normalises.
    const auto texts = readCorpusTexts(*corpus, "valid");
    const auto pairs = readCorpusTokens(*corpus, "valid");
    int same = 0;
    for (std::size_t i = 0; i < texts->size(); ++i)
        same += corpus->target.decode((*pairs)[i].target).value() == (*texts)[i].target ? 1 : 0;
    QVERIFY2(same > 800, qPrintable(QString::number(same)));
}

QTEST_GUILESS_MAIN(TestCorpus)
#include "tst_corpus.moc"
