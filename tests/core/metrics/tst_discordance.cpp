// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <limits>
#include <vector>

#include <QtTest>

#include "core/metrics/discordance.h"

using namespace auspex;

using Counts = std::vector<std::int64_t>;
using Shares = std::vector<double>;

class TestDiscordance : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void distanceIsThatOfTheGoldRanks();
    void histogramAndCdfOfASmallExample();
    void reversedOrderHoldsEveryPair();
    void tiedTargetsShareTheirRankRoundedHalfUp();
    void tiedPairsAreNotDiscordant();
    void splitsAddUp();
    void nothingIsFoundInUnusableInput();
};

void TestDiscordance::distanceIsThatOfTheGoldRanks()
{
    // Gold ranks 2, 4, 1, 3: the distance has nothing to do with the size of the difference.
    const std::vector<double> predicted{9, 8, 7, 6};
    const std::vector<double> target{24.1, 29.0, 24.0, 25.0};
    const std::vector<DiscordantPair> pairs = discordantPairs(predicted, target);
    QCOMPARE(pairs.size(), std::size_t{3});
    QCOMPARE(pairs[0].first, std::size_t{0});
    QCOMPARE(pairs[0].second, std::size_t{1});
    QCOMPARE(pairs[0].distance, 2);
    QCOMPARE(pairs[1].first, std::size_t{0});
    QCOMPARE(pairs[1].second, std::size_t{3});
    QCOMPARE(pairs[1].distance, 1);
    QCOMPARE(pairs[2].first, std::size_t{2});
    QCOMPARE(pairs[2].second, std::size_t{3});
    QCOMPARE(pairs[2].distance, 2);
}

void TestDiscordance::histogramAndCdfOfASmallExample()
{
    const std::vector<double> predicted{3, 1, 2, 5, 4};
    const std::vector<double> target{1, 2, 3, 4, 5};
    const DiscordanceHistogram histogram = discordanceHistogram(predicted, target);
    QCOMPARE(histogram.counts, (Counts{2, 1, 0, 0}));
    QCOMPARE(histogram.total, std::int64_t{3});
    QCOMPARE(histogram.cdf(), (Shares{2.0 / 3.0, 1.0, 1.0, 1.0}));
}

void TestDiscordance::reversedOrderHoldsEveryPair()
{
    const std::vector<double> predicted{5, 4, 3, 2, 1};
    const std::vector<double> target{1, 2, 3, 4, 5};
    QCOMPARE(discordanceHistogram(predicted, target).counts, (Counts{4, 3, 2, 1}));
}

void TestDiscordance::tiedTargetsShareTheirRankRoundedHalfUp()
{
    const std::vector<double> predicted{3, 2, 1};
    const std::vector<double> target{1, 1, 2}; // ranks 1.5, 1.5, 3
    QCOMPARE(discordanceHistogram(predicted, target).counts, (Counts{0, 2}));
}

void TestDiscordance::tiedPairsAreNotDiscordant()
{
    const std::vector<double> constant{1, 1, 1};
    const std::vector<double> values{1, 2, 3};
    QCOMPARE(discordanceHistogram(constant, values).counts, (Counts{0, 0}));
    QCOMPARE(discordanceHistogram(values, constant).total, std::int64_t{0});
    QCOMPARE(discordanceHistogram(constant, values).cdf(), (Shares{0.0, 0.0}));
}

void TestDiscordance::splitsAddUp()
{
    DiscordanceHistogram sum{{2, 1}, 3};
    sum += DiscordanceHistogram{{1, 0, 4}, 5};
    QCOMPARE(sum.counts, (Counts{3, 1, 4}));
    QCOMPARE(sum.total, std::int64_t{8});
    QCOMPARE(sum.cdf(), (Shares{0.375, 0.5, 1.0}));
}

void TestDiscordance::nothingIsFoundInUnusableInput()
{
    const std::vector<double> withNan{2, std::numeric_limits<double>::quiet_NaN()};
    const std::vector<double> values{1, 2};
    QVERIFY(discordantPairs(withNan, values).empty());
    QCOMPARE(discordanceHistogram(withNan, values).total, std::int64_t{0});
    QVERIFY(discordanceHistogram({}, {}).counts.empty());
    QVERIFY(discordanceHistogram({}, {}).cdf().empty());
}

QTEST_GUILESS_MAIN(TestDiscordance)
#include "tst_discordance.moc"
