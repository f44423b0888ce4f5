// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <cmath>
#include <limits>

#include "ui/charts/plot_ranges.h"
#include "ui/charts/plot_scale.h"

using namespace auspex;

namespace {

QStringList labels(AxisRange range, bool logarithmic, int most, bool integer = false)
{
    QStringList texts;
    for (const AxisTick &tick : axisTicks(range, logarithmic, integer, most, QLocale::c()))
        texts << tick.label;
    return texts;
}

PlotPoint pointAt(double x, double y)
{
    PlotPoint point;
    point.x = x;
    point.y = y;
    return point;
}

} // namespace

class TestPlotScale : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void ticksAreOneTwoOrFive_data();
    void ticksAreOneTwoOrFive();
    void tickPositionsMatchTheirLabels();
    void logarithmicTicksInsideADecadeAreLabelled();
    void aZoomOfManyDecadesKeepsPowersApart();
    void mappingGoesThereAndBack();
    void linesAreClippedAsGeometry();
    void rangesOfHardData();
    void barsStandOnZero();
    void equalScalesShareOneRange();
    void fixedLimitsAreKept();
    void factsCountWhatHasNoPlace();
    void regressionIsLeastSquares();
};

void TestPlotScale::ticksAreOneTwoOrFive_data()
{
    QTest::addColumn<double>("low");
    QTest::addColumn<double>("high");
    QTest::addColumn<bool>("integer");
    QTest::addColumn<QStringList>("expected");
    const auto row = [](const char *name, double low, double high, bool integer,
                        const QString &expected) {
        QTest::newRow(name) << low << high << integer << expected.split(u' ');
    };
    row("halves", 24.1, 26.4, false, QStringLiteral("24.5 25.0 25.5 26.0"));
    row("hundredths", 25.131, 25.169, false, QStringLiteral("25.14 25.15 25.16"));
    row("across zero", -1.2, 1.3, false, QStringLiteral("-1.0 -0.5 0.0 0.5 1.0"));
    row("counts", 0, 2.5, true, QStringLiteral("0 1 2"));
    row("large", 0, 9.9e9, false, QStringLiteral("0 2×10⁹ 4×10⁹ 6×10⁹ 8×10⁹"));
    row("tiny", 0, 4.2e-6, false, QStringLiteral("0 1×10⁻⁶ 2×10⁻⁶ 3×10⁻⁶ 4×10⁻⁶"));
}

void TestPlotScale::ticksAreOneTwoOrFive()
{
    QFETCH(double, low);
    QFETCH(double, high);
    QFETCH(bool, integer);
    QFETCH(QStringList, expected);
    QCOMPARE(labels({low, high}, false, 5, integer), expected);
}

void TestPlotScale::tickPositionsMatchTheirLabels()
{
    for (const AxisTick &tick : axisTicks({-3.3, 8.1}, false, false, 8, QLocale::c()))
        QCOMPARE(tick.position, tick.label.toDouble());
    for (const AxisTick &tick : axisTicks({-1.1, 2.2}, true, false, 12, QLocale::c()))
        QCOMPARE(std::pow(10.0, tick.position), tick.label.toDouble());
}

void TestPlotScale::logarithmicTicksInsideADecadeAreLabelled()
{
    const AxisRange range{std::log10(2.1), std::log10(2.9)};
    QCOMPARE(labels(range, true, 5), (QStringList{QStringLiteral("2.2"), QStringLiteral("2.4"),
                                                  QStringLiteral("2.6"), QStringLiteral("2.8")}));
}

void TestPlotScale::aZoomOfManyDecadesKeepsPowersApart()
{
    const QStringList texts = labels({0, 30}, true, 6);
    QVERIFY(texts.size() >= 4 && texts.size() <= 8);
    QCOMPARE(texts.last(), QStringLiteral("10³⁰"));
}

void TestPlotScale::mappingGoesThereAndBack()
{
    PlotMapping mapping{QRectF(10, 20, 200, 100), {1, 3}, {0, 2}, true, false};
    const QPointF pixel = mapping.pixelOfValue({100, 0.5});
    QCOMPARE(pixel, QPointF(110, 95));
    const QPointF value = mapping.valueAt(pixel);
    QVERIFY(qFuzzyCompare(value.x(), 100.0) && qFuzzyCompare(value.y(), 0.5));
    QVERIFY(std::isnan(mapping.pixelOfValue({-1, 0}).x()));
}

