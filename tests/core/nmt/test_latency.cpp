// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>

#include <ATen/TensorOperators.h>
#include <ATen/core/grad_mode.h>
#include <ATen/ops/tensor.h>

#include <QtTest>

#include "core/nmt/latency.h"
#include "core/nmt/plain_decoder.h"
#include "core/nmt/supernet_model.h"
#include "core/nmt/supernet_model_state.h"
#include "core/tensors/safetensors.h"
#include "nmt_tests.h"
#include "tests/support/data_folder.h"
#include "tests/support/golden_set.h"

using namespace auspex;

namespace {

at::Tensor integers(const std::vector<std::int32_t> &values)
{
    return at::tensor(std::vector<std::int64_t>(values.begin(), values.end()));
}

SupernetShape smallShape()
{
    return supernetShape(*builtInSpace("demo"), 50, 50);
}

std::vector<Architecture> sampled(std::size_t count)
{
    Random random(3, "latency test");
    std::vector<Architecture> architectures;
    for (std::size_t i = 0; i < count; ++i)
        architectures.push_back(sampleArchitecture(*builtInSpace("demo"), random));
    return architectures;
}

LatencyOptions fewRuns()
{
    LatencyOptions options;
    options.sentenceLength = 5;
    options.hypotheses = 2;
    options.warmUps = 1;
    options.repetitions = 3;
    options.threads = 1;
    return options;
}

} // namespace

/// What is timed must be the network, token by token; how long it takes is nobody's to assert.
class TestLatency : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void tokenByTokenGivesTheLogitsOfTheWholeSentence()
    {
        AUSPEX_REQUIRE_DATA();
        const at::AutoGradMode off(false);
        int compared = 0;
        for (const test::GoldenSet &set : test::goldenSets()) {
            const Result<TensorFile> weights = readSafetensors(set.weights);
            QVERIFY(weights);
            ModelOptions options;
            options.isFast = false;
            options.threads = 1;
            const auto model = SupernetModel::loaded(set.shape, *weights, set.name, options);
            QVERIFY2(model, model ? "" : model.error().message.c_str());
            const auto positions = positionTable(300, set.shape.encoderEmbedDim, at::kFloat);
            for (std::size_t i = 0; i < set.architectures.size() && i < 4; ++i) {
                const TokenPair &pair = set.pairs.front();
                if (pair.target.empty())
                    continue;
                const std::vector<TokenPair> pairs = {pair};
                const Result<Tensor> expected = model->logits(set.architectures[i], pairs);
                QVERIFY(expected);
                PlainDecoder decoder(set.shape, model->state().parameters, positions,
                                     set.architectures[i], {});
                decoder.encode(integers(pair.source));
                decoder.begin(2);
                const at::Tensor fed = integers(previousTokens(pair.target));
                const at::Tensor whole
                    = decoder.decodeAll(fed.unsqueeze(0).repeat({2, 1})).contiguous();
                const auto vocabulary = static_cast<std::size_t>(expected->shape[1]);
                for (std::size_t t = 0; t < pair.target.size(); ++t) {
                    const auto place = static_cast<std::int64_t>(t);
                    const at::Tensor step
                        = decoder.step(fed.narrow(0, place, 1).repeat({2})).contiguous();
                    const at::Tensor row = whole.select(0, 1).select(0, place).contiguous();
                    for (std::size_t v = 0; v < vocabulary; ++v) {
                        const float wanted = expected->values<float>()[t * vocabulary + v];
                        QVERIFY(std::abs(step.data_ptr<float>()[vocabulary + v] - wanted) < 1e-4F);
                        QVERIFY(std::abs(row.data_ptr<float>()[v] - wanted) < 1e-4F);
                    }
                }
                ++compared;
            }
        }
        QVERIFY(compared >= 6);
    }

    void sentenceBegunAgainForgetsItsTokens()
    {
        const at::AutoGradMode off(false);
        ModelOptions options;
        options.isFast = false;
        const auto model = SupernetModel::initialised(smallShape(), 1, options);
        QVERIFY(model);
        PlainDecoder decoder(model->shape(), model->state().parameters,
                             positionTable(20, model->shape().encoderEmbedDim, at::kFloat),
                             sampled(1).front(), {});
        decoder.encode(integers({7, 8, 2}));
        decoder.begin(1);
        const at::Tensor first = decoder.step(integers({2}));
        const at::Tensor second = decoder.step(integers({9}));
        QVERIFY(!second.equal(first));
        decoder.begin(1);
        QVERIFY(decoder.step(integers({2})).equal(first));
        QVERIFY(decoder.step(integers({9})).equal(second));
    }

    void everyArchitectureIsToldInOrder_data()
    {
        QTest::addColumn<bool>("isTrainingMode");
        QTest::newRow("as when one translates") << false;
        QTest::newRow("as HAT measures") << true;
    }
    void everyArchitectureIsToldInOrder()
    {
        QFETCH(bool, isTrainingMode);
        LatencyOptions options = fewRuns();
        options.isTrainingMode = isTrainingMode;
        const std::vector<Architecture> architectures = sampled(3);
        Job job;
        std::vector<Latency> told;
        const auto latencies = measureLatencies(smallShape(), architectures, options, job,
                                                [&](std::size_t index, const Latency &latency) {
                                                    QCOMPARE(index, told.size());
                                                    told.push_back(latency);
                                                });
        QVERIFY2(latencies, latencies ? "" : latencies.error().message.c_str());
        QCOMPARE(latencies->size(), architectures.size());
        QVERIFY(told == *latencies);
        for (const Latency &latency : told) {
            QVERIFY(latency.encoderMs > 0.0 && latency.decoderMs > 0.0);
            QVERIFY(latency.encoderDeviationMs >= 0.0 && latency.decoderDeviationMs >= 0.0);
        }
    }

    void cancelEndsIt()
    {
        Job job;
        const auto latencies = measureLatencies(smallShape(), sampled(100), fewRuns(), job,
                                                [&](std::size_t index, const Latency &) {
                                                    if (index == 1)
                                                        job.cancel();
                                                });
        QVERIFY(!latencies);
        QCOMPARE(latencies.error().code, ErrorCode::Cancelled);
    }

    void whatCannotBeMeasuredIsRefused()
    {
        Job job;
        LatencyOptions options = fewRuns();
        options.repetitions = 2;
        const auto few = measureLatencies(smallShape(), sampled(1), options, job);
        QVERIFY(!few);
        QVERIFY(few.error().message.find("at least 3") != std::string::npos);
        const auto foreign = measureLatencies(
            smallShape(), std::vector{largestArchitecture(*builtInSpace("wmt14ende"))}, fewRuns(),
            job);
        QVERIFY(!foreign);
        QCOMPARE(foreign.error().code, ErrorCode::InvalidInput);
    }

    void slowestAndFastestTenthDoNotCount()
    {
        // Nine values: no tenth below, and the highest goes all the same.
        const std::vector<double> nine = {1, 2, 3, 4, 5, 6, 7, 8, 1000};
        QCOMPARE(trimmedMean(nine).mean, 4.5);
        QCOMPARE(trimmedMean(nine).deviation, std::sqrt(5.25));
        std::vector<double> twenty(20, 3.0);
        twenty[4] = twenty[17] = 1e9;
        twenty[0] = twenty[1] = -1e9;
        QCOMPARE(trimmedMean(twenty).mean, 3.0);
        QCOMPARE(trimmedMean(twenty).deviation, 0.0);
    }
};

int runLatency(int argc, char **argv)
{
    TestLatency test;
    return QTest::qExec(&test, argc, argv);
}

#include "test_latency.moc"
