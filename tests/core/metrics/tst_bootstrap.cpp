// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include <QtTest>

#include "core/base/random.h"
#include "core/metrics/bootstrap.h"
#include "core/metrics/errors.h"
#include "core/metrics/rank.h"

using namespace auspex;

namespace {

constexpr double undefined = std::numeric_limits<double>::quiet_NaN();

double mae(const Sample &sample)
{
    return meanAbsoluteError(sample.predicted, sample.target);
}

double tau(const Sample &sample)
{
    return kendallTauB(sample.predicted, sample.target);
}

double depthTau(const Sample &sample)
{
    return tauWithinGroups(sample.predicted, sample.target, sample.group);
}

/// Owns what SplitScores refers to.
struct Split {
    std::vector<double> predicted;
    std::vector<double> target;
    std::vector<int> group;
    std::vector<int> item;

    operator SplitScores() const { return {predicted, target, group, item}; }
};

/// `size` of 30 architectures with noisy predictions; the same seed, the same architectures.
Split randomSplit(std::uint64_t seed, std::size_t size, double noise)
{
    std::vector<int> items;
    for (int item = 100; item < 130; ++item)
        items.push_back(item);
    Random(seed, "items").shuffle(items);
    items.resize(size);
    Split split;
    split.item = items;
    for (const int item : items) {
        Random random(7, "architecture", static_cast<std::uint64_t>(item));
        split.target.push_back(25.0 + random.unit());
        split.group.push_back(static_cast<int>(random.below(6)) + 1);
        split.predicted.push_back(split.target.back() + noise * (random.unit() - 0.5));
    }
    return split;
}

Interval intervalOf(const std::vector<SplitScores> &splits, const Metric &metric,
                    const BootstrapOptions &options = {})
{
    return bootstrapInterval(splits, metric, options, Job()).value();
}

bool isUndefined(const Interval &interval)
{
    return std::isnan(interval.estimate) && std::isnan(interval.low) && std::isnan(interval.high);
}

} // namespace

class TestBootstrap : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void drawsItemsOfThePoolAsDocumented();
    void oneItemGivesAPoint();
    void quantilesOfTwoItems();
    void aRepeatedSplitAddsNoCertainty();
    void splitsWithoutTheMetricAreLeftOut();
    void resamplesWithoutTheMetricAreDropped();
    void orderOfRowsDoesNotMatter();
    void severalMetricsAreThoseOfOneByOne();
    void anotherSeedGivesOtherDraws();
    void coversTheTruthAboutAsOftenAsItSays();
    void pairedDifferenceOfTheSamePredictorIsZero();
    void pairedTestSeesASteadyDifference();
    void pairedTestIsAntisymmetric();
    void pairedTestComparesTheSplitsBothHave();
    void unusableInputIsUndefined();
    void unusableOptionsLeaveTheEstimate();
    void cancels();
    void metricOfEachSplit();
};

void TestBootstrap::drawsItemsOfThePoolAsDocumented()
{
    const Split one = randomSplit(1, 12, 0.5);
    const Split two = randomSplit(2, 15, 0.5);
    std::vector<int> pool = one.item;
    pool.insert(pool.end(), two.item.begin(), two.item.end());
    std::sort(pool.begin(), pool.end());
    pool.erase(std::unique(pool.begin(), pool.end()), pool.end());

    std::vector<double> means;
    for (std::uint64_t replicate = 0; replicate < 201; ++replicate) {
        Random random(42, "bootstrap", replicate);
        std::vector<int> drawn;
        for (std::size_t i = 0; i < pool.size(); ++i)
            drawn.push_back(pool[random.below(pool.size())]);
        double sum = 0.0;
        for (const Split *split : {&one, &two}) {
            double errors = 0.0;
            int count = 0;
            for (const int item : drawn) {
                const auto found = std::find(split->item.begin(), split->item.end(), item);
                if (found == split->item.end())
                    continue;
                const auto row = static_cast<std::size_t>(found - split->item.begin());
                errors += std::abs(split->predicted[row] - split->target[row]);
                ++count;
            }
            sum += errors / count;
        }
        means.push_back(sum / 2.0);
    }
    std::sort(means.begin(), means.end());
    const Interval interval = intervalOf({one, two}, mae,
                                         {.resamples = 201, .level = 0.9, .seed = 42});
    QVERIFY(std::abs(interval.low - means[10]) <= 1e-12); // 0.05 of the 200 steps
    QVERIFY(std::abs(interval.high - means[190]) <= 1e-12);
    QCOMPARE(interval.resamples, 201);
    QCOMPARE(interval.dropped, 0);
}