void TestPlotScale::linesAreClippedAsGeometry()
{
    const QRectF area(0, 0, 10, 10);
    QCOMPARE(clippedLine({-5, 5, 15, 5}, area), QLineF(0, 5, 10, 5));
    QCOMPARE(clippedLine({2, 2, 4, 4}, area), QLineF(2, 2, 4, 4));
    QCOMPARE(clippedLine({-5, 0, 5, 10}, area), QLineF(0, 5, 5, 10));
    QVERIFY(!clippedLine({-5, -1, 15, -1}, area));
    QVERIFY(!clippedLine({-8, 5, 5, -8}, area));
    QVERIFY(!clippedLine({0, std::numeric_limits<double>::quiet_NaN(), 1, 1}, area));
}

void TestPlotScale::rangesOfHardData()
{
    PlotData one;
    one.points = {pointAt(25, 0)};
    const PlotRanges single = fullRanges(one, {});
    QVERIFY(single.x.low < 25 && single.x.high > 25 && single.x.span() < 10);
    QVERIFY(single.y.low < 0 && single.y.high > 0);

    PlotData equal;
    equal.points = {pointAt(1, 7), pointAt(2, 7), pointAt(3, 7)};
    QVERIFY(fullRanges(equal, {}).y.span() > 0.1);

    PlotData nothing;
    nothing.points = {pointAt(std::nan(""), 1),
                      pointAt(1, std::numeric_limits<double>::infinity())};
    QCOMPARE(fullRanges(nothing, {}).x.low, 0.0);
    QCOMPARE(fullRanges(nothing, {}).x.high, 1.0);
}

void TestPlotScale::barsStandOnZero()
{
    PlotData data;
    data.bars.centres = {0.5, 1.5};
    data.bars.width = 1;
    data.bars.heights = {{3, 5}};
    const PlotRanges ranges = fullRanges(data, {});
    QCOMPARE(ranges.y.low, 0.0);
    QVERIFY(ranges.y.high > 5 && ranges.x.low < 0 && ranges.x.high > 2);
    QVERIFY(!factsOf(data).positiveY);
}

void TestPlotScale::equalScalesShareOneRange()
{
    PlotData data;
    data.points = {pointAt(1, 20), pointAt(2, 30)};
    data.equalScales = true;
    const PlotRanges ranges = fullRanges(data, {});
    QCOMPARE(ranges.x, ranges.y);
    QVERIFY(ranges.x.low < 1 && ranges.x.high > 30);
}

void TestPlotScale::fixedLimitsAreKept()
{
    PlotData data;
    data.points = {pointAt(0.2, 0.9)};
    data.yAxis.minimum = 0;
    data.yAxis.maximum = 1;
    const PlotRanges ranges = fullRanges(data, {});
    QCOMPARE(ranges.y.low, 0.0);
    QCOMPARE(ranges.y.high, 1.0);
}

void TestPlotScale::factsCountWhatHasNoPlace()
{
    PlotData data;
    data.points = {pointAt(1, 2), pointAt(std::nan(""), 2), pointAt(3, 1e300), pointAt(-4, 2)};
    data.lines = {{QString(), {{1, 1}, {2, std::nan("")}}, -1, LineStyle::Solid}};
    const PlotFacts facts = factsOf(data);
    QVERIFY(!facts.empty);
    QCOMPARE(facts.withoutValue, 3);
    QVERIFY(!facts.positiveX);
    QVERIFY(facts.positiveY);
    QVERIFY(factsOf({}).empty);
}

void TestPlotScale::regressionIsLeastSquares()
{
    PointCloud cloud;
    cloud.build({pointAt(1, 2), pointAt(2, 3), pointAt(3, 7), pointAt(4, std::nan(""))}, {});
    const auto fit = regressionOf(cloud);
    QVERIFY(fit.has_value());
    QCOMPARE(fit->slope, 2.5);
    QCOMPARE(fit->offset, -1.0);
    cloud.build({pointAt(1, 2), pointAt(1, 3)}, {});
    QVERIFY(!regressionOf(cloud));
}

QTEST_GUILESS_MAIN(TestPlotScale)
#include "tst_plot_scale.moc"
