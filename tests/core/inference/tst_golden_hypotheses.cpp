// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>

#include <QtTest>

#include "core/inference/generate.h"
#include "tests/support/data_folder.h"
#include "tests/support/golden_set.h"

using namespace auspex;

/// Beam search against the hypotheses of HAT's own generator.
class TestGoldenHypotheses : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        AUSPEX_REQUIRE_DATA();
        for (test::GoldenSet &set : test::goldenSets()) {
            if (set.cases().at(0).contains("hypotheses"))
                m_sets.push_back(std::move(set));
        }
        QVERIFY(!m_sets.empty());
    }

    void tokensAndScoresAreThoseOfTheReference_data()
    {
        QTest::addColumn<int>("sentences");
        QTest::newRow("one at a time") << 1;
        QTest::newRow("few at a time") << 4;
        QTest::newRow("all at once") << 64;
    }
    void tokensAndScoresAreThoseOfTheReference()
    {
        QFETCH(int, sentences);
        for (const test::GoldenSet &set : m_sets) {
            const Result<SupernetWeights> weights = loadSupernet(set.shape, set.weights);
            QVERIFY2(weights, weights ? "" : weights.error().message.c_str());
            BeamOptions options;
            options.beam = set.json.at("beam").get<int>();
            options.lengthPenalty = set.json.at("lenpen").get<double>();
            options.maxLengthA = set.json.at("max_len_a").get<double>();
            options.maxLengthB = set.json.at("max_len_b").get<int>();
            options.maxSentences = sentences;
            for (std::size_t i = 0; i < set.architectures.size(); ++i) {
                Job job;
                const auto found = generate(*weights, set.pairs, set.architectures[i], options,
                                            job);
                QVERIFY2(found, found ? "" : found.error().message.c_str());
                compare(*found, set.cases().at(i).at("hypotheses"),
                        set.name + " case " + std::to_string(i));
            }
        }
    }

private:
    static void compare(const std::vector<Hypotheses> &found, const nlohmann::json &expected,
                        const std::string &place)
    {
        QCOMPARE(found.size(), expected.size());
        for (std::size_t sentence = 0; sentence < found.size(); ++sentence) {
            QCOMPARE(found[sentence].size(), expected[sentence].size());
            for (std::size_t rank = 0; rank < found[sentence].size(); ++rank) {
                const nlohmann::json &reference = expected[sentence][rank];
                const Hypothesis &hypothesis = found[sentence][rank];
                const std::string where = place + " sentence " + std::to_string(sentence) + " rank "
                                          + std::to_string(rank);
                QVERIFY2(hypothesis.tokens
                             == reference.at("tokens").get<std::vector<std::int32_t>>(),
                         where.c_str());
                QVERIFY2(std::abs(hypothesis.score - reference.at("score").get<double>()) < 1e-4,
                         where.c_str());
            }
        }
    }

    std::vector<test::GoldenSet> m_sets;
};

QTEST_APPLESS_MAIN(TestGoldenHypotheses)
#include "tst_golden_hypotheses.moc"