void TestBootstrap::oneItemGivesAPoint()
{
    const Split split{{3.0}, {2.5}, {1}, {9}};
    const Interval interval = intervalOf({split}, mae);
    QCOMPARE(interval.estimate, 0.5);
    QCOMPARE(interval.low, 0.5);
    QCOMPARE(interval.high, 0.5);
}

void TestBootstrap::quantilesOfTwoItems()
{
    // The resampled error is 0, 0.5 and 1 in a quarter, a half and a quarter of the draws.
    const Split split{{1.0, 2.0}, {1.0, 1.0}, {}, {0, 1}};
    const Interval wide = intervalOf({split}, mae);
    QCOMPARE(wide.estimate, 0.5);
    QCOMPARE(wide.low, 0.0);
    QCOMPARE(wide.high, 1.0);
    const Interval narrow = intervalOf({split}, mae, {.level = 0.4});
    QCOMPARE(narrow.low, 0.5);
    QCOMPARE(narrow.high, 0.5);
}

void TestBootstrap::aRepeatedSplitAddsNoCertainty()
{
    const Split split = randomSplit(1, 20, 1.0);
    const Interval once = intervalOf({split}, tau);
    const Interval often = intervalOf({split, split, split, split}, tau);
    QVERIFY(std::abs(once.low - often.low) <= 1e-12);
    QVERIFY(std::abs(once.high - often.high) <= 1e-12);
    QVERIFY(once.high - once.low > 0.1);
}

void TestBootstrap::splitsWithoutTheMetricAreLeftOut()
{
    const Split constant{{1.0, 1.0, 1.0}, {1.0, 2.0, 3.0}, {}, {200, 201, 202}};
    const Split split = randomSplit(1, 20, 1.0);
    const Interval interval = intervalOf({constant, split}, tau);
    QCOMPARE(interval.estimate, kendallTauB(split.predicted, split.target));
    QCOMPARE(interval.resamples, 2000);
    QVERIFY(interval.low < interval.estimate && interval.estimate < interval.high);
}

void TestBootstrap::resamplesWithoutTheMetricAreDropped()
{
    // A half of the draws is the same item twice, which has no rank correlation.
    const Split split{{1.0, 2.0}, {1.0, 2.0}, {}, {0, 1}};
    const Interval interval = intervalOf({split}, tau);
    QCOMPARE(interval.resamples + interval.dropped, 2000);
    QVERIFY(interval.dropped > 900 && interval.dropped < 1100);
    QCOMPARE(interval.low, 1.0);

    const Split constant{{1.0, 1.0}, {1.0, 2.0}, {}, {0, 1}};
    const Interval none = intervalOf({constant}, tau);
    QCOMPARE(none.dropped, 2000);
    QVERIFY(isUndefined(none));
}

void TestBootstrap::orderOfRowsDoesNotMatter()
{
    const Split split = randomSplit(3, 20, 0.8);
    Split reversed = split;
    std::reverse(reversed.predicted.begin(), reversed.predicted.end());
    std::reverse(reversed.target.begin(), reversed.target.end());
    std::reverse(reversed.group.begin(), reversed.group.end());
    std::reverse(reversed.item.begin(), reversed.item.end());
    const Interval one = intervalOf({split}, depthTau);
    const Interval other = intervalOf({reversed}, depthTau);
    QCOMPARE(one.low, other.low);
    QCOMPARE(one.high, other.high);
}

