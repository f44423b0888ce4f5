// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>

#include <QtTest>

#include "core/inference/generate.h"
#include "tests/support/random_supernet.h"

using namespace auspex;

namespace {

BeamOptions shortOptions()
{
    BeamOptions options;
    options.maxLengthB = 9;
    return options;
}

std::vector<std::vector<Hypotheses>> generated(const SupernetWeights &weights,
                                               std::span<const TokenPair> pairs,
                                               std::span<const Architecture> architectures,
                                               const BeamOptions &options)
{
    Job job;
    auto found = generate(weights, pairs, architectures, options, job);
    if (!found)
        qFatal("%s", found.error().message.c_str());
    return std::move(*found);
}

/// The same tokens, and scores that differ by `tolerance` at most.
void compare(const std::vector<Hypotheses> &found, const std::vector<Hypotheses> &expected,
             double tolerance)
{
    QCOMPARE(found.size(), expected.size());
    for (std::size_t sentence = 0; sentence < found.size(); ++sentence) {
        QCOMPARE(found[sentence].size(), expected[sentence].size());
        for (std::size_t rank = 0; rank < found[sentence].size(); ++rank) {
            QCOMPARE(found[sentence][rank].tokens, expected[sentence][rank].tokens);
            const double difference = found[sentence][rank].score - expected[sentence][rank].score;
            QVERIFY2(std::abs(difference) <= tolerance, std::to_string(1e6 * difference).c_str());
        }
    }
}

} // namespace

class TestGeneration : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void hypothesesDoNotDependOnTheBatch()
    {
        const SupernetWeights weights = test::smallSupernet();
        const std::vector<TokenPair> pairs = test::randomPairs(weights.shape, 11, 12, 5);
        const std::vector<Architecture> architectures = test::smallSubnets(2);
        const auto expected = generated(weights, pairs, architectures, shortOptions());
        for (const int sentences : {1, 5}) {
            BeamOptions options = shortOptions();
            options.maxSentences = sentences;
            const auto found = generated(weights, pairs, architectures, options);
            for (std::size_t i = 0; i < found.size(); ++i)
                compare(found[i], expected[i], 0.0);
        }
    }

    void hypothesesDoNotDependOnTheOtherSubnets_data()
    {
        QTest::addColumn<int>("mixture");
        QTest::newRow("HAT") << static_cast<int>(Mixture::None);
        QTest::newRow("layer-wise") << static_cast<int>(Mixture::LayerWise);
        QTest::newRow("neuron-wise") << static_cast<int>(Mixture::NeuronWise);
    }
    void hypothesesDoNotDependOnTheOtherSubnets()
    {
        QFETCH(int, mixture);
        const SupernetWeights weights = test::smallSupernet(static_cast<Mixture>(mixture));
        const std::vector<TokenPair> pairs = test::randomPairs(weights.shape, 6, 9, 5);
        const std::vector<Architecture> architectures = test::smallSubnets(4);
        const auto together = generated(weights, pairs, architectures, shortOptions());
        for (std::size_t i = 0; i < architectures.size(); ++i)
            compare(generated(weights, pairs, {&architectures[i], 1}, shortOptions()).front(),
                    together[i], 0.0);
    }

    void roundingUnlikelyTokensChangesNothing()
    {
        const SupernetWeights weights = test::smallSupernet();
        const std::vector<TokenPair> pairs = test::randomPairs(weights.shape, 8, 12, 5);
        const std::vector<Architecture> architectures = test::smallSubnets(2);
        for (const int beam : {1, 4, 40}) {
            BeamOptions options = shortOptions();
            options.beam = beam;
            const auto found = generated(weights, pairs, architectures, options);
            options.roundsUnlikelyTokens = false;
            const auto expected = generated(weights, pairs, architectures, options);
            for (std::size_t i = 0; i < found.size(); ++i)
                compare(found[i], expected[i], 3e-5);
        }
    }

    void progressCountsTheSentencesOfAllSubnetsABatchAtATime()
    {
        const SupernetWeights weights = test::smallSupernet();
        const std::vector<TokenPair> pairs = test::randomPairs(weights.shape, 7, 9, 2);
        BeamOptions options = shortOptions();
        options.maxSentences = 3;
        std::vector<JobProgress> heard;
        std::vector<std::size_t> sentences(2, 0);
        Job job([&](const JobProgress &now) { heard.push_back(now); });
        const auto found = generate(
            weights, pairs, test::smallSubnets(2), options, job,
            [&](std::size_t architecture, std::size_t sentence, const Hypotheses &hypotheses) {
                QVERIFY(sentence < pairs.size());
                QCOMPARE(hypotheses.size(), std::size_t{4});
                ++sentences.at(architecture);
            });
        QVERIFY(found);
        QCOMPARE(sentences, (std::vector<std::size_t>{7, 7}));
        std::vector<std::int64_t> done;
        for (const JobProgress &now : heard) {
            QCOMPARE(now.total, std::int64_t{14});
            QCOMPARE(now.unit, std::string("sentences"));
            done.push_back(now.done);
        }
        QCOMPARE(done, (std::vector<std::int64_t>{0, 3, 6, 7, 10, 13, 14}));
        QCOMPARE(heard[1].message, std::string("Translating with subnet 1 of 2"));
        QCOMPARE(heard[4].message, std::string("Translating with subnet 2 of 2"));
    }

    void aCancelledJobEndsSoon()
    {
        const SupernetWeights weights = test::smallSupernet();
        const std::vector<TokenPair> pairs = test::randomPairs(weights.shape, 9, 9, 2);
        BeamOptions options = shortOptions();
        options.maxSentences = 2;
        std::size_t heard = 0;
        Job job;
        const auto found = generate(weights, pairs, test::smallSubnets(3), options, job,
                                    [&](std::size_t, std::size_t, const Hypotheses &) {
                                        if (++heard == 4)
                                            job.cancel();
                                    });
        QVERIFY(!found);
        QCOMPARE(found.error().code, ErrorCode::Cancelled);
        QCOMPARE(heard, std::size_t{4});
    }

    void whatCannotBeTranslatedIsNamed()
    {
        const SupernetWeights weights = test::smallSupernet();
        const std::vector<TokenPair> pairs = test::randomPairs(weights.shape, 2, 9, 2);
        std::vector<Architecture> architectures = test::smallSubnets(2);
        architectures[1].decoder[0].ffnDim = 200;
        Job job;
        auto found = generate(weights, pairs, architectures, shortOptions(), job);
        QVERIFY(!found);
        QVERIFY(found.error().message.find("a decoder FFN dimension of 200") != std::string::npos);
        BeamOptions options = shortOptions();
        options.beam = 0;
        found = generate(weights, pairs, test::smallSubnets(1), options, job);
        QVERIFY(!found);
        QCOMPARE(found.error().message,
                 std::string("A beam of 0 is not possible; choose 1 to 1000."));
    }
};

QTEST_APPLESS_MAIN(TestGeneration)
#include "tst_generation.moc"
