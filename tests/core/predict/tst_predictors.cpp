// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/base/text.h"
#include "core/predict/columns.h"
#include "core/predict/features.h"
#include "core/predict/gaussian_process.h"
#include "core/predict/leave_one_out.h"
#include "core/predict/simple_predictors.h"
#include "tests/core/predict/small_data.h"

using namespace auspex;
using namespace auspex::test;

namespace {

std::string errorOf(const Result<std::vector<Prediction>> &result)
{
    return result ? std::string() : result.error().message;
}

/// Demonstrations of depth 1 with 1 and 3, and of depth 2 with 5.
std::vector<Demonstration> threeByDepth()
{
    return {{architecture(1), 1.0}, {architecture(1, 2048), 3.0}, {architecture(2), 5.0}};
}

} // namespace

class TestPredictors : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void meanKnowsOnlyTheDemonstrations()
    {
        const auto found = predictions(
            "mean", knowledge(),
            {{architecture(1), 1.0}, {architecture(2), 2.0}, {architecture(3), 6.0}},
            {architecture(5)});
        QVERIFY(found);
        AUSPEX_COMPARE(found->front().value, 3.0);
        AUSPEX_COMPARE(*found->front().deviation, std::sqrt(28.0 / 3.0)); // 7 (1 + 1/3)
        QVERIFY(!predictions("mean", knowledge(), {{architecture(1), 1.0}}, {architecture(5)})
                     ->front()
                     .deviation);
    }

    void depthMeanFallsBackOnTheLineForAnUnseenDepth()
    {
        const auto found = predictions("mean-by-depth", knowledge(), threeByDepth(),
                                       {architecture(1, 3072), architecture(2), architecture(3)});
        QVERIFY(found);
        AUSPEX_COMPARE((*found)[0].value, 2.0);
        AUSPEX_COMPARE(*(*found)[0].deviation, std::sqrt(3.0)); // pooled variance 2, two of its own
        AUSPEX_COMPARE((*found)[1].value, 5.0);
        AUSPEX_COMPARE(*(*found)[1].deviation, 2.0);
        AUSPEX_COMPARE((*found)[2].value, 8.0); // 3 * depth - 1
        AUSPEX_COMPARE(*(*found)[2].deviation, std::sqrt(11.0));
        const auto single = predictions("mean-by-depth", knowledge(), {{architecture(1), 4.0}},
                                        {architecture(6)});
        AUSPEX_COMPARE(single->front().value, 4.0);
        QVERIFY(!single->front().deviation);
    }

    void depthLine()
    {
        const auto found = predictions(
            "ols:decoder_layers", knowledge(),
            {{architecture(1), 1.0}, {architecture(2), 2.0}, {architecture(3), 4.0}},
            {architecture(4)});
        QVERIFY(found);
        AUSPEX_COMPARE(found->front().value, 16.0 / 3.0);
        AUSPEX_COMPARE(*found->front().deviation, std::sqrt(5.0 / 9.0));
    }

    void recordedScoresAreAsTheyAre()
    {
        Knowledge known = knowledge();
        known.known[architecture(1)].recorded["HAT"] = 2.0;
        known.known[architecture(2)].recorded["HAT"] = 9.0;
        known.known[architecture(3)].recorded["HAT"] = 5.5;
        const auto found = predictions("recorded:HAT", known,
                                       {{architecture(1), 5.0}, {architecture(2), 13.0}},
                                       {architecture(3)});
        QVERIFY(found);
        AUSPEX_COMPARE(found->front().value, 5.5);
        AUSPEX_COMPARE(*found->front().deviation, std::sqrt(12.5)); // errors 3 and 4
        const auto unseen = predictions("recorded:HAT", known, {}, {architecture(3)});
        QVERIFY(unseen);
        QVERIFY(!unseen->front().deviation);
        const std::string error = errorOf(
            predictions("recorded:HAT", known, {}, {architecture(3), architecture(4)}));
        QVERIFY2(error.starts_with("recorded:HAT needs the score of \"HAT\", which is not known of "
                                   "1 of the 2 architectures (the first is 640/640"),
                 error.c_str());
    }

    void latencyRanksWithAResidualDeviation()
    {
        Knowledge known = knowledge();
        const std::vector<double> milliseconds{10, 20, 40};
        for (int depth = 1; depth <= 3; ++depth)
            known.known[architecture(depth)].latencyMs
                = milliseconds[static_cast<std::size_t>(depth - 1)];
        const std::vector<Demonstration> shown{
            {architecture(1), 1.0}, {architecture(2), 2.0}, {architecture(3), 3.0}};
        const auto found = predictions("latency", known, shown, {architecture(3)});
        QVERIFY(found);
        AUSPEX_COMPARE(found->front().value, 40.0);
        AUSPEX_COMPARE(*found->front().deviation,
                       10.0 / std::sqrt(6.0)); // line of 10 20 40 on 1 2 3
        QCOMPARE(predictor("latency", known)->scale(), PredictionScale::RankOnly);
        const auto two = predictions("latency", known, {shown[0], shown[1]}, {architecture(3)});
        QVERIFY(!two->front().deviation);
    }

    void countsAreOfTheWholeModelUnlessSaidOtherwise()
    {
        const Knowledge known = knowledge();
        for (const auto &[text, feature] : std::vector<std::pair<std::string, std::string>>{
                 {"params", "params"},
                 {"params:no-embeddings", "params_no_embeddings"},
                 {"flops", "flops"},
                 {"flops:no-output", "flops_no_output"}}) {
            const auto found = predictions(text, known, {}, {architecture(2)});
            QVERIFY(found);
            AUSPEX_COMPARE(found->front().value, featureValue(feature, known, architecture(2)));
        }
    }

    void nearestNeighboursShareEqualDistances()
    {
        const std::vector<Demonstration> shown{
            {architecture(1), 1.0}, {architecture(2), 2.0}, {architecture(4), 8.0}};
        const auto one = predictions("knn:1", knowledge(), shown,
                                     {architecture(3), architecture(1)});
        QVERIFY(one);
        AUSPEX_COMPARE((*one)[0].value, 5.0); // depths 2 and 4 are equally far
        AUSPEX_COMPARE((*one)[1].value, 1.0);
        AUSPEX_COMPARE(*(*one)[1].deviation, std::sqrt(38.0 / 3.0)); // left out: 2, 1, 2
        const auto two = predictions("knn:2", knowledge(), shown, {architecture(1)});
        AUSPEX_COMPARE(two->front().value, 1.5);
        const auto three = predictions("knn:3", knowledge(), shown, {architecture(1)});
        AUSPEX_COMPARE(three->front().value, 11.0 / 3.0);
        QVERIFY(!three->front().deviation);
    }

    void gaussianProcessWithFixedParametersIsTheTextbooks()
    {
        // Standardised depths 1 1 2 are 3 / sqrt(2) apart, so that the kernel between them is
        // exp(-9/4); the scores are -2 0 2 around their mean.
        const auto known = std::make_shared<Knowledge>(knowledge());
        const auto process = gaussianProcess("gp", {featureColumn("decoder_layers", known)},
                                             KernelParameters{1.0, 0.5, 2.0});
        Job job;
        const std::vector<Demonstration> shown = threeByDepth();
        QVERIFY(process->fit(shown, job));
        const auto found = process->predict(std::vector{architecture(1)}, job);
        QVERIFY(found);
        const double c = std::exp(-2.25);
        const double determinant = 2.5 * 1.5 - 2.0 * c * c;
        const double firstTwo = (-2.0 * 1.5 - 2.0 * c * 2.0) / determinant;
        const double third = (2.5 * 2.0 + 2.0 * c) / determinant;
        AUSPEX_COMPARE(found->front().value, 3.0 + firstTwo + c * third);
        const double explained = 2.0 * (1.5 - c * c) / determinant + c * 0.5 * c / determinant;
        AUSPEX_COMPARE(*found->front().deviation, std::sqrt(2.0 * (1.5 - explained)));
    }

    void gaussianProcessFollowsSmoothDataAndDoubtsFarAway()
    {
        std::vector<Demonstration> shown;
        for (const int depth : {1, 2, 3, 5, 6})
            shown.push_back({architecture(depth), 24.0 + std::sqrt(depth)});
        const auto found = predictions("gp:decoder_layers", knowledge(), shown,
                                       {architecture(4), architecture(30)});
        QVERIFY(found);
        QVERIFY(isNear((*found)[0].value, 26.0, 0.03));
        QVERIFY(*(*found)[0].deviation < 0.1);
        QVERIFY(*(*found)[1].deviation > 5.0 * *(*found)[0].deviation);
        // Equal scores leave nothing to explain.
        for (Demonstration &demonstration : shown)
            demonstration.score = 24.0;
        const auto flat = predictions("gp", knowledge(), shown, {architecture(4)});
        QVERIFY(flat);
        AUSPEX_COMPARE(flat->front().value, 24.0);
        QVERIFY(std::isfinite(*flat->front().deviation));
    }

    void leavingOneOutShowsAllTheOthers()
    {
        Job job;
        const auto left = leaveOneOut([] { return meanPredictor("mean"); },
                                      std::vector<Demonstration>{{architecture(1), 1.0},
                                                                 {architecture(2), 2.0},
                                                                 {architecture(3), 6.0}},
                                      job);
        QVERIFY(left);
        QCOMPARE(*left, (std::vector<double>{4.0, 3.5, 1.5}));
        job.cancel();
        QCOMPARE(leaveOneOut([] { return meanPredictor("mean"); },
                             std::vector<Demonstration>{{architecture(1), 1.0}}, job)
                     .error()
                     .code,
                 ErrorCode::Cancelled);
    }

    void everyRefusalSaysWhatIsNeeded_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("shown");
        QTest::addColumn<QString>("message");
        const auto row = [](const char *text, int shown, const char *message) {
            QTest::newRow(text) << QString::fromUtf8(text) << shown << QString::fromUtf8(message);
        };
        row("ols:decoder_layers", 1,
            "ols:decoder_layers needs at least 2 demonstrations and has 1; show more or choose "
            "mean.");
        row("ols:decoder_layers+total_ffn", 2,
            "ols:decoder_layers+total_ffn needs at least 3 demonstrations and has 2; show more or "
            "choose fewer features.");
        row("mean", 0, "mean needs at least 1 demonstration and has 0; show more.");
        row("mean-by-depth", 0,
            "mean-by-depth needs at least 1 demonstration and has 0; show more.");
        row("stacked", 0, "stacked needs at least 1 demonstration and has 0; show more.");
        row("ridge:all", 0, "ridge:all needs at least 1 demonstration and has 0; show more.");
        row("gp", 2, "gp needs at least 3 demonstrations and has 2; show more or choose mean.");
        row("knn:3", 2,
            "knn:3 needs at least 3 demonstrations and has 2; show more or choose a smaller number "
            "of neighbours.");
        row("calibrated:linear:flops", 1,
            "calibrated:linear:flops needs at least 2 demonstrations and has 1; show more or "
            "choose "
            "calibrated:shift.");
        row("calibrated:shift:mean", 0,
            "calibrated:shift:mean needs at least 1 demonstration and has 0; show more or choose "
            "calibrated:none.");
    }

    void everyRefusalSaysWhatIsNeeded()
    {
        QFETCH(QString, text);
        QFETCH(int, shown);
        QFETCH(QString, message);
        std::vector<Demonstration> demonstrations;
        for (int depth = 1; depth <= shown; ++depth)
            demonstrations.push_back({architecture(depth), 24.0 + depth});
        const std::string error = errorOf(
            predictions(text.toStdString(), knowledge(), demonstrations, {architecture(1)}));
        QCOMPARE(QString::fromStdString(error), message);
    }

    void undeterminedCoefficientsAreSaid()
    {
        const std::vector<Demonstration> shown{
            {architecture(1), 1.0}, {architecture(2), 2.0}, {architecture(3), 3.0}};
        Job job;
        const auto made = predictor("ols:decoder_layers+decoder_depth", knowledge());
        QVERIFY(made->fit(shown, job));
        QVERIFY(made->explanation().find("do not tell all columns apart") != std::string::npos);
        AUSPEX_COMPARE(made->predict(std::vector{architecture(5)}, job)->front().value, 5.0);
    }
};

QTEST_GUILESS_MAIN(TestPredictors)
#include "tst_predictors.moc"