void TestBootstrap::severalMetricsAreThoseOfOneByOne()
{
    const Split one = randomSplit(1, 20, 0.5);
    const Split two = randomSplit(2, 20, 0.5);
    const std::vector<SplitScores> splits{one, two};
    const std::vector<Metric> metrics{mae, tau, depthTau};
    const auto together = bootstrapIntervals(splits, metrics, {}, Job()).value();
    QCOMPARE(together.size(), metrics.size());
    for (std::size_t m = 0; m < metrics.size(); ++m) {
        const Interval alone = intervalOf(splits, metrics[m]);
        QCOMPARE(together[m].estimate, alone.estimate);
        QCOMPARE(together[m].low, alone.low);
        QCOMPARE(together[m].high, alone.high);
    }
}

void TestBootstrap::anotherSeedGivesOtherDraws()
{
    const Split split = randomSplit(1, 20, 0.5);
    QCOMPARE(intervalOf({split}, mae).low, intervalOf({split}, mae).low);
    QVERIFY(intervalOf({split}, mae).low != intervalOf({split}, mae, {.seed = 2}).low);
}

void TestBootstrap::coversTheTruthAboutAsOftenAsItSays()
{
    // The mean absolute value of uniform noise in [-1, 1) is 0.5.
    int covered = 0;
    constexpr int trials = 200;
    for (std::uint64_t trial = 0; trial < trials; ++trial) {
        Random random(trial, "noise");
        Split split;
        for (int item = 0; item < 40; ++item) {
            split.item.push_back(item);
            split.target.push_back(0.0);
            split.predicted.push_back(2.0 * random.unit() - 1.0);
        }
        const Interval interval = intervalOf({split}, mae, {.resamples = 400, .seed = trial});
        covered += interval.low <= 0.5 && 0.5 <= interval.high ? 1 : 0;
    }
    QVERIFY2(covered >= 176 && covered <= 198, qPrintable(QString::number(covered)));
}

void TestBootstrap::pairedDifferenceOfTheSamePredictorIsZero()
{
    const std::vector<Split> owned{randomSplit(1, 20, 0.5), randomSplit(2, 20, 0.5)};
    const std::vector<SplitScores> splits{owned[0], owned[1]};
    const PairedTest test = pairedBootstrap(splits, splits, tau, {}, Job()).value();
    QCOMPARE(test.difference.estimate, 0.0);
    QCOMPARE(test.difference.low, 0.0);
    QCOMPARE(test.difference.high, 0.0);
    QCOMPARE(test.pValue, 1.0);
}

void TestBootstrap::pairedTestSeesASteadyDifference()
{
    const Split split = randomSplit(1, 20, 0.0);
    Split better = split;
    Split worse = split;
    for (std::size_t i = 0; i < split.target.size(); ++i) {
        better.predicted[i] = split.target[i] + 0.25;
        worse.predicted[i] = split.target[i] - 0.75;
    }
    const std::vector<SplitScores> first{better};
    const std::vector<SplitScores> second{worse};
    const PairedTest test = pairedBootstrap(first, second, mae, {}, Job()).value();
    QVERIFY(std::abs(test.difference.estimate + 0.5) <= 1e-12);
    QVERIFY(std::abs(test.difference.low + 0.5) <= 1e-12);
    QVERIFY(std::abs(test.difference.high + 0.5) <= 1e-12);
    QCOMPARE(test.pValue, 2.0 / 2001.0); // never 0
}

void TestBootstrap::pairedTestIsAntisymmetric()
{
    const std::vector<Split> good{randomSplit(1, 20, 0.6), randomSplit(2, 20, 0.6)};
    std::vector<Split> bad = good;
    Random random(5, "worse");
    for (Split &split : bad) {
        for (double &value : split.predicted)
            value += 0.4 * random.unit();
    }
    const std::vector<SplitScores> first{good[0], good[1]};
    const std::vector<SplitScores> second{bad[0], bad[1]};
    const std::vector<Metric> metrics{mae, tau};
    const auto there = pairedBootstraps(first, second, metrics, {}, Job()).value();
    const auto back = pairedBootstraps(second, first, metrics, {}, Job()).value();
    for (std::size_t m = 0; m < metrics.size(); ++m) {
        const double difference = intervalOf(first, metrics[m]).estimate
                                  - intervalOf(second, metrics[m]).estimate;
        QVERIFY(std::abs(there[m].difference.estimate - difference) <= 1e-12);
        QVERIFY(std::abs(there[m].difference.low + back[m].difference.high) <= 1e-12);
        QCOMPARE(there[m].pValue, back[m].pValue);
        QVERIFY(there[m].pValue > 0.0 && there[m].pValue <= 1.0);
    }
}

