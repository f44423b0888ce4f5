// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>
#include <numeric>

#include <QtTest>

#include "core/inference/supernet_weights.h"
#include "core/nmt/supernet_model.h"
#include "nmt_tests.h"

using namespace auspex;

namespace {

/// The network of specification 3.8, whose weights are a sine of their place.
SupernetShape sineShape()
{
    SupernetShape shape;
    shape.encoderEmbedDim = shape.decoderEmbedDim = 20;
    shape.encoderFfnDim = shape.decoderFfnDim = 48;
    shape.encoderLayers = shape.decoderLayers = 3;
    shape.encoderHeads = shape.decoderHeads = 4;
    shape.qkvDim = 16;
    shape.sourceVocabulary = shape.targetVocabulary = 23;
    return shape;
}

TensorFile sineWeights()
{
    TensorFile file;
    std::size_t k = 0;
    for (const auto &[name, shape] : supernetTensors(sineShape())) {
        std::int64_t count = 1;
        for (const std::int64_t size : shape)
            count *= size;
        std::vector<float> values(static_cast<std::size_t>(count));
        const bool isNorm = name.find("layer_norm.weight") != std::string::npos;
        for (std::size_t i = 0; i < values.size(); ++i)
            values[i] = static_cast<float>(0.3
                                           * std::sin(0.37 * static_cast<double>(i + 1)
                                                      + 0.11 * static_cast<double>(k + 1)))
                        + (isNorm ? 1.0F : 0.0F);
        if (k == 0)
            std::fill_n(values.begin() + 20, 20, 0.0F);
        file.tensors.emplace(name, floatTensor(shape, values));
        ++k;
    }
    return file;
}

std::vector<TokenPair> sinePairs()
{
    return {{{5, 9, 4, 11, 2}, {6, 10, 4, 2}}, {{7, 8, 2}, {12, 3, 2}}};
}

Architecture architecture(int encoder, std::vector<int> encoderFfn, std::vector<int> encoderHeads,
                          int decoder, std::vector<int> decoderFfn, std::vector<int> self,
                          std::vector<int> cross, std::vector<int> attention)
{
    Architecture result;
    result.encoderEmbedDim = encoder;
    result.decoderEmbedDim = decoder;
    for (std::size_t i = 0; i < encoderFfn.size(); ++i)
        result.encoder.push_back({encoderFfn[i], encoderHeads[i]});
    for (std::size_t i = 0; i < decoderFfn.size(); ++i)
        result.decoder.push_back({decoderFfn[i], self[i], cross[i], attention[i]});
    return result;
}

double absoluteSum(const Tensor &tensor)
{
    double sum = 0.0;
    for (const float value : tensor.values<float>())
        sum += std::abs(static_cast<double>(value));
    return sum;
}

bool isClose(double value, double expected, double tolerance)
{
    if (std::abs(value - expected) <= tolerance * std::max(1.0, std::abs(expected)))
        return true;
    qWarning("%.9g instead of %.9g", value, expected);
    return false;
}

struct ReferenceCase {
    const char *name;
    Architecture architecture;
    double loss;
    double nll;
    double logitSum;
    double absoluteLogitSum;
    std::vector<float> firstLogits; ///< of sentence 0, position 0
    std::vector<float> otherLogits; ///< of sentence 1, position 2
    std::vector<double> gradients;  ///< L1 norms; 0 for none
};

std::vector<ReferenceCase> referenceCases()
{
    return {
        {"full",
         architecture(20, {48, 48, 48}, {4, 4, 4}, 20, {48, 48, 48}, {4, 4, 4}, {4, 4, 4},
                      {-1, 1, 2}),
         21.329763,
         21.068390,
         -4.482727,
         109.071992,
         {1.446208F, 0, -1.049747F, -1.372744F, -0.154279F, 1.237426F},
         {-0.140121F, 0, 0.878617F, -0.071350F, -0.941197F, -0.754169F},
         {214.981659, 261.589966, 1.090572, 16.801136, 18.951542, 95.772606}},
        {"small",
         architecture(16, {16, 32, 24}, {2, 4, 2}, 12, {32}, {2}, {4}, {1}),
         31.289055,
         31.362604,
         1.201410,
         298.394299,
         {2.574351F, 0, -0.657176F, -2.762230F, -1.765561F, 1.213666F},
         {1.494245F, 0, -1.511174F, -1.306141F, 0.365565F, 1.626776F},
         {114.012672, 7.459243, 1.744847, 132.874817, 82.920372, 0.0}},
        {"mixed",
         architecture(12, {24, 16, 48}, {4, 2, 1}, 20, {16, 40}, {1, 4}, {2, 4}, {2, -1}),
         33.575214,
         33.508808,
         -18.345581,
         354.146609,
         {2.283521F, 0, 0.589470F, -2.758556F, -3.008985F, 0.119392F},
         {2.238233F, 0, 0.668615F, -2.727740F, -3.061101F, 0.042864F},
         {176.669373, 0.204707, 1.023504, 16.821552, 24.271265, 0.0}},
    };
}

} // namespace

/// Values that HAT's own model gave for weights that can be written down.
class TestReferenceModel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void lossesAndLogits_data() { addFormulations(); }
    void lossesAndLogits()
    {
        const auto model = sineModel();
        QVERIFY2(model, model ? "" : model.error().message.c_str());
        for (const ReferenceCase &expected : referenceCases()) {
            const auto loss = model->evaluate(expected.architecture, sinePairs(), 0.1);
            QVERIFY2(loss, expected.name);
            QVERIFY(isClose(loss->labelSmoothed, expected.loss, 2e-6));
            QVERIFY(isClose(loss->nll, expected.nll, 2e-6));
            const auto logits = model->logits(expected.architecture, sinePairs());
            QVERIFY(logits);
            const auto values = logits->values<float>();
            for (std::size_t v = 0; v < 6; ++v) {
                QVERIFY(isClose(values[v], expected.firstLogits[v], 1e-5));
                QVERIFY(isClose(values[6 * 23 + v], expected.otherLogits[v], 1e-5));
            }
        }
    }

    void gradients_data() { addFormulations(); }
    void gradients()
    {
        const auto model = sineModel();
        QVERIFY(model);
        const char *const names[] = {"encoder.embed_tokens.weight",
                                     "encoder.layers.0.self_attn.in_proj_weight",
                                     "encoder.layers.2.final_layer_norm.weight",
                                     "decoder.layers.0.encoder_attn.in_proj_weight",
                                     "decoder.layers.0.fc1.weight",
                                     "decoder.layers.2.fc1.weight"};
        for (const ReferenceCase &expected : referenceCases()) {
            const auto result = model->gradients(expected.architecture, sinePairs(), 0.1);
            QVERIFY2(result, expected.name);
            QVERIFY(isClose(result->loss.labelSmoothed, expected.loss, 2e-6));
            for (std::size_t i = 0; i < std::size(names); ++i) {
                const double norm = absoluteSum(result->gradients.tensors.at(names[i]));
                QVERIFY2(isClose(norm, expected.gradients[i], 1e-5), names[i]);
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

    static Result<SupernetModel> sineModel()
    {
        QFETCH(bool, isFast);
        ModelOptions options;
        options.isFast = isFast;
        options.threads = 1;
        return SupernetModel::loaded(sineShape(), sineWeights(), "the specification", options);
    }
};

int runReferenceModel(int argc, char **argv)
{
    TestReferenceModel test;
    return QTest::qExec(&test, argc, argv);
}

#include "test_reference_model.moc"
