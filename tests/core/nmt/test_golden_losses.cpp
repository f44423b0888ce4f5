// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>

#include <QtTest>

#include "core/nmt/device_scoring.h"
#include "core/nmt/supernet_model.h"
#include "core/tensors/safetensors.h"
#include "nmt_tests.h"
#include "tests/support/closeness.h"
#include "tests/support/data_folder.h"
#include "tests/support/golden_set.h"

using namespace auspex;
using auspex::test::isClose;

/// The trainable model in both formulations against the reference models themselves.
class TestGoldenLosses : public QObject {
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

    void lossesAreThoseOfTheReference_data() { addFormulations(); }
    void lossesAreThoseOfTheReference()
    {
        for (const test::GoldenSet &set : m_sets) {
            const Result<SupernetModel> model = modelOf(set);
            QVERIFY2(model, model ? "" : model.error().message.c_str());
            for (std::size_t i = 0; i < set.architectures.size(); ++i) {
                const Result<LossSums> loss = model->evaluate(
                    set.architectures[i], set.pairs, set.json.at("label_smoothing").get<double>());
                QVERIFY2(loss, loss ? "" : loss.error().message.c_str());
                const nlohmann::json &expected = set.cases().at(i);
                const std::string place = set.name + " case " + std::to_string(i);
                QVERIFY2(isClose(loss->nll, expected.at("nll_sum").get<double>(), 1e-5),
                         place.c_str());
                QVERIFY2(isClose(loss->labelSmoothed,
                                 expected.at("label_smoothed_loss_sum").get<double>(), 1e-5),
                         place.c_str());
                QCOMPARE(loss->tokens, expected.at("ntokens").get<std::int64_t>());
            }
        }
    }

    void scoresOfADeviceAreThoseOfTheReference()
    {
        for (const test::GoldenSet &set : m_sets) {
            const auto weights = loadSupernet(set.shape, set.weights);
            QVERIFY(weights);
            ModelOptions options;
            options.isFast = false;
            Job job;
            std::vector<Architecture> asked = set.architectures;
            asked.push_back(asked.front()); // computed once
            std::vector<SubnetScore> told(asked.size());
            const auto scores = scoreSubnetsOnDevice(
                *weights, set.pairs, asked, options, set.json.at("label_smoothing").get<double>(),
                4096, job,
                [&](std::size_t index, const SubnetScore &score) { told[index] = score; });
            QVERIFY2(scores, scores ? "" : scores.error().message.c_str());
            QCOMPARE(*scores, told);
            QCOMPARE(told.back(), told.front());
            for (std::size_t i = 0; i < set.architectures.size(); ++i)
                QVERIFY(isClose(told[i].labelSmoothedLossSum,
                                set.cases().at(i).at("label_smoothed_loss_sum").get<double>(),
                                1e-5));
        }
    }

    void logitsAreThoseOfTheReference_data() { addFormulations(); }
    void logitsAreThoseOfTheReference()
    {
        for (const test::GoldenSet &set : m_sets) {
            const Result<SupernetModel> model = modelOf(set);
            QVERIFY(model);
            const Result<TensorFile> batch = readSafetensors(set.batch);
            QVERIFY(batch);
            for (std::size_t i = 0; i < set.architectures.size(); ++i) {
                const Result<Tensor> logits = model->logits(set.architectures[i], set.pairs);
                QVERIFY2(logits, logits ? "" : logits.error().message.c_str());
                const Tensor &expected = batch->tensors.at("logits." + std::to_string(i));
                const auto vocabulary = static_cast<std::size_t>(expected.shape[2]);
                const auto longest = static_cast<std::size_t>(expected.shape[1]);
                std::size_t row = 0; // of the packed tokens
                for (std::size_t s = 0; s < set.pairs.size(); ++s) {
                    for (std::size_t t = 0; t < set.pairs[s].target.size(); ++t, ++row) {
                        for (std::size_t v = 0; v < vocabulary; ++v) {
                            const float difference
                                = logits->values<float>()[row * vocabulary + v]
                                  - expected.values<float>()[(s * longest + t) * vocabulary + v];
                            QVERIFY(std::abs(difference) < 1e-4F);
                        }
                    }
                }
                QCOMPARE(static_cast<std::size_t>(logits->shape[0]), row);
            }
        }
    }

private:
    static void addFormulations()
    {
        QTest::addColumn<bool>("isFast");
        QTest::newRow("fast") << true;
        QTest::newRow("plain") << false;
    }

    static Result<SupernetModel> modelOf(const test::GoldenSet &set)
    {
        const Result<TensorFile> weights = readSafetensors(set.weights);
        if (!weights)
            return tl::make_unexpected(weights.error());
        ModelOptions options;
        QFETCH(bool, isFast);
        options.isFast = isFast;
        options.threads = 1;
        return SupernetModel::loaded(set.shape, *weights, set.weights.string(), options);
    }

    std::vector<test::GoldenSet> m_sets;
};

int runGoldenLosses(int argc, char **argv)
{
    TestGoldenLosses test;
    return QTest::qExec(&test, argc, argv);
}

#include "test_golden_losses.moc"
