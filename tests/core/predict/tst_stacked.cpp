// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "tests/core/predict/small_data.h"

using namespace auspex;
using namespace auspex::test;

namespace {

bool contains(const std::string &text, const std::string &part)
{
    return text.find(part) != std::string::npos;
}

} // namespace

class TestStacked : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void fewDemonstrationsGiveTheMeanAndSaySo()
    {
        Job job;
        const auto made = predictor("stacked", knowledge());
        QVERIFY(made->fit(std::vector<Demonstration>{{architecture(1), 24.0}}, job));
        const auto one = made->predict(std::vector{architecture(3)}, job);
        AUSPEX_COMPARE(one->front().value, 24.0);
        QVERIFY(!one->front().deviation);
        QVERIFY(contains(made->explanation(), "fewer than three demonstrations"));
        QVERIFY(made->fit(
            std::vector<Demonstration>{{architecture(1), 24.0}, {architecture(2), 26.0}}, job));
        AUSPEX_COMPARE(made->predict(std::vector{architecture(3)}, job)->front().value, 25.0);
    }

    void threeDemonstrationsOnALineAreEnough()
    {
        const auto found = predictions(
            "stacked", knowledge(),
            {{architecture(1), 24.0}, {architecture(2), 25.0}, {architecture(3), 26.0}},
            {architecture(4)});
        QVERIFY(found);
        QVERIFY(isNear(found->front().value, 27.0, 1e-6));
        QVERIFY(found->front().deviation.has_value());
    }

    void membersThatAreNoBetterThanTheMeanAreDropped()
    {
        Job job;
        const auto made = predictor("stacked", knowledge());
        // Neither depth nor width says anything about these scores.
        QVERIFY(made->fit(std::vector<Demonstration>{{architecture(1), 24.0},
                                                     {architecture(2), 26.0},
                                                     {architecture(3), 26.0},
                                                     {architecture(4), 24.0}},
                          job));
        AUSPEX_COMPARE(made->predict(std::vector{architecture(9)}, job)->front().value, 25.0);
        QVERIFY(contains(made->explanation(), "no member predicts those left out better"));
    }

    void anExactScoreTakesAllTheWeight()
    {
        Knowledge known = knowledge();
        const std::vector<double> scores{26.0, 24.5, 25.0, 27.0, 23.0};
        std::vector<Demonstration> shown;
        for (int depth = 1; depth <= 5; ++depth) {
            const double score = scores[static_cast<std::size_t>(depth - 1)];
            known.known[architecture(depth)].recorded["HAT"] = 2.0 * score - 10.0;
            shown.push_back({architecture(depth), score});
        }
        known.known[architecture(6)].recorded["HAT"] = 42.0;
        Job job;
        const auto made = predictor("stacked", known);
        QVERIFY(made->fit(shown, job));
        QVERIFY(contains(made->explanation(), "100 % HAT"));
        QVERIFY(
            isNear(made->predict(std::vector{architecture(6)}, job)->front().value, 26.0, 1e-6));
    }

    void aMissingScoreIsDoneWithout()
    {
        Knowledge known = knowledge();
        std::vector<Demonstration> shown;
        for (int depth = 1; depth <= 5; ++depth) {
            known.known[architecture(depth)].recorded["HAT"] = 20.0 + depth + (depth % 2) * 0.1;
            shown.push_back({architecture(depth), 24.0 + depth});
        }
        // Not known of the one that is asked for: the depth members carry it.
        const auto asked = predictions("stacked", known, shown, {architecture(6)});
        QVERIFY(asked);
        QVERIFY(isNear(asked->front().value, 30.0, 0.5));
        // Not known of a demonstration: as if there were no such column.
        const auto without = predictions("stacked", knowledge(), shown, {architecture(6)});
        known.known[architecture(6)].recorded["HAT"] = 99.0;
        known.known[architecture(3)].recorded.clear();
        const auto dropped = predictions("stacked", known, shown, {architecture(6)});
        QCOMPARE(dropped->front().value, without->front().value);
    }

    void equalScoresAreTheMean()
    {
        const auto found = predictions(
            "stacked", knowledge(),
            {{architecture(1), 24.0}, {architecture(2), 24.0}, {architecture(3), 24.0}},
            {architecture(4)});
        AUSPEX_COMPARE(found->front().value, 24.0);
        AUSPEX_COMPARE(*found->front().deviation, 0.0);
    }
};

QTEST_GUILESS_MAIN(TestStacked)
#include "tst_stacked.moc"
