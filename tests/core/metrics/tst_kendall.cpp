// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>
#include <limits>
#include <vector>

#include <QtTest>

#include "core/metrics/rank.h"

using namespace auspex;

namespace {

constexpr double undefined = std::numeric_limits<double>::quiet_NaN();
constexpr double infinity = std::numeric_limits<double>::infinity();

} // namespace

class TestKendall : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void matchesScipy_data();
    void matchesScipy();
    void perfectOrderIsExactlyOne();
    void nanInputIsUndefined();
    void infinitiesAreOrdinaryValues();
    void fewerThanTwoItemsAreUndefined();
    void unequalLengthsAreUndefined();
    void withinGroupsCountsPairsOfOneGroupOnly();
    void withinGroupsLeavesTiesOut();
    void withinGroupsIsUndefinedWithoutACountablePair();
};

void TestKendall::matchesScipy_data()
{
    using Column = std::vector<double>;
    QTest::addColumn<Column>("first");
    QTest::addColumn<Column>("second");
    QTest::addColumn<double>("tau");
    QTest::addColumn<PairCounts>("counts"); // C, D, tied first, tied second, tied both

    const auto row = [](const char *name, Column first, Column second, double tau,
                        PairCounts counts) {
        QTest::newRow(name) << first << second << tau << counts;
    };
    row("K1 same order", {1, 2, 3, 4, 5}, {1, 2, 3, 4, 5}, 1.0, {10, 0, 0, 0, 0});
    row("K2 reversed", {1, 2, 3, 4, 5}, {5, 4, 3, 2, 1}, -1.0, {0, 10, 0, 0, 0});
    row("K3 three swaps", {1, 2, 3, 4, 5}, {3, 1, 2, 5, 4}, 0.4, {7, 3, 0, 0, 0});
    row("K4 ties", {1, 1, 2, 3}, {1, 2, 2, 3}, 0.8, {4, 0, 1, 1, 0});
    row("K5 ties in both", {1, 2, 2, 3, 3, 3}, {1, 2, 3, 3, 4, 4}, 0.8362420100070908,
        {10, 0, 3, 1, 1});
    row("K6 negative", {12, 2, 1, 12, 2}, {1, 4, 7, 1, 0}, -0.4714045207910317, {2, 6, 1, 0, 1});
    row("K7 constant first", {1, 1, 1}, {1, 2, 3}, undefined, {0, 0, 3, 0, 0});
    row("K8 BLEU values", {26.1, 25.9, 25.9, 25.4, 24.8, 26.3},
        {25.9, 26.0, 25.5, 25.5, 24.9, 26.2}, 0.7857142857142857, {12, 1, 1, 1, 0});
    row("K9 constant second", {1, 2}, {2, 2}, undefined, {0, 0, 0, 1, 0});
}

void TestKendall::matchesScipy()
{
    QFETCH(std::vector<double>, first);
    QFETCH(std::vector<double>, second);
    QFETCH(double, tau);
    QFETCH(PairCounts, counts);

    const std::optional<PairCounts> counted = countPairs(first, second);
    QVERIFY(counted);
    QCOMPARE(counted->concordant, counts.concordant);
    QCOMPARE(counted->discordant, counts.discordant);
    QCOMPARE(counted->tiedFirst, counts.tiedFirst);
    QCOMPARE(counted->tiedSecond, counts.tiedSecond);
    QCOMPARE(counted->tiedBoth, counts.tiedBoth);

    const double found = kendallTauB(first, second);
    QVERIFY2(std::isnan(tau) ? std::isnan(found) : std::abs(found - tau) <= 1e-12,
             qPrintable(QString::number(found, 'g', 17)));
}

void TestKendall::perfectOrderIsExactlyOne()
{
    std::vector<double> values{0.0, 0.0};
    for (int i = 1; i < 1000; ++i) {
        values.push_back(i / 3 + 1);
        QVERIFY(kendallTauB(values, values) == 1.0);
    }
}

void TestKendall::nanInputIsUndefined()
{
    const std::vector<double> withNan{1.0, undefined, 3.0};
    const std::vector<double> plain{1.0, 2.0, 3.0};
    const std::vector<int> group{0, 0, 0};
    QVERIFY(std::isnan(kendallTauB(withNan, plain)));
    QVERIFY(std::isnan(kendallTauB(plain, withNan)));
    QVERIFY(std::isnan(tauWithinGroups(plain, withNan, group)));
    QVERIFY(!countPairs(withNan, plain));
}

void TestKendall::infinitiesAreOrdinaryValues()
{
    const std::vector<double> first{-infinity, 0.0, infinity, infinity};
    const std::vector<double> second{1.0, 2.0, 3.0, 4.0};
    QCOMPARE(kendallTauB(first, second), 5.0 / std::sqrt(30.0));
}

void TestKendall::fewerThanTwoItemsAreUndefined()
{
    const std::vector<double> one{1.0};
    QVERIFY(std::isnan(kendallTauB({}, {})));
    QVERIFY(std::isnan(kendallTauB(one, one)));
    QCOMPARE(*countPairs({}, {}), PairCounts{});
}

void TestKendall::unequalLengthsAreUndefined()
{
#ifndef NDEBUG
    QSKIP("An assertion catches it in this build.");
#endif
    const std::vector<double> three{1.0, 2.0, 3.0};
    const std::vector<double> two{1.0, 2.0};
    const std::vector<int> group{0, 0};
    QVERIFY(std::isnan(kendallTauB(three, two)));
    QVERIFY(!countPairs(two, three));
    QVERIFY(std::isnan(tauWithinGroups(three, three, group)));
}

void TestKendall::withinGroupsCountsPairsOfOneGroupOnly()
{
    // Between the groups everything is in order, within them 2 pairs are and 2 are not.
    const std::vector<double> predicted{10, 1, 11, 3, 12, 2};
    const std::vector<double> target{20, 1, 22, 2, 21, 3};
    const std::vector<int> group{6, 1, 6, 1, 6, 1};
    QCOMPARE(tauWithinGroups(predicted, target, group), (4.0 - 2.0) / 6.0);
    const std::vector<int> oneGroup(6, 3);
    QCOMPARE(tauWithinGroups(predicted, target, oneGroup), (13.0 - 2.0) / 15.0);
}

void TestKendall::withinGroupsLeavesTiesOut()
{
    const std::vector<double> predicted{1, 1, 2, 3};
    const std::vector<double> target{1, 2, 2, 0};
    const std::vector<int> group{1, 1, 1, 1};
    // Pairs: (0,1) and (1,2) tied; (0,2) concordant; (0,3), (1,3), (2,3) discordant.
    QCOMPARE(tauWithinGroups(predicted, target, group), (1.0 - 3.0) / 4.0);
}

void TestKendall::withinGroupsIsUndefinedWithoutACountablePair()
{
    const std::vector<double> values{1, 2, 3};
    const std::vector<double> constant{5, 5, 5};
    const std::vector<int> apart{1, 2, 3};
    const std::vector<int> together{1, 1, 1};
    QVERIFY(std::isnan(tauWithinGroups(values, values, apart)));
    QVERIFY(std::isnan(tauWithinGroups(constant, values, together)));
    QVERIFY(std::isnan(tauWithinGroups({}, {}, {})));
}

QTEST_GUILESS_MAIN(TestKendall)
#include "tst_kendall.moc"
