// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <set>
#include <vector>

#include <QtTest>

#include <rapidcheck.h>

#include "core/metrics/selection.h"

using namespace auspex;

namespace {

/// Every way to pick the k highest values, each as often as orders of the items lead to it.
std::vector<std::set<int>> allTopK(const std::vector<double> &values, int k)
{
    std::vector<int> priority(values.size());
    std::iota(priority.begin(), priority.end(), 0);
    std::vector<std::set<int>> picks;
    do {
        std::vector<int> order = priority;
        std::stable_sort(order.begin(), order.end(), [&](int a, int b) {
            return values[static_cast<std::size_t>(a)] > values[static_cast<std::size_t>(b)];
        });
        picks.emplace_back(order.begin(), order.begin() + k);
    } while (std::next_permutation(priority.begin(), priority.end()));
    return picks;
}

std::vector<double> arbitraryColumn(std::size_t count)
{
    const auto whole = *rc::gen::container<std::vector<int>>(count, rc::gen::inRange(0, 4));
    return {whole.begin(), whole.end()};
}

} // namespace

class TestSelection : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void regretIsWhatTheBestPickMisses();
    void overlapCountsTheSharedItems();
    void equalPredictionsGiveWhatBlindPickingGives();
    void tiedTargetsCountAsEquallyGood();
    void isUndefinedForAnUnusableK();
    void isUndefinedForNan();
    void overlapIsTheMeanOverAllTieBreaks();
    void regretIsTheMeanOverAllTieBreaks();
};

void TestSelection::regretIsWhatTheBestPickMisses()
{
    const std::vector<double> predicted{9, 8, 7, 6};
    const std::vector<double> target{24.5, 25.25, 24.0, 26.0};
    QCOMPARE(regretAtK(predicted, target, 1), 1.5);
    QCOMPARE(regretAtK(predicted, target, 2), 0.75);
    QCOMPARE(regretAtK(predicted, target, 3), 0.75);
    QCOMPARE(regretAtK(predicted, target, 4), 0.0);
}

void TestSelection::overlapCountsTheSharedItems()
{
    const std::vector<double> predicted{9, 8, 7, 6, 5};
    const std::vector<double> target{3, 1, 5, 4, 2};
    QCOMPARE(topKOverlap(predicted, target, 1), 0.0);
    QCOMPARE(topKOverlap(predicted, target, 2), 0.0);
    QCOMPARE(topKOverlap(predicted, target, 3), 2.0 / 3.0);
    QCOMPARE(topKOverlap(predicted, target, 5), 1.0);
}

void TestSelection::equalPredictionsGiveWhatBlindPickingGives()
{
    const std::vector<double> predicted(3, 25.0);
    const std::vector<double> target{1, 2, 3};
    QCOMPARE(regretAtK(predicted, target, 1), 1.0);
    QCOMPARE(regretAtK(predicted, target, 2), 1.0 / 3.0);
    QCOMPARE(topKOverlap(predicted, target, 1), 1.0 / 3.0);
    QCOMPARE(topKOverlap(predicted, target, 2), 2.0 / 3.0);
}

void TestSelection::tiedTargetsCountAsEquallyGood()
{
    const std::vector<double> predicted{2, 1, 0};
    const std::vector<double> target{5, 5, 1};
    QCOMPARE(regretAtK(predicted, target, 1), 0.0);
    QCOMPARE(topKOverlap(predicted, target, 1), 0.5);
}

void TestSelection::isUndefinedForAnUnusableK()
{
    const std::vector<double> values{1, 2, 3};
    for (const int k : {-1, 0, 4}) {
        QVERIFY(std::isnan(topKOverlap(values, values, k)));
        QVERIFY(std::isnan(regretAtK(values, values, k)));
    }
    QVERIFY(std::isnan(regretAtK({}, {}, 1)));
}

void TestSelection::isUndefinedForNan()
{
    const std::vector<double> withNan{1, std::numeric_limits<double>::quiet_NaN()};
    const std::vector<double> values{1, 2};
    QVERIFY(std::isnan(topKOverlap(withNan, values, 1)));
    QVERIFY(std::isnan(topKOverlap(values, withNan, 1)));
    QVERIFY(std::isnan(regretAtK(withNan, values, 1)));
    QVERIFY(std::isnan(regretAtK(values, withNan, 1)));
}

void TestSelection::overlapIsTheMeanOverAllTieBreaks()
{
    QVERIFY(rc::check([] {
        const auto count = *rc::gen::inRange<std::size_t>(1, 5);
        const int k = *rc::gen::inRange(1, static_cast<int>(count) + 1);
        const std::vector<double> predicted = arbitraryColumn(count);
        const std::vector<double> target = arbitraryColumn(count);
        double sum = 0.0;
        int ways = 0;
        for (const std::set<int> &chosen : allTopK(predicted, k)) {
            for (const std::set<int> &best : allTopK(target, k)) {
                for (const int item : chosen)
                    sum += best.contains(item) ? 1.0 / k : 0.0;
                ++ways;
            }
        }
        RC_ASSERT(std::abs(topKOverlap(predicted, target, k) - sum / ways) <= 1e-12);
    }));
}

void TestSelection::regretIsTheMeanOverAllTieBreaks()
{
    QVERIFY(rc::check([] {
        const auto count = *rc::gen::inRange<std::size_t>(1, 7);
        const int k = *rc::gen::inRange(1, static_cast<int>(count) + 1);
        const std::vector<double> predicted = arbitraryColumn(count);
        const std::vector<double> target = arbitraryColumn(count);
        double sum = 0.0;
        int ways = 0;
        for (const std::set<int> &chosen : allTopK(predicted, k)) {
            double best = -1.0;
            for (const int item : chosen)
                best = std::max(best, target[static_cast<std::size_t>(item)]);
            sum += *std::max_element(target.begin(), target.end()) - best;
            ++ways;
        }
        RC_ASSERT(std::abs(regretAtK(predicted, target, k) - sum / ways) <= 1e-12);
    }));
}

QTEST_GUILESS_MAIN(TestSelection)
#include "tst_selection.moc"