void TestBootstrap::pairedTestComparesTheSplitsBothHave()
{
    const Split one{{1.0, 2.0, 3.0}, {1.0, 2.0, 3.0}, {}, {0, 1, 2}};
    const Split two{{5.0, 4.0, 3.0}, {3.0, 4.0, 5.0}, {}, {0, 1, 2}};
    const Split constant{{1.0, 1.0, 1.0}, {3.0, 4.0, 5.0}, {}, {0, 1, 2}};
    const std::vector<SplitScores> first{one, two};
    const std::vector<SplitScores> second{one, constant};
    QCOMPARE(pairedBootstrap(first, second, tau, {}, Job()).value().difference.estimate, 0.0);
}

void TestBootstrap::unusableInputIsUndefined()
{
    const Split fine = randomSplit(1, 5, 0.5);
    const Split empty;
    Split ragged = fine;
    ragged.target.pop_back();
    Split oddGroup = fine;
    oddGroup.group.pop_back();
    Split oddItems = fine;
    oddItems.item.push_back(1);
    QVERIFY(isUndefined(intervalOf({}, mae)));
    for (const Split &bad : {empty, ragged, oddGroup, oddItems}) {
        QVERIFY(isUndefined(intervalOf({fine, bad}, mae)));
        const std::vector<SplitScores> splits{fine};
        const std::vector<SplitScores> others{bad};
        const PairedTest test = pairedBootstrap(splits, others, mae, {}, Job()).value();
        QVERIFY(isUndefined(test.difference) && std::isnan(test.pValue));
    }
    const std::vector<SplitScores> one{fine};
    const std::vector<SplitScores> two{fine, fine};
    QVERIFY(isUndefined(pairedBootstrap(one, two, mae, {}, Job()).value().difference));
    QVERIFY(bootstrapIntervals(one, {}, {}, Job()).value().empty());

    Split withNan = fine;
    withNan.predicted[2] = undefined;
    QVERIFY(std::isnan(intervalOf({withNan}, tau).estimate));
}

void TestBootstrap::unusableOptionsLeaveTheEstimate()
{
    const Split split = randomSplit(1, 20, 0.5);
    const double estimate = meanAbsoluteError(split.predicted, split.target);
    for (const BootstrapOptions &options :
         {BootstrapOptions{.resamples = 0}, BootstrapOptions{.resamples = -3},
          BootstrapOptions{.level = 0.0}, BootstrapOptions{.level = 1.0},
          BootstrapOptions{.level = undefined}}) {
        const Interval interval = intervalOf({split}, mae, options);
        QVERIFY(std::abs(interval.estimate - estimate) <= 1e-12);
        QVERIFY(std::isnan(interval.low) && std::isnan(interval.high));
    }
}

void TestBootstrap::cancels()
{
    const Split split = randomSplit(1, 20, 0.5);
    const std::vector<SplitScores> splits{split};
    Job job;
    int calls = 0;
    const Metric cancelling = [&](const Sample &) {
        if (++calls == 10)
            job.cancel();
        return 1.0;
    };
    const auto result = bootstrapInterval(splits, cancelling, {}, job);
    QVERIFY(!result);
    QCOMPARE(result.error().code, ErrorCode::Cancelled);
    QCOMPARE(calls, 10);
    QVERIFY(!pairedBootstrap(splits, splits, mae, {}, job));
}

void TestBootstrap::metricOfEachSplit()
{
    const Split one = randomSplit(1, 20, 0.5);
    const Split two{{1.0, 1.0}, {1.0, 2.0}, {}, {0, 1}};
    const Split empty;
    const std::vector<SplitScores> splits{one, two, empty};
    const std::vector<double> values = metricBySplit(splits, tau);
    QCOMPARE(values.size(), std::size_t{3});
    QCOMPARE(values[0], kendallTauB(one.predicted, one.target));
    QVERIFY(std::isnan(values[1]));
    QVERIFY(std::isnan(values[2]));
}

QTEST_GUILESS_MAIN(TestBootstrap)
#include "tst_bootstrap.moc"
