// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <algorithm>

#include <rapidcheck.h>

#include "core/predict/isotonic.h"

using namespace auspex;

using Numbers = std::vector<double>;

class TestIsotonic : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void violatorsArePooled()
    {
        const IsotonicMap map = fitIsotonic(Numbers{4, 1, 3, 2}, Numbers{5, 1, 2, 3});
        QCOMPARE(map.x, (Numbers{1, 2, 3, 4}));
        QCOMPARE(map.y, (Numbers{1, 2.5, 2.5, 5}));
        QCOMPARE(map(1.5), 1.75);
        QCOMPARE(map(2.5), 2.5);
        QCOMPARE(map(3.5), 3.75);
        QCOMPARE(map(0.0), 1.0); // constant outside
        QCOMPARE(map(9.0), 5.0);
    }

    void equalPredictionsAreOneKnotWithTheirWeight()
    {
        // The three at 2 have the mean 4 and weigh three; with the 0 at 3: (12 + 0) / 4.
        const IsotonicMap map = fitIsotonic(Numbers{2, 2, 3, 2, 1}, Numbers{3, 4, 0, 5, 1});
        QCOMPARE(map.x, (Numbers{1, 2, 3}));
        QCOMPARE(map.y, (Numbers{1, 3, 3}));
    }

    void poolingGoesBackAsFarAsNeeded()
    {
        const IsotonicMap map = fitIsotonic(Numbers{1, 2, 3, 4}, Numbers{3, 4, 5, 0});
        QCOMPARE(map.y, (Numbers{3, 3, 3, 3}));
    }

    void onePointIsAConstant()
    {
        const IsotonicMap map = fitIsotonic(Numbers{2}, Numbers{7});
        QCOMPARE(map(-1.0), 7.0);
        QCOMPARE(map(2.0), 7.0);
        QCOMPARE(map(3.0), 7.0);
    }

    void neverFallsAndKeepsTheMean()
    {
        QVERIFY(rc::check([] {
            const auto points = *rc::gen::nonEmpty(
                rc::gen::container<std::vector<std::pair<int, int>>>(
                    rc::gen::pair(rc::gen::inRange(-20, 20), rc::gen::inRange(-100, 100))));
            Numbers x;
            Numbers y;
            for (const auto &[a, b] : points) {
                x.push_back(a);
                y.push_back(b);
            }
            const IsotonicMap map = fitIsotonic(x, y);
            RC_ASSERT(std::is_sorted(map.y.begin(), map.y.end()));
            const double first = *rc::gen::inRange(-250, 250) / 10.0;
            const double second = *rc::gen::inRange(-250, 250) / 10.0;
            RC_ASSERT(map(std::min(first, second)) <= map(std::max(first, second)));
            double difference = 0.0;
            for (std::size_t i = 0; i < x.size(); ++i)
                difference += map(x[i]) - y[i];
            RC_ASSERT(std::abs(difference) < 1e-8);
        }));
    }
};

QTEST_GUILESS_MAIN(TestIsotonic)
#include "tst_isotonic.moc"
