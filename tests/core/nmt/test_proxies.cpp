// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>

#include <ATen/TensorOperators.h>
#include <ATen/ops/log_softmax.h>
#include <ATen/ops/tensor.h>
#include <torch/csrc/autograd/autograd.h>

#include <QtTest>

#include "core/base/random.h"
#include "core/nmt/layer_proxy.h"
#include "core/nmt/operations.h"
#include "nmt_tests.h"

using namespace auspex;

namespace {

/// Two linear layers with ReLU between: the toys of supernets-and-proxies.md B.4, on the operations
/// of the supernet.
struct Toy {
    Toy(std::int64_t inputs, std::int64_t hidden, std::int64_t outputs,
        std::vector<double> weights1, std::vector<double> weights2)
        : width(std::max(inputs, outputs))
    {
        SupernetShape shape;
        shape.encoderEmbedDim = shape.decoderEmbedDim = static_cast<int>(width);
        shape.encoderFfnDim = shape.decoderFfnDim = static_cast<int>(hidden);
        shape.encoderLayers = shape.decoderLayers = 1;
        shape.qkvDim = 2;
        shape.sourceVocabulary = shape.targetVocabulary = 5;
        parameters = std::make_unique<ModelParameters>(shape, at::Device(at::kCPU), at::kDouble);
        const LayerParameters &layer = parameters->encoder()[0];
        first = {layer.fc1[0], 0, hidden, inputs};
        second = {layer.fc2[0], 0, outputs, hidden};
        set(*layer.fc1[0].weight, weights1, inputs);
        set(*layer.fc2[0].weight, weights2, hidden);
    }

    static void set(const Parameter &parameter, const std::vector<double> &values,
                    std::int64_t columns)
    {
        at::Tensor target = parameter.tensor.detach();
        for (std::size_t i = 0; i < values.size(); ++i) {
            const auto at = static_cast<std::int64_t>(i);
            target[at / columns][at % columns].fill_(values[i]);
        }
    }

    at::Tensor run(const at::Tensor &x)
    {
        parameters->gradients().zero_();
        return plainOperations(at::kDouble)->feedForward(x, first, second);
    }

    double score(ProxyKind kind) const
    {
        double sum = 0.0;
        for (const LinearSlice *slice : {&first, &second}) {
            const at::Tensor weight = slice->parameters.weight->tensor;
            sum += layerProxy(kind, weight.detach(), weight.grad());
        }
        return sum;
    }

    std::int64_t width;
    std::unique_ptr<ModelParameters> parameters;
    LinearSlice first;
    LinearSlice second;
};

at::Tensor matrixOf(std::vector<double> values, std::int64_t rows)
{
    return at::tensor(values, at::kDouble).view({rows, -1});
}

bool isNear(double value, double expected)
{
    if (std::abs(value - expected) < 5e-7 * std::max(1.0, std::abs(expected)))
        return true;
    qWarning("%.9g instead of %.9g", value, expected);
    return false;
}

SupernetShape tinyShape()
{
    SupernetShape shape;
    shape.encoderEmbedDim = shape.decoderEmbedDim = 32;
    shape.encoderFfnDim = shape.decoderFfnDim = 48;
    shape.encoderLayers = 2;
    shape.decoderLayers = 3;
    shape.qkvDim = 32;
    shape.sourceVocabulary = shape.targetVocabulary = 30;
    return shape;
}

Architecture tinyArchitecture(int decoderLayers)
{
    Architecture result;
    result.encoderEmbedDim = 32;
    result.decoderEmbedDim = 24;
    result.encoder = {{48, 4}, {32, 2}};
    for (int i = 0; i < decoderLayers; ++i)
        result.decoder.push_back({48, 4, 2, i == 0 ? 1 : -1});
    return result;
}

const std::vector<TokenPair> somePairs = {{{5, 6, 7, 2}, {8, 9, 2}}, {{10, 2}, {11, 12, 13, 2}}};

} // namespace

