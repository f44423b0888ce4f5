// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/corpus/demo_task.h"
#include "core/corpus/text_codec.h"
#include "core/tensors/token_batch.h"
#include "tests/core/corpus/corpus_fixtures.h"

using namespace auspex;
using namespace auspex::test;

namespace {

std::vector<std::string> someText()
{
    std::vector<std::string> sentences;
    for (std::uint64_t i = 0; i < 600; ++i)
        sentences.push_back(demoPair(3, i).target);
    return sentences;
}

} // namespace

class TestSentencePiece : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void trainedModelHasOurIdsAndUndoesItself_data();
    void trainedModelHasOurIdsAndUndoesItself();
    void sameTextGivesTheSameModel();
    void impossibleVocabularyIsRefused();
    void foreignFileIsRefused();
    void sampleKeepsSoMany();
};

void TestSentencePiece::trainedModelHasOurIdsAndUndoesItself_data()
{
    QTest::addColumn<int>("model");
    QTest::newRow("unigram") << static_cast<int>(PieceModel::Unigram);
    QTest::newRow("bpe") << static_cast<int>(PieceModel::Bpe);
}

void TestSentencePiece::trainedModelHasOurIdsAndUndoesItself()
{
    QFETCH(int, model);
    const std::vector<std::string> text = someText();
    SentencePieceOptions options;
    options.model = static_cast<PieceModel>(model);
    options.pieces = 400;
    const auto trained = SentencePiece::train(options, text);
    QVERIFY2(trained, qPrintable(message(trained)));
    TextCodec codec;
    codec.segmentation = Segmentation::SentencePiece;
    codec.model = *trained;
    codec.dictionary = trained->dictionary().value();
    QCOMPARE(codec.dictionary.size(), 400U);
    for (const std::string &sentence : text) {
        const std::vector<std::int32_t> ids = codec.encode(sentence);
        QCOMPARE(ids.back(), endToken);
        QVERIFY(std::find(ids.begin(), ids.end(), unknownToken) == ids.end());
        QCOMPARE(codec.decode(ids).value(), sentence);
    }
    const auto again = SentencePiece::parse(trained->bytes(), "again");
    QVERIFY(again->segmented(text[0]) == trained->segmented(text[0]));
}

void TestSentencePiece::sameTextGivesTheSameModel()
{
    const std::vector<std::string> text = someText();
    SentencePieceOptions options;
    options.pieces = 300;
    QVERIFY(SentencePiece::train(options, text)->bytes()
            == SentencePiece::train(options, text)->bytes());
}

void TestSentencePiece::impossibleVocabularyIsRefused()
{
    const std::vector<std::string> text = {"abc", "abd"};
    SentencePieceOptions options;
    options.pieces = 5000;
    const auto large = SentencePiece::train(options, text);
    QVERIFY2(message(large).startsWith(QStringLiteral("No SentencePiece model of 5000 pieces")),
             qPrintable(message(large)));
    options.pieces = 5;
    QVERIFY(!SentencePiece::train(options, text));
    options.pieces = 3;
    QVERIFY(!SentencePiece::train(options, text));
    options.pieces = 10;
    QVERIFY(!SentencePiece::train(options, {}));
}

void TestSentencePiece::foreignFileIsRefused()
{
    for (const std::string &bytes :
         {std::string(), std::string("no model"), std::string(1000, '\x7f')}) {
        const auto model = SentencePiece::parse(bytes, "m.model");
        QVERIFY2(message(model).contains(QStringLiteral("m.model cannot be used")),
                 qPrintable(message(model)));
    }
}

void TestSentencePiece::sampleKeepsSoMany()
{
    SentenceSample sample(10, 1);
    for (int i = 0; i < 1000; ++i)
        sample.add(std::to_string(i));
    QCOMPARE(sample.sentences().size(), 10U);
    int late = 0;
    for (const std::string &sentence : sample.sentences())
        late += std::stoi(sentence) >= 10 ? 1 : 0;
    QVERIFY(late >= 8);
}

QTEST_GUILESS_MAIN(TestSentencePiece)
#include "tst_sentence_piece.moc"
