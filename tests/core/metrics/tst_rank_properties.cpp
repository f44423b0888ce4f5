// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>
#include <vector>

#include <QtTest>

#include <rapidcheck.h>

#include "core/metrics/discordance.h"
#include "core/metrics/rank.h"

using namespace auspex;

namespace {

struct Columns {
    std::vector<double> first;
    std::vector<double> second;
    std::vector<int> group;
};

/// From few distinct values, so that ties of every kind are common.
Columns arbitraryColumns()
{
    const auto count = *rc::gen::inRange<std::size_t>(0, 60);
    const int levels = *rc::gen::element(1, 2, 4, 1000);
    const auto column = [&] {
        const auto whole = *rc::gen::container<std::vector<int>>(count,
                                                                 rc::gen::inRange(-levels, levels));
        std::vector<double> values;
        for (const int value : whole)
            values.push_back(value / 8.0);
        return values;
    };
    Columns columns{column(), column(), {}};
    columns.group = *rc::gen::container<std::vector<int>>(count, rc::gen::inRange(0, 4));
    return columns;
}

/// Kendall's definition, pair by pair; of pairs of one group only where `inGroups`.
PairCounts countByDefinition(const Columns &columns, bool inGroups)
{
    PairCounts counts;
    for (std::size_t i = 0; i < columns.first.size(); ++i) {
        for (std::size_t j = 0; j < i; ++j) {
            if (inGroups && columns.group[i] != columns.group[j])
                continue;
            const double first = columns.first[i] - columns.first[j];
            const double second = columns.second[i] - columns.second[j];
            if (first == 0.0 && second == 0.0)
                ++counts.tiedBoth;
            else if (first == 0.0)
                ++counts.tiedFirst;
            else if (second == 0.0)
                ++counts.tiedSecond;
            else
                ++(first * second > 0.0 ? counts.concordant : counts.discordant);
        }
    }
    return counts;
}

bool areSame(double a, double b)
{
    return (std::isnan(a) && std::isnan(b)) || std::abs(a - b) <= 1e-12;
}

} // namespace

class TestRankProperties : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void fastPairCountsAreThoseOfTheDefinition();
    void fastTauWithinGroupsIsThatOfTheDefinition();
    void tauIsSymmetricAndOddUnderReversal();
    void tauSeesTheOrderAlone();
    void histogramHoldsEveryDiscordantPairOnce();
};

void TestRankProperties::fastPairCountsAreThoseOfTheDefinition()
{
    QVERIFY(rc::check([] {
        const Columns columns = arbitraryColumns();
        RC_ASSERT(*countPairs(columns.first, columns.second) == countByDefinition(columns, false));
    }));
}

void TestRankProperties::fastTauWithinGroupsIsThatOfTheDefinition()
{
    QVERIFY(rc::check([] {
        const Columns columns = arbitraryColumns();
        const PairCounts counts = countByDefinition(columns, true);
        const auto ordered = static_cast<double>(counts.concordant + counts.discordant);
        const double expected = static_cast<double>(counts.concordant - counts.discordant)
                                / ordered; // NaN for 0 / 0
        RC_ASSERT(areSame(tauWithinGroups(columns.first, columns.second, columns.group), expected));
    }));
}

void TestRankProperties::tauIsSymmetricAndOddUnderReversal()
{
    QVERIFY(rc::check([] {
        const Columns columns = arbitraryColumns();
        std::vector<double> reversed = columns.first;
        for (double &value : reversed)
            value = -value;
        const double tau = kendallTauB(columns.first, columns.second);
        RC_ASSERT(areSame(tau, kendallTauB(columns.second, columns.first)));
        RC_ASSERT(areSame(-tau, kendallTauB(reversed, columns.second)));
    }));
}

void TestRankProperties::tauSeesTheOrderAlone()
{
    QVERIFY(rc::check([] {
        const Columns columns = arbitraryColumns();
        std::vector<double> bent = columns.first;
        for (double &value : bent)
            value = std::exp(value / 100.0) * 3.0;
        RC_ASSERT(
            areSame(kendallTauB(columns.first, columns.second), kendallTauB(bent, columns.second)));
        RC_ASSERT(areSame(spearman(columns.first, columns.second), spearman(bent, columns.second)));
    }));
}

void TestRankProperties::histogramHoldsEveryDiscordantPairOnce()
{
    QVERIFY(rc::check([] {
        const Columns columns = arbitraryColumns();
        const DiscordanceHistogram histogram = discordanceHistogram(columns.first, columns.second);
        RC_ASSERT(histogram.total == countPairs(columns.first, columns.second)->discordant);
        std::int64_t sum = 0;
        for (const std::int64_t count : histogram.counts)
            sum += count;
        RC_ASSERT(sum == histogram.total);
        const auto pairs = discordantPairs(columns.first, columns.second);
        RC_ASSERT(static_cast<std::int64_t>(pairs.size()) == histogram.total);
        for (const DiscordantPair &pair : pairs)
            RC_ASSERT(pair.distance >= 1 && pair.distance < static_cast<int>(columns.first.size()));
    }));
}

QTEST_GUILESS_MAIN(TestRankProperties)
#include "tst_rank_properties.moc"
