// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>

#include <QtTest>

#include "core/inference/forward.h"
#include "core/inference/generate.h"
#include "core/inference/score.h"
#include "tests/support/sine_supernet.h"

using namespace auspex;

/// The values of HAT's model that need no file.
class TestSineSupernet : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        Result<SupernetWeights> weights = supernetWeights(test::sineShape(), test::sineWeights(),
                                                          "sines");
        QVERIFY2(weights, weights ? "" : weights.error().message.c_str());
        m_weights = std::move(*weights);
    }

    void lossesAndLogitsAreHats()
    {
        for (const test::SineCase &one : test::sineCases()) {
            Job job;
            const auto scores = scoreSubnets(m_weights, test::sinePairs(), {&one.architecture, 1},
                                             ScoringOptions(), job);
            QVERIFY2(scores, scores ? "" : scores.error().message.c_str());
            QVERIFY2(std::abs(scores->front().nllSum - one.nll) < 1e-5 * one.nll, one.name.c_str());
            QVERIFY2(std::abs(scores->front().labelSmoothedLossSum - one.loss) < 1e-5 * one.loss,
                     one.name.c_str());
            QCOMPARE(subnetParameters(m_weights.shape, one.architecture), one.parameters);
            const Result<Tensor> logits = subnetLogits(m_weights, test::sinePairs(),
                                                       one.architecture);
            QVERIFY(logits);
            compareRow(*logits, 0, 0, one.firstLogits);
            compareRow(*logits, 1, 2, one.secondLogits);
        }
    }

    void translationsAreHats()
    {
        BeamOptions options;
        options.maxLengthB = 8;
        for (const test::SineCase &one : test::sineCases()) {
            Job job;
            const auto found = generate(m_weights, test::sinePairs(), one.architecture, options,
                                        job);
            QVERIFY2(found, found ? "" : found.error().message.c_str());
            for (std::size_t sentence = 0; sentence < 2; ++sentence) {
                const Hypothesis &best = (*found)[sentence].front();
                QVERIFY2(best.tokens == one.best[sentence], one.name.c_str());
                QVERIFY2(std::abs(best.score - one.bestScores[sentence]) < 1e-4, one.name.c_str());
            }
        }
    }

    void positionsAreThoseOfThePaper()
    {
        PositionTable table(20);
        const float row2[] = {0.909297F, 0.658454F, 0.255447F, 0.092699F};
        const float row2Cosines[] = {-0.416147F, 0.752621F, 0.966823F, 0.995694F};
        const float row3[] = {0.141120F, 0.881082F, 0.377842F, 0.138798F};
        for (int i = 0; i < 4; ++i) {
            QVERIFY(std::abs(table.row(0)[i] - row2[i]) < 1e-6F);
            QVERIFY(std::abs(table.row(0)[10 + i] - row2Cosines[i]) < 1e-6F);
            QVERIFY(std::abs(table.row(1)[i] - row3[i]) < 1e-6F);
        }
    }

private:
    static void compareRow(const Tensor &logits, std::int64_t batch, std::int64_t position,
                           const std::vector<float> &expected)
    {
        const auto first = static_cast<std::size_t>((batch * logits.shape[1] + position)
                                                    * logits.shape[2]);
        for (std::size_t i = 0; i < expected.size(); ++i)
            QVERIFY(std::abs(logits.values<float>()[first + i] - expected[i]) < 1e-5F);
    }

    SupernetWeights m_weights;
};

QTEST_APPLESS_MAIN(TestSineSupernet)
#include "tst_sine_supernet.moc"
