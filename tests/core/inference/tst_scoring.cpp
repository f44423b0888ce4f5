// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>
#include <map>
#include <thread>

#include <QtTest>

#include "core/inference/matrix_product.h"
#include "core/inference/score.h"
#include "tests/support/random_supernet.h"

using namespace auspex;

namespace {

std::vector<SubnetScore> scored(const SupernetWeights &weights, std::span<const TokenPair> pairs,
                                std::span<const Architecture> architectures,
                                const ScoringOptions &options = {})
{
    Job job;
    auto scores = scoreSubnets(weights, pairs, architectures, options, job);
    if (!scores)
        qFatal("%s", scores.error().message.c_str());
    return std::move(*scores);
}

} // namespace

class TestScoring : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aScoreIsTheSameToTheBitWhicheverOthersAreScored_data()
    {
        QTest::addColumn<int>("mixture");
        QTest::newRow("HAT") << static_cast<int>(Mixture::None);
        QTest::newRow("layer-wise") << static_cast<int>(Mixture::LayerWise);
        QTest::newRow("neuron-wise") << static_cast<int>(Mixture::NeuronWise);
    }
    void aScoreIsTheSameToTheBitWhicheverOthersAreScored()
    {
        QFETCH(int, mixture);
        const SupernetWeights weights = test::smallSupernet(static_cast<Mixture>(mixture));
        const std::vector<TokenPair> pairs = test::randomPairs(weights.shape, 40, 12, 5);
        std::vector<Architecture> architectures = test::smallSubnets(40);
        // Relatives, so that prefixes of several lengths are shared: another decoder, another last
        // encoder layer, another FFN in the decoder's last layer.
        Architecture relative = architectures[0];
        relative.decoder = architectures[1].decoder;
        architectures.push_back(relative);
        relative = architectures[0];
        relative.encoder.back().ffnDim = relative.encoder.back().ffnDim == 40 ? 64 : 40;
        architectures.push_back(relative);
        relative = architectures[0];
        relative.decoder.back().ffnDim = relative.decoder.back().ffnDim == 40 ? 64 : 40;
        architectures.push_back(relative);
        ScoringOptions options;
        options.maxTokens = 256; // two blocks
        const std::vector<SubnetScore> together = scored(weights, pairs, architectures, options);
        for (std::size_t i = 0; i < architectures.size(); ++i) {
            const SubnetScore alone
                = scored(weights, pairs, {&architectures[i], 1}, options).front();
            QVERIFY(alone == together[i]);
        }
        std::vector<Architecture> reversed(architectures.rbegin(), architectures.rend());
        const std::vector<SubnetScore> again = scored(weights, pairs, reversed, options);
        for (std::size_t i = 0; i < again.size(); ++i)
            QVERIFY(again[i] == together[together.size() - 1 - i]);
    }

    void optimisationsChangeNothingButRounding()
    {
        const SupernetWeights weights = test::smallSupernet();
        const std::vector<TokenPair> pairs = test::randomPairs(weights.shape, 30, 14, 6);
        const std::vector<Architecture> architectures = test::smallSubnets(6);
        ScoringOptions plain;
        plain.kernel = Kernel::Blas;
        plain.sharesPrefixes = plain.fusesOutput = plain.roundsUnlikelyTokens = false;
        plain.packsWeights = plain.leavesOutPadding = false;
        const std::vector<SubnetScore> expected = scored(weights, pairs, architectures, plain);
        bool ScoringOptions::*const switches[] = {
            &ScoringOptions::sharesPrefixes, &ScoringOptions::fusesOutput,
            &ScoringOptions::roundsUnlikelyTokens, &ScoringOptions::packsWeights,
            &ScoringOptions::leavesOutPadding};
        for (const Kernel kernel : {Kernel::Blas, Kernel::OneDnn}) {
            for (std::size_t off = 0; off <= std::size(switches); ++off) {
                ScoringOptions options;
                options.kernel = kernel;
                if (off < std::size(switches))
                    options.*switches[off] = false;
                const std::vector<SubnetScore> scores = scored(weights, pairs, architectures,
                                                               options);
                for (std::size_t i = 0; i < scores.size(); ++i) {
                    QCOMPARE(scores[i].tokens, expected[i].tokens);
                    QVERIFY(std::abs(scores[i].nllSum / expected[i].nllSum - 1.0) < 3e-6);
                    QVERIFY(
                        std::abs(scores[i].labelSmoothedLossSum / expected[i].labelSmoothedLossSum
                                 - 1.0)
                        < 3e-6);
                }
            }
        }
    }

    void equalArchitecturesAreReportedEach()
    {
        const SupernetWeights weights = test::smallSupernet();
        const std::vector<TokenPair> pairs = test::randomPairs(weights.shape, 10, 9, 2);
        std::vector<Architecture> architectures = test::smallSubnets(35); // more than a group
        architectures.push_back(architectures[4]);
        std::map<std::size_t, SubnetScore> heard;
        std::vector<std::int64_t> progress;
        Job job([&](const JobProgress &now) { progress.push_back(now.done); });
        const auto scores = scoreSubnets(weights, pairs, architectures, {}, job,
                                         [&](std::size_t index, const SubnetScore &score) {
                                             QVERIFY(heard.emplace(index, score).second);
                                         });
        QVERIFY(scores);
        QCOMPARE(heard.size(), architectures.size());
        for (std::size_t i = 0; i < scores->size(); ++i)
            QVERIFY(heard.at(i) == (*scores)[i]);
        QVERIFY((*scores)[4] == scores->back());
        QVERIFY(std::is_sorted(progress.begin(), progress.end()));
        QCOMPARE(progress.back(), static_cast<std::int64_t>(architectures.size()));
    }

    void whatCannotBeScoredIsNamed()
    {
        const SupernetWeights weights = test::smallSupernet();
        std::vector<TokenPair> pairs = test::randomPairs(weights.shape, 3, 9, 2);
        std::vector<Architecture> architectures = test::smallSubnets(2);
        Job job;
        architectures[1].decoder[0].ffnDim = 200;
        auto scores = scoreSubnets(weights, pairs, architectures, {}, job);
        QVERIFY(!scores);
        QVERIFY2(scores.error().message.find("an encoder FFN dimension") == std::string::npos
                     && scores.error().message.find(
                            "a decoder FFN dimension of 200, but the supernet has only 96")
                            != std::string::npos,
                 scores.error().message.c_str());
        pairs[2].source[0] = test::smallVocabulary;
        scores = scoreSubnets(weights, pairs, test::smallSubnets(1), {}, job);
        QVERIFY(!scores);
        QVERIFY2(scores.error().message.starts_with("Sentence 3 has a source token"),
                 scores.error().message.c_str());
    }

    void aCancelledJobEndsSoon()
    {
        const SupernetWeights weights = test::smallSupernet();
        const std::vector<TokenPair> pairs = test::randomPairs(weights.shape, 10, 9, 2);
        std::size_t heard = 0;
        Job job;
        const auto scores = scoreSubnets(weights, pairs, test::smallSubnets(30), {}, job,
                                         [&](std::size_t, const SubnetScore &) {
                                             if (++heard == 3)
                                                 job.cancel();
                                         });
        QVERIFY(!scores);
        QCOMPARE(scores.error().code, ErrorCode::Cancelled);
        QCOMPARE(heard, std::size_t{3});
    }

    /// OpenMP has a number of threads for each thread: a worker once used more than had been asked
    /// for.
    void workersUseTheThreadsThatWereAskedFor()
    {
        const SupernetWeights weights = test::smallSupernet();
        const std::vector<TokenPair> pairs = test::randomPairs(weights.shape, 10, 9, 2);
        const std::vector<Architecture> architectures = test::smallSubnets(3);
        const int before = inferenceThreads();
        setInferenceThreads(1);
        std::vector<SubnetScore> inWorker;
        std::thread([&] { inWorker = scored(weights, pairs, architectures); }).join();
        QVERIFY(inWorker == scored(weights, pairs, architectures));
        setInferenceThreads(before);
    }

    void noSentencesGiveNoTokens()
    {
        const SupernetWeights weights = test::smallSupernet();
        const std::vector<SubnetScore> scores = scored(weights, {}, test::smallSubnets(2));
        QCOMPARE(scores.size(), std::size_t{2});
        QCOMPARE(scores[0].tokens, std::int64_t{0});
    }
};

QTEST_APPLESS_MAIN(TestScoring)
#include "tst_scoring.moc"
