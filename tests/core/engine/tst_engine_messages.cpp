// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>
#include <limits>

#include <QtTest>

#include "core/engine/latency_messages.h"
#include "core/engine/protocol.h"
#include "core/engine/supernet_messages.h"

using namespace auspex;
using namespace auspex::engine;

namespace {

Architecture architecture(int embed)
{
    Architecture result;
    result.encoderEmbedDim = result.decoderEmbedDim = embed;
    result.encoder = {{96, 4}, {64, 2}};
    result.decoder = {{40, 2, 4, 1}};
    return result;
}

ScoreRequest scoreRequest()
{
    ScoreRequest request;
    request.supernet.weights = "/data/w.safetensors";
    request.supernet.shape.sourceVocabulary = 57;
    request.supernet.shape.targetVocabulary = 57;
    request.pairs = "/data/pairs.safetensors";
    request.architectures = {architecture(48), architecture(32)};
    request.options = {.labelSmoothing = 0.2,
                       .kernel = Kernel::OneDnnBFloat16,
                       .maxTokens = 77,
                       .sharesPrefixes = false,
                       .fusesOutput = false,
                       .roundsUnlikelyTokens = false,
                       .packsWeights = false,
                       .leavesOutPadding = false};
    request.device = "cuda:1";
    request.logits = "/out/l.safetensors";
    return request;
}

} // namespace

class TestEngineMessages : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void requestsComeBackAsTheyWere();
    void repliesComeBackAsTheyWere();
    void unknownMembersAreIgnoredAndMissingOnesHaveDefaults();
    void wrongMemberIsNamed_data();
    void wrongMemberIsNamed();
    void engineOfAnotherProtocolNeedsOnlySayItsNumber();
    void lossThatIsNoNumberIsNull();
};

void TestEngineMessages::requestsComeBackAsTheyWere()
{
    const ScoreRequest score = scoreRequest();
    const auto scoreBack = scoreRequestOf(nlohmann::json::parse(jsonOf(score).dump()));
    QVERIFY2(scoreBack, scoreBack ? "" : scoreBack.error().message.c_str());
    QVERIFY(*scoreBack == score);

    LatencyRequest latency;
    latency.shape = score.supernet.shape;
    latency.architectures = score.architectures;
    latency.options = {.sentenceLength = 23,
                       .hypotheses = 4,
                       .warmUps = 0,
                       .repetitions = 300,
                       .isTrainingMode = true,
                       .device = "cuda:0"};
    const auto latencyBack = latencyRequestOf(nlohmann::json::parse(jsonOf(latency).dump()));
    QVERIFY2(latencyBack, latencyBack ? "" : latencyBack.error().message.c_str());
    QVERIFY(*latencyBack == latency);

    GenerateRequest generate;
    generate.supernet = score.supernet;
    generate.pairs = score.pairs;
    generate.architectures = score.architectures;
    generate.options = {.beam = 5,
                        .lengthPenalty = 1.0,
                        .maxLengthA = 1.2,
                        .maxLengthB = 10,
                        .minLength = 2,
                        .kernel = Kernel::Blas,
                        .maxSentences = 99,
                        .roundsUnlikelyTokens = false};
    const auto generateBack = generateRequestOf(nlohmann::json::parse(jsonOf(generate).dump()));
    QVERIFY(generateBack);
    QVERIFY(*generateBack == generate);

    const ExtractRequest extract{score.supernet, architecture(48), "/out/s.safetensors"};
    const auto extractBack = extractRequestOf(nlohmann::json::parse(jsonOf(extract).dump()));
    QVERIFY(extractBack);
    QVERIFY(*extractBack == extract);
}

void TestEngineMessages::repliesComeBackAsTheyWere()
{
    ScoreReply score;
    score.kernel = Kernel::OneDnn;
    score.scores = {{{0.1 + 0.2, 1.0 / 3.0, 34}, 60432}};
    const auto scoreBack = scoreReplyOf(nlohmann::json::parse(jsonOf(score).dump()));
    QVERIFY(scoreBack);
    QVERIFY(scoreBack->scores == score.scores); // to the last bit
    QCOMPARE(scoreBack->kernel, Kernel::OneDnn);

    const auto notice = scoredNoticeOf(jsonOf(ScoredNotice{3, score.scores.front()}));
    QVERIFY(notice);
    QCOMPARE(notice->index, std::size_t{3});
    QVERIFY(notice->subnet == score.scores.front());

    GenerateReply generate;
    generate.hypotheses = {{{{{38, 20, 2}, -1.25}, {{2}, -2.5}}, {}}};
    const auto generateBack = generateReplyOf(nlohmann::json::parse(jsonOf(generate).dump()));
    QVERIFY(generateBack);
    QCOMPARE(generateBack->hypotheses.size(), std::size_t{1});
    QCOMPARE(generateBack->hypotheses[0].size(), std::size_t{2});
    QCOMPARE(generateBack->hypotheses[0][0][0].tokens, (std::vector<std::int32_t>{38, 20, 2}));
    QCOMPARE(generateBack->hypotheses[0][0][1].score, -2.5);

    const auto sentences = generatedNoticeOf(
        jsonOf(GeneratedNotice{1, {{4, generate.hypotheses[0][0]}}}));
    QVERIFY(sentences);
    QCOMPARE(sentences->index, std::size_t{1});
    QCOMPARE(sentences->sentences.at(0).sentence, std::size_t{4});
    QCOMPARE(sentences->sentences.at(0).hypotheses.size(), std::size_t{2});

    EngineInformation information{1, "0.1", "", {"cpu"}, 2, {{Kernel::Blas, true}}, {"a/b"}};
    nlohmann::json value = jsonOf(information);
    value["kernels"].push_back({{"name", "of the future"}, {"fast", true}});
    const auto informationBack = engineInformationOf(value);
    QVERIFY(informationBack);
    QCOMPARE(informationBack->threads, 2);
    QCOMPARE(informationBack->kernels.size(), std::size_t{1});
    QVERIFY(informationBack->kernels[0].isFast);
    QVERIFY(informationBack->libtorch.empty());
}

