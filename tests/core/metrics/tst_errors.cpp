// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>
#include <limits>
#include <vector>

#include <QtTest>

#include "core/metrics/errors.h"

using namespace auspex;

class TestErrors : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void valuesOfASmallExample();
    void isUndefinedWithoutItems();
    void isUndefinedForNan();
    void isUndefinedForUnequalLengths();
};

void TestErrors::valuesOfASmallExample()
{
    const std::vector<double> predicted{25.0, 26.5, 24.0, 25.5};
    const std::vector<double> target{24.5, 26.0, 26.0, 25.5};
    QCOMPARE(meanAbsoluteError(predicted, target), 0.75);
    QCOMPARE(rootMeanSquaredError(predicted, target), std::sqrt(4.5 / 4.0));
    QCOMPARE(bias(predicted, target), -0.25);
}

void TestErrors::isUndefinedWithoutItems()
{
    QVERIFY(std::isnan(meanAbsoluteError({}, {})));
    QVERIFY(std::isnan(rootMeanSquaredError({}, {})));
    QVERIFY(std::isnan(bias({}, {})));
}

void TestErrors::isUndefinedForNan()
{
    const std::vector<double> withNan{1.0, std::numeric_limits<double>::quiet_NaN()};
    const std::vector<double> target{1.0, 2.0};
    QVERIFY(std::isnan(meanAbsoluteError(withNan, target)));
    QVERIFY(std::isnan(rootMeanSquaredError(target, withNan)));
    QVERIFY(std::isnan(bias(withNan, target)));
}

void TestErrors::isUndefinedForUnequalLengths()
{
#ifndef NDEBUG
    QSKIP("An assertion catches it in this build.");
#endif
    const std::vector<double> two{1.0, 2.0};
    const std::vector<double> one{1.0};
    QVERIFY(std::isnan(meanAbsoluteError(two, one)));
    QVERIFY(std::isnan(rootMeanSquaredError(one, two)));
    QVERIFY(std::isnan(bias(two, {})));
}

QTEST_GUILESS_MAIN(TestErrors)
#include "tst_errors.moc"
