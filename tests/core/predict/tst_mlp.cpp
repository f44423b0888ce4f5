// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>

#include <QTest>

#include "core/predict/mlp.h"

using namespace auspex;

namespace {

/// y = |x0| - 2 x1, which no linear model fits.
std::pair<FloatMatrix, FloatMatrix> bentData(int rows, std::uint64_t seed)
{
    Random random(seed, "data");
    FloatMatrix x(rows, 2);
    FloatMatrix y(rows, 1);
    for (int i = 0; i < rows; ++i) {
        x(i, 0) = static_cast<float>(2.0 * random.unit() - 1.0);
        x(i, 1) = static_cast<float>(2.0 * random.unit() - 1.0);
        y(i, 0) = std::abs(x(i, 0)) - 2.0F * x(i, 1);
    }
    return {x, y};
}

Mlp smallMlp()
{
    Random random(3, "mlp");
    return makeMlp({2, 16, 16, 1}, random);
}

double loss(const Mlp &mlp, const FloatMatrix &x, const FloatMatrix &y)
{
    return (mlp.forward(x) - y).cast<double>().squaredNorm() / static_cast<double>(y.size());
}

} // namespace

class TestMlp : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void forwardIsWhatItsLayersSay()
    {
        Mlp mlp;
        mlp.layers.resize(2);
        mlp.layers[0].weights.resize(3, 2);
        mlp.layers[0].weights << 1, 2, -1, 0, 0, 1;
        mlp.layers[0].bias = Eigen::Vector3f(0.5F, 0.0F, -3.0F);
        mlp.layers[1].weights.resize(1, 3);
        mlp.layers[1].weights << 2, -1, 10;
        mlp.layers[1].bias = Eigen::VectorXf::Constant(1, -20.0F);
        FloatMatrix x(2, 2);
        x << 1, 2, -2, 4;
        // Row 1: ReLU(5.5, -1, -1) -> 11 - 20; row 2: ReLU(6.5, 2, 1) -> 13 - 2 + 10 - 20.
        const FloatMatrix y = mlp.forward(x);
        QCOMPARE(y(0, 0), -9.0F); // the last layer has no ReLU
        QCOMPARE(y(1, 0), 1.0F);
        QCOMPARE(mlp.forward(FloatMatrix(0, 2)).rows(), Eigen::Index(0));
    }

    void papersNetworkHasItsNumberOfParameters()
    {
        Random random(1, "mlp");
        const Mlp mlp = makeMlp({10, 400, 400, 400, 400, 1}, random);
        QCOMPARE(mlp.parameterCount(), std::int64_t(486'001));
        QCOMPARE(mlp.inputs(), 10);
        QCOMPARE(mlp.outputs(), 1);
        QVERIFY(mlp.layers[1].weights.cwiseAbs().maxCoeff() <= 0.05F); // 1 / sqrt(400)
        QVERIFY(mlp.layers[1].weights.cwiseAbs().maxCoeff() > 0.0499F);
        QVERIFY(mlp.layers[0].bias.cwiseAbs().maxCoeff() > 0.3F); // of 0.316
    }

    /// One step from zero moments moves each parameter by the rate, against its gradient's sign.
    void firstStepOfAdamFollowsTheGradient()
    {
        const auto [x, y] = bentData(8, 1);
        Mlp before = smallMlp();
        MlpTraining training;
        training.steps = 1;
        training.batch = 100; // all of the eight
        training.learningRate = 1e-3;
        training.epsilon = 1e-12;
        Job job;
        const Mlp after = trainMlp(before, x, y, training, job).value();
        int compared = 0;
        for (std::size_t layer = 0; layer < before.layers.size(); ++layer) {
            for (Eigen::Index i = 0; i < before.layers[layer].weights.size(); ++i) {
                float &weight = before.layers[layer].weights.data()[i];
                const float kept = weight;
                constexpr float width = 1e-2F;
                weight = kept + width;
                const double above = loss(before, x, y);
                weight = kept - width;
                const double slope = (above - loss(before, x, y)) / (2.0 * width);
                weight = kept;
                if (std::abs(slope) < 1e-3)
                    continue; // too flat for a difference in float32
                const double moved = after.layers[layer].weights.data()[i] - kept;
                QVERIFY(std::abs(moved + (slope > 0.0 ? 1e-3 : -1e-3)) < 2e-6);
                ++compared;
            }
        }
        QVERIFY(compared > 60);
    }

    void itLearnsWhatIsNotLinear()
    {
        const auto [x, y] = bentData(400, 1);
        const auto [unseenX, unseenY] = bentData(200, 2);
        MlpTraining training;
        training.steps = 2000;
        training.batch = 32;
        training.learningRate = 3e-3;
        Job job;
        std::vector<double> losses;
        const Result<Mlp> mlp = trainMlp(smallMlp(), x, y, training, job,
                                         [&](const Mlp &, const MlpProgress &progress) {
                                             losses.push_back(progress.trainingLoss);
                                         });
        QVERIFY(mlp);
        QCOMPARE(losses.size(), std::size_t(20));
        QVERIFY(losses.back() < 1e-3);
        const double error = loss(*mlp, unseenX, unseenY);
        QVERIFY2(error < 1e-3, std::to_string(error).c_str()); // the best line leaves 1/12
    }

    void sameSeedGivesTheSameWeights()
    {
        const auto [x, y] = bentData(100, 1);
        MlpTraining training;
        training.steps = 50;
        training.batch = 16;
        training.learningRate = 1e-2;
        Job job;
        const Mlp once = trainMlp(smallMlp(), x, y, training, job).value();
        const Mlp again = trainMlp(smallMlp(), x, y, training, job).value();
        QVERIFY(once.layers[1].weights == again.layers[1].weights);
        training.seed = 2;
        const Mlp other = trainMlp(smallMlp(), x, y, training, job).value();
        QVERIFY(once.layers[1].weights != other.layers[1].weights);
    }

    void divergenceAndCancelAreToldApart()
    {
        const auto [x, y] = bentData(20, 1);
        MlpTraining training;
        training.learningRate = 1e30;
        Job job;
        const Result<Mlp> diverged = trainMlp(smallMlp(), x, y, training, job);
        QVERIFY(!diverged);
        QVERIFY(diverged.error().message.find("lower the learning rate") != std::string::npos);
        job.cancel();
        const Result<Mlp> stopped = trainMlp(smallMlp(), x, y, {}, job);
        QVERIFY(!stopped);
        QVERIFY(stopped.error().code == ErrorCode::Cancelled);
    }
};

QTEST_GUILESS_MAIN(TestMlp)
#include "tst_mlp.moc"
