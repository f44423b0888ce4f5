// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <rapidcheck.h>

#include "tests/core/predict/small_data.h"

using namespace auspex;
using namespace auspex::test;

namespace {

/// Recorded scores A = depth, and B and C, which are made of it.
Knowledge recordedByDepth(double slope = 2.0, double offset = 7.0)
{
    Knowledge known = knowledge();
    for (int depth = 1; depth <= 10; ++depth) {
        auto &recorded = known.known[architecture(depth)].recorded;
        recorded["A"] = depth;
        recorded["B"] = slope * depth + offset;
        recorded["C"] = 4.0;
        known.known[architecture(depth)].latencyMs = 10.0 * depth;
    }
    return known;
}

const std::vector<Demonstration> shown{
    {architecture(1), 3.0}, {architecture(2), 5.0}, {architecture(3), 8.0}};

} // namespace

class TestCalibrated : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void shiftAddsTheMeanError()
    {
        const auto found = predictions("calibrated:shift:recorded:A", recordedByDepth(), shown,
                                       {architecture(10)});
        QVERIFY(found);
        AUSPEX_COMPARE(found->front().value, 10.0 + 10.0 / 3.0);
        // Residuals -4/3 -1/3 5/3 around the shift: variance 7/3, and a third of it for the shift.
        AUSPEX_COMPARE(*found->front().deviation, std::sqrt(7.0 / 3.0 * 4.0 / 3.0));
    }

    void linearIsTheLineOfTheScores()
    {
        const auto found = predictions("calibrated:linear:recorded:A", recordedByDepth(), shown,
                                       {architecture(4)});
        QVERIFY(found);
        AUSPEX_COMPARE(found->front().value, 31.0 / 3.0);
        AUSPEX_COMPARE(*found->front().deviation, std::sqrt(1.0 / 6.0 * (1.0 + 1.0 / 3.0 + 2.0)));
    }

    void isotonicJudgesItselfByLeavingOneOut()
    {
        const std::vector<Demonstration> uneven{{architecture(1), 1.0},
                                                {architecture(2), 3.0},
                                                {architecture(3), 2.0},
                                                {architecture(4), 5.0}};
        const auto found = predictions("calibrated:isotonic:recorded:A", recordedByDepth(), uneven,
                                       {architecture(2), architecture(10)});
        QVERIFY(found);
        AUSPEX_COMPARE((*found)[0].value, 2.5);
        AUSPEX_COMPARE((*found)[1].value, 5.0);
        // Left out: 2.5 for 1, 1.5 for 3, 4 for 2, 2.5 for 5.
        AUSPEX_COMPARE(*(*found)[0].deviation,
                       std::sqrt((1.5 * 1.5 + 1.5 * 1.5 + 2.0 * 2.0 + 2.5 * 2.5) / 4.0));
    }

    void noneChangesNothing()
    {
        for (const char *text : {"recorded:A", "mean", "latency"}) {
            const auto plain = predictions(text, recordedByDepth(), shown, {architecture(5)});
            const auto same = predictions(std::string("calibrated:none:") + text, recordedByDepth(),
                                          shown, {architecture(5)});
            QCOMPARE(same->front().value, plain->front().value);
            QVERIFY(same->front().deviation == plain->front().deviation);
        }
    }

    void linearAndIsotonicMakeAScoreOfANumberThatRanks()
    {
        const Knowledge known = recordedByDepth();
        const auto scale = [&](const char *text) { return predictor(text, known)->scale(); };
        QCOMPARE(scale("calibrated:linear:latency"), PredictionScale::Score);
        QCOMPARE(scale("calibrated:isotonic:latency"), PredictionScale::Score);
        QCOMPARE(scale("calibrated:shift:latency"), PredictionScale::RankOnly);
        QCOMPARE(scale("calibrated:none:latency"), PredictionScale::RankOnly);
        const auto linear = predictions("calibrated:linear:latency", known, shown,
                                        {architecture(4)});
        AUSPEX_COMPARE(linear->front().value, 31.0 / 3.0);
        const auto shift = predictions("calibrated:shift:latency", known, shown, {architecture(4)});
        AUSPEX_COMPARE(shift->front().value, 40.0);
    }

    void aFittedPredictorIsCalibratedOnWhatItHasNotSeen()
    {
        // Left out, 1 and 3 at depth 1 are predicted 3 and 1, and 5 at depth 2 is predicted 2: one
        // too low on average. In sample the mean error is 0.
        const auto found = predictions(
            "calibrated:shift:mean-by-depth", knowledge(),
            {{architecture(1), 1.0}, {architecture(1, 2048), 3.0}, {architecture(2), 5.0}},
            {architecture(1, 3072)});
        QVERIFY(found);
        AUSPEX_COMPARE(found->front().value, 3.0);
    }

    void aPredictorThatKnowsNothingStaysTheMean()
    {
        // The leave-one-out means fall as the scores rise; a line through them would be perfect.
        for (const char *text : {"calibrated:linear:mean", "calibrated:linear:recorded:C"}) {
            const auto found = predictions(text, recordedByDepth(), shown, {architecture(7)});
            const auto mean = predictions("mean", recordedByDepth(), shown, {architecture(7)});
            QVERIFY(found);
            AUSPEX_COMPARE(found->front().value, mean->front().value);
            AUSPEX_COMPARE(*found->front().deviation, *mean->front().deviation);
        }
    }

    void whatIsLackingWithoutOneDemonstrationIsSaid()
    {
        const auto found = predictions("calibrated:linear:ols:decoder_layers", knowledge(),
                                       {{architecture(1), 1.0}, {architecture(2), 3.0}},
                                       {architecture(1)});
        QVERIFY(!found);
        QCOMPARE(found.error().message,
                 std::string("calibrated:linear:ols:decoder_layers calibrates on predictions that "
                             "leave out one demonstration: ols:decoder_layers needs at least 2 "
                             "demonstrations and has 1; show more or choose mean."));
    }

    void linearDoesNotDependOnTheUnitOfThePrediction()
    {
        QVERIFY(rc::check([] {
            const int tenths = *rc::gen::suchThat(rc::gen::inRange(-50, 50),
                                                  [](int value) { return value != 0; });
            const Knowledge known = recordedByDepth(tenths / 10.0,
                                                    *rc::gen::inRange(-100, 100) * 1.0);
            std::vector<Demonstration> some;
            const auto scores = *rc::gen::container<std::vector<int>>(5, rc::gen::inRange(0, 500));
            for (int depth = 1; depth <= 5; ++depth)
                some.push_back(
                    {architecture(depth), scores[static_cast<std::size_t>(depth - 1)] / 10.0});
            const auto a = predictions("calibrated:linear:recorded:A", known, some,
                                       {architecture(9)});
            const auto b = predictions("calibrated:linear:recorded:B", known, some,
                                       {architecture(9)});
            RC_ASSERT(isNear(a->front().value, b->front().value, 1e-7));
            RC_ASSERT(isNear(*a->front().deviation, *b->front().deviation, 1e-7));
        }));
    }
};

QTEST_GUILESS_MAIN(TestCalibrated)
#include "tst_calibrated.moc"