class TestProxies : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void firstToyHasTheReferenceValues()
    {
        Toy toy(2, 2, 1, {1, -2, .5, 1}, {1, -1});
        const at::Tensor y = toy.run(matrixOf({1, 2}, 1));
        torch::autograd::backward({(y * y * 0.5).sum()}, {});
        QVERIFY(isNear(toy.score(ProxyKind::GradientNorm), 11.840170));
        QVERIFY(isNear(toy.score(ProxyKind::Snip), 12.5));
        toy.parameters->values().abs_();
        torch::autograd::backward({toy.run(matrixOf({1, 1}, 1)).sum()}, {});
        QVERIFY(isNear(toy.score(ProxyKind::Synflow), 9.0));
    }

    void secondToyHasTheReferenceValues()
    {
        Toy toy(2, 3, 2, {.1, -.2, .3, .4, -.5, .6}, {.2, -.1, .3, .4, .5, -.6});
        const at::Tensor logits = at::log_softmax(toy.run(matrixOf({1, 2, -1, .5}, 2)), -1);
        torch::autograd::backward({(logits[0][0] + logits[1][1]) * -0.5}, {});
        QVERIFY(isNear(toy.score(ProxyKind::GradientNorm), 1.11622292));
        QVERIFY(isNear(toy.score(ProxyKind::Snip), 0.86599754));
        toy.parameters->values().abs_();
        const at::Tensor output = toy.run(matrixOf({1, 1}, 1)).sum();
        torch::autograd::backward({output}, {});
        QVERIFY(isNear(toy.score(ProxyKind::Synflow), 3.18));
        // Without biases every layer adds the output itself.
        QVERIFY(isNear(toy.score(ProxyKind::Synflow), 2.0 * output.item<double>()));
    }

    void weightSetsGrowWithWhatTheyCount()
    {
        for (const ProxyKind kind :
             {ProxyKind::GradientNorm, ProxyKind::Snip, ProxyKind::Synflow}) {
            double last = 0.0;
            for (const ProxyWeights weights :
                 {ProxyWeights::Linear, ProxyWeights::LinearQkv, ProxyWeights::All}) {
                ProxyOptions options;
                options.kind = kind;
                options.weights = weights;
                options.model.threads = 1;
                Job job;
                const std::vector<Architecture> architectures = {tinyArchitecture(2)};
                const auto scores = proxyScores(tinyShape(), architectures, somePairs, options,
                                                job);
                QVERIFY2(scores, scores ? "" : scores.error().message.c_str());
                QCOMPARE((*scores)[0].seeds.size(), 3U);
                QVERIFY((*scores)[0].score > last);
                last = (*scores)[0].score;
            }
        }
    }

    void formulationsAgreeAndScoresRepeat()
    {
        ProxyOptions options;
        options.kind = ProxyKind::Snip;
        options.model.threads = 1;
        const std::vector<Architecture> architectures = {tinyArchitecture(1), tinyArchitecture(3)};
        Job job;
        const auto fast = proxyScores(tinyShape(), architectures, somePairs, options, job);
        const auto again = proxyScores(tinyShape(), architectures, somePairs, options, job);
        options.model.isFast = false;
        const auto plain = proxyScores(tinyShape(), architectures, somePairs, options, job);
        QVERIFY(fast && again && plain);
        for (std::size_t i = 0; i < 2; ++i) {
            QCOMPARE((*fast)[i].score, (*again)[i].score);
            QVERIFY(std::abs((*fast)[i].score / (*plain)[i].score - 1.0) < 1e-4);
        }
    }

    void synflowWithoutNormsSaysOverflow()
    {
        SupernetShape shape = tinyShape();
        shape.encoderEmbedDim = shape.decoderEmbedDim = 128;
        shape.encoderFfnDim = shape.decoderFfnDim = 512;
        shape.qkvDim = 128;
        shape.encoderLayers = shape.decoderLayers = 40;
        Architecture deep = tinyArchitecture(0);
        deep.encoderEmbedDim = deep.decoderEmbedDim = 128;
        deep.encoder.assign(40, {512, 4});
        deep.decoder.assign(40, {512, 4, 4, -1});
        ProxyOptions options = *literalProxy("naslib", ProxyKind::Synflow);
        options.sentenceLength = 3;
        options.model.threads = 1;
        Job job;
        const std::vector<Architecture> architectures = {deep};
        const auto scores = proxyScores(shape, architectures, {}, options, job);
        QVERIFY2(scores, scores ? "" : scores.error().message.c_str());
        QVERIFY((*scores)[0].isOverflow);
        options.hasNorms = true;
        const auto withNorms = proxyScores(shape, architectures, {}, options, job);
        QVERIFY(withNorms && !(*withNorms)[0].isOverflow);
    }

    void literalPortsAreNamed()
    {
        QVERIFY(!literalProxy("something else", ProxyKind::Snip));
        QVERIFY(literalProxy("naslib", ProxyKind::Synflow)->isLogarithm);
        QVERIFY(!literalProxy("zero-cost-nas", ProxyKind::Synflow)->isLogarithm);
        QVERIFY(literalProxy("lite-transformer-search", ProxyKind::Snip)->isDropoutActive);
        QVERIFY(literalProxy("naslib", ProxyKind::Snip)->weights == ProxyWeights::Linear);
    }
};

int runProxies(int argc, char **argv)
{
    TestProxies test;
    return QTest::qExec(&test, argc, argv);
}

#include "test_proxies.moc"
