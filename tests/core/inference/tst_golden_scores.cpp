// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>

#include <QtTest>

#include "core/inference/score.h"
#include "core/tensors/safetensors.h"
#include "tests/support/closeness.h"
#include "tests/support/data_folder.h"
#include "tests/support/golden_set.h"

using namespace auspex;
using auspex::test::isClose;

/// Losses, logits and parameter counts against those of the reference models themselves.
class TestGoldenScores : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        AUSPEX_REQUIRE_DATA();
        for (test::GoldenSet &set : test::goldenSets()) {
            if (set.cases().at(0).contains("nll_sum"))
                m_sets.push_back(std::move(set));
        }
        QVERIFY(m_sets.size() >= 3);
    }

    void lossesAreThoseOfTheReference_data() { addKernels(); }
    void lossesAreThoseOfTheReference()
    {
        QFETCH(int, kernel);
        for (const test::GoldenSet &set : m_sets) {
            const Result<SupernetWeights> weights = loadSupernet(set.shape, set.weights);
            QVERIFY2(weights, weights ? "" : weights.error().message.c_str());
            ScoringOptions options;
            options.kernel = static_cast<Kernel>(kernel);
            options.labelSmoothing = set.json.at("label_smoothing").get<double>();
            for (const bool isPlain : {false, true}) {
                options.sharesPrefixes = !isPlain;
                options.fusesOutput = !isPlain;
                options.packsWeights = !isPlain;
                options.leavesOutPadding = !isPlain;
                Job job;
                const auto scores = scoreSubnets(*weights, set.pairs, set.architectures, options,
                                                 job);
                QVERIFY2(scores, scores ? "" : scores.error().message.c_str());
                for (std::size_t i = 0; i < scores->size(); ++i) {
                    const nlohmann::json &expected = set.cases().at(i);
                    const SubnetScore &score = (*scores)[i];
                    const std::string place = set.name + " case " + std::to_string(i);
                    QVERIFY2(isClose(score.nllSum, expected.at("nll_sum").get<double>(), 1e-5),
                             place.c_str());
                    QVERIFY2(isClose(score.labelSmoothedLossSum,
                                     expected.at("label_smoothed_loss_sum").get<double>(), 1e-5),
                             place.c_str());
                    QCOMPARE(score.tokens, expected.at("ntokens").get<std::int64_t>());
                    if (expected.contains("params_without_embeddings"))
                        QCOMPARE(subnetParameters(set.shape, set.architectures[i]),
                                 expected.at("params_without_embeddings").get<std::int64_t>());
                }
            }
        }
    }

    void logitsAreThoseOfTheReference_data() { addKernels(); }
    void logitsAreThoseOfTheReference()
    {
        QFETCH(int, kernel);
        for (const test::GoldenSet &set : m_sets) {
            const Result<SupernetWeights> weights = loadSupernet(set.shape, set.weights);
            QVERIFY(weights);
            const Result<TensorFile> batch = readSafetensors(set.batch);
            QVERIFY(batch);
            for (std::size_t i = 0; i < set.architectures.size(); ++i) {
                const Result<Tensor> logits = subnetLogits(
                    *weights, set.pairs, set.architectures[i], static_cast<Kernel>(kernel));
                QVERIFY2(logits, logits ? "" : logits.error().message.c_str());
                const Tensor &expected = batch->tensors.at("logits." + std::to_string(i));
                QCOMPARE(logits->shape, expected.shape);
                const auto vocabulary = static_cast<std::size_t>(expected.shape[2]);
                const auto longest = static_cast<std::size_t>(expected.shape[1]);
                for (std::size_t row = 0; row < logits->values<float>().size() / vocabulary;
                     ++row) {
                    if (row % longest >= set.pairs[row / longest].target.size())
                        continue;
                    for (std::size_t v = 0; v < vocabulary; ++v) {
                        const std::size_t at = row * vocabulary + v;
                        QVERIFY(std::abs(logits->values<float>()[at] - expected.values<float>()[at])
                                < 1e-4F);
                    }
                }
            }
        }
    }

    void bfloat16StaysNear()
    {
        for (const test::GoldenSet &set : m_sets) {
            const Result<SupernetWeights> weights = loadSupernet(set.shape, set.weights);
            QVERIFY(weights);
            ScoringOptions options;
            options.kernel = Kernel::OneDnnBFloat16;
            Job job;
            const auto scores = scoreSubnets(*weights, set.pairs, set.architectures, options, job);
            QVERIFY2(scores, scores ? "" : scores.error().message.c_str());
            for (std::size_t i = 0; i < scores->size(); ++i)
                QVERIFY(isClose((*scores)[i].nllSum, set.cases().at(i).at("nll_sum").get<double>(),
                                0.01));
        }
    }

private:
    static void addKernels()
    {
        QTest::addColumn<int>("kernel");
        QTest::newRow("BLAS") << static_cast<int>(Kernel::Blas);
        QTest::newRow("oneDNN") << static_cast<int>(Kernel::OneDnn);
        QTest::newRow("fastest") << static_cast<int>(Kernel::Automatic);
    }

    std::vector<test::GoldenSet> m_sets;
};

QTEST_APPLESS_MAIN(TestGoldenScores)
#include "tst_golden_scores.moc"
