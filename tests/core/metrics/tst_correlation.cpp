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

} // namespace

// Golden values from scipy.stats; tolerance 1e-12.
class TestCorrelation : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void midRanksShareTheMeanOfTheirPlaces();
    void spearmanMatchesScipyWithTies();
    void spearmanIsOneForAnyRisingCurve();
    void pearsonMatchesScipy();
    void constantColumnsAreUndefined();
    void nanIsUndefined();
    void hugeAndTinyValuesDoNotOverflow();
};

void TestCorrelation::midRanksShareTheMeanOfTheirPlaces()
{
    const std::vector<double> values{3.0, 1.0, 3.0, 2.0, 3.0, 1.0};
    QCOMPARE(midRanks(values), (std::vector<double>{5.0, 1.5, 5.0, 3.0, 5.0, 1.5}));
    QVERIFY(midRanks({}).empty());
}

void TestCorrelation::spearmanMatchesScipyWithTies()
{
    const std::vector<double> first{26.1, 25.9, 25.9, 25.4, 24.8, 26.3};
    const std::vector<double> second{25.9, 26.0, 25.5, 25.5, 24.9, 26.2};
    QVERIFY(std::abs(spearman(first, second) - 0.8676470588235294) <= 1e-12);
}

void TestCorrelation::spearmanIsOneForAnyRisingCurve()
{
    const std::vector<double> first{1.0, 2.0, 3.0, 4.0, 5.0};
    const std::vector<double> second{1.0, 2.0, 4.0, 1e6, std::numeric_limits<double>::infinity()};
    QVERIFY(std::abs(spearman(first, second) - 1.0) <= 1e-12);
}

void TestCorrelation::pearsonMatchesScipy()
{
    const std::vector<double> first{26.1, 25.9, 25.9, 25.4, 24.8, 26.3};
    const std::vector<double> second{25.9, 26.0, 25.5, 25.5, 24.9, 26.2};
    QVERIFY(std::abs(pearson(first, second) - 0.9286970566317713) <= 1e-12);
}

void TestCorrelation::constantColumnsAreUndefined()
{
    const std::vector<double> constant(3, 0.1); // the mean of three 0.1 is not 0.1
    const std::vector<double> values{1.0, 2.0, 3.0};
    QVERIFY(std::isnan(pearson(constant, values)));
    QVERIFY(std::isnan(pearson(values, constant)));
    QVERIFY(std::isnan(spearman(constant, values)));
    QVERIFY(std::isnan(pearson({}, {})));
    QVERIFY(std::isnan(spearman({}, {})));
}

void TestCorrelation::nanIsUndefined()
{
    const std::vector<double> withNan{1.0, undefined, 3.0};
    const std::vector<double> values{1.0, 2.0, 3.0};
    QVERIFY(std::isnan(pearson(withNan, values)));
    QVERIFY(std::isnan(spearman(values, withNan)));
}

void TestCorrelation::hugeAndTinyValuesDoNotOverflow()
{
    const std::vector<double> huge{1e150, 2e150, 4e150};
    const std::vector<double> tiny{1e-150, 2e-150, 4e-150};
    QVERIFY(std::abs(pearson(huge, huge) - 1.0) <= 1e-12);
    QVERIFY(std::abs(pearson(huge, tiny) - 1.0) <= 1e-12);
}

QTEST_GUILESS_MAIN(TestCorrelation)
#include "tst_correlation.moc"