void TestEngineMessages::unknownMembersAreIgnoredAndMissingOnesHaveDefaults()
{
    nlohmann::json value = jsonOf(scoreRequest());
    value["new"] = {1, 2};
    value["options"] = {{"new", true}};
    value.erase("device");
    value.erase("logits");
    const auto request = scoreRequestOf(value);
    QVERIFY(request);
    QVERIFY(request->options == ScoringOptions());
    QCOMPARE(request->device, std::string("cpu"));
    QVERIFY(request->logits.empty());
}

void TestEngineMessages::wrongMemberIsNamed_data()
{
    QTest::addColumn<QByteArray>("pointer");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QByteArray>("sentence");
    QTest::newRow("text") << QByteArray("/pairs") << QByteArray("7")
                          << QByteArray("\"pairs\" of supernet/score must be a text");
    QTest::newRow("list") << QByteArray("/architectures") << QByteArray("{}")
                          << QByteArray("\"architectures\" of supernet/score must be a list");
    QTest::newRow("architecture") << QByteArray("/architectures/1") << QByteArray("{}")
                                  << QByteArray("Architecture 1 of supernet/score");
    QTest::newRow("weights") << QByteArray("/supernet/weights") << QByteArray("\"\"")
                             << QByteArray("\"weights\" of the supernet of supernet/score");
    QTest::newRow("shape") << QByteArray("/supernet/shape") << QByteArray("{}")
                           << QByteArray("supernet");
    QTest::newRow("flag") << QByteArray("/options/fuses_output") << QByteArray("1")
                          << QByteArray(
                                 "\"fuses_output\" of the options of supernet/score must be");
    QTest::newRow("range") << QByteArray("/options/max_tokens") << QByteArray("0")
                           << QByteArray("\"max_tokens\"");
    QTest::newRow("huge") << QByteArray("/options/max_tokens") << QByteArray("18446744073709551615")
                          << QByteArray("\"max_tokens\"");
    QTest::newRow("fraction") << QByteArray("/options/max_tokens") << QByteArray("1.5")
                              << QByteArray("must be a whole number and is a fraction");
    QTest::newRow("smoothing") << QByteArray("/options/label_smoothing") << QByteArray("null")
                               << QByteArray("\"label_smoothing\"");
    QTest::newRow("kernel") << QByteArray("/options/kernel") << QByteArray("\"abacus\"")
                            << QByteArray("\"abacus\"");
}

void TestEngineMessages::wrongMemberIsNamed()
{
    QFETCH(QByteArray, pointer);
    QFETCH(QByteArray, value);
    QFETCH(QByteArray, sentence);
    nlohmann::json request = jsonOf(scoreRequest());
    request[nlohmann::json::json_pointer(pointer.toStdString())] = nlohmann::json::parse(
        value.toStdString());
    const auto decoded = scoreRequestOf(request);
    QVERIFY(!decoded);
    QCOMPARE(decoded.error().code, ErrorCode::InvalidInput);
    QVERIFY2(decoded.error().message.find(sentence.toStdString()) != std::string::npos,
             decoded.error().message.c_str());
}

void TestEngineMessages::engineOfAnotherProtocolNeedsOnlySayItsNumber()
{
    const auto information = engineInformationOf({{"protocol", 2}, {"threads", "many"}});
    QVERIFY(information);
    QCOMPARE(information->protocol, 2);
    QVERIFY(!engineInformationOf({{"protocol", 1}}));
}

void TestEngineMessages::lossThatIsNoNumberIsNull()
{
    ScoreReply reply;
    reply.scores = {{{std::numeric_limits<double>::quiet_NaN(), 1.0, 2}, 3}};
    const auto back = scoreReplyOf(nlohmann::json::parse(jsonOf(reply).dump()));
    QVERIFY(back);
    QVERIFY(std::isnan(back->scores[0].score.nllSum));
}

QTEST_GUILESS_MAIN(TestEngineMessages)
#include "tst_engine_messages.moc"
