// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>

#include <QtTest>

#include "core/nmt/supernet_model.h"
#include "nmt_tests.h"
#include "tests/support/sine_supernet.h"

using namespace auspex;

namespace {

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
        for (const test::SineCase &expected : test::sineCases()) {
            const auto loss = model->evaluate(expected.architecture, test::sinePairs(), 0.1);
            QVERIFY2(loss, expected.name.c_str());
            QVERIFY(isClose(loss->labelSmoothed, expected.loss, 2e-6));
            QVERIFY(isClose(loss->nll, expected.nll, 2e-6));
            const auto logits = model->logits(expected.architecture, test::sinePairs());
            QVERIFY(logits);
            const auto values = logits->values<float>();
            for (std::size_t v = 0; v < 6; ++v) {
                QVERIFY(isClose(values[v], expected.firstLogits[v], 1e-5));
                QVERIFY(isClose(values[6 * 23 + v], expected.secondLogits[v], 1e-5));
            }
        }
    }

    void gradients_data() { addFormulations(); }
    void gradients()
    {
        const auto model = sineModel();
        QVERIFY(model);
        for (const test::SineCase &expected : test::sineCases()) {
            const auto result = model->gradients(expected.architecture, test::sinePairs(), 0.1);
            QVERIFY2(result, expected.name.c_str());
            QVERIFY(isClose(result->loss.labelSmoothed, expected.loss, 2e-6));
            for (std::size_t i = 0; i < std::size(test::sineGradientNames); ++i) {
                const char *const name = test::sineGradientNames[i];
                const double norm = absoluteSum(result->gradients.tensors.at(name));
                QVERIFY2(isClose(norm, expected.gradientNorms[i], 1e-5), name);
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
        return SupernetModel::loaded(test::sineShape(), test::sineWeights(), "the specification",
                                     options);
    }
};

int runReferenceModel(int argc, char **argv)
{
    TestReferenceModel test;
    return QTest::qExec(&test, argc, argv);
}

#include "test_reference_model.moc"
