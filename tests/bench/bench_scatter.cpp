// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later

// One frame of panning and zooming: the ranges change and a widget of 1000 x 700 pixels is painted
// by the raster engine. The requirement: under 33 ms with 10,000 points, under 100 with 100,000.
// The rival is Qt Charts' own QScatterSeries with light markers on the same data and axes; it takes
// half a minute to build with 100,000 points and is left out there.

#include <cmath>

#include <QApplication>
#include <QChart>
#include <QChartView>
#include <QGraphicsLayout>
#include <QImage>
#include <QPixmap>
#include <QRandomGenerator>
#include <QScatterSeries>
#include <QValueAxis>
#include <benchmark/benchmark.h>

#include "ui/charts/plot.h"

namespace {

constexpr QSize kSize(1000, 700);

QApplication &application()
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    static int count = 1;
    static char name[] = "bench_scatter";
    static char *arguments[] = {name, nullptr};
    static QApplication instance(count, arguments);
    return instance;
}

QVector<QPointF> cloud(qsizetype count)
{
    QRandomGenerator random(1);
    QVector<QPointF> points;
    for (qsizetype i = 0; i < count; ++i) {
        const double x = 24 + 3 * random.generateDouble();
        points.append({x, x + random.generateDouble() - 0.5});
    }
    return points;
}

/// Pans in a circle and breathes, so that no frame is like the one before.
QRectF rangeOfFrame(int frame)
{
    const double turn = frame * 0.1;
    const double size = 3 + 0.3 * std::sin(turn);
    return QRectF(24 + 0.2 * std::cos(turn), 24 + 0.2 * std::sin(turn), size, size);
}

auspex::PlotData scatterData(qsizetype count, bool errorBars)
{
    auspex::PlotData data;
    data.title = QStringLiteral("Predicted against TFS");
    data.xAxis.title = QStringLiteral("TFS (BLEU)");
    data.yAxis.title = QStringLiteral("Predicted (BLEU)");
    data.series = {{QStringLiteral("one")}, {QStringLiteral("two")}, {QStringLiteral("three")}};
    data.identityLine = true;
    qint64 key = 0;
    for (const QPointF &at : cloud(count)) {
        auspex::PlotPoint point;
        point.x = at.x();
        point.y = at.y();
        point.series = static_cast<int>(key % 3);
        point.key = key++;
        if (errorBars) {
            point.errorLow = at.y() - 0.1;
            point.errorHigh = at.y() + 0.1;
        }
        data.points.append(point);
    }
    return data;
}

void frames(benchmark::State &state, const auspex::PlotData &data, double ratio, bool selected)
{
    auspex::PlotView view;
    view.resize(kSize);
    view.setData(data);
    if (selected) {
        QSet<qint64> keys;
        for (qint64 key = 0; key < data.points.size(); key += 10)
            keys.insert(key);
        view.setSelection(keys);
    }
    view.show();
    QApplication::processEvents();
    QImage image(kSize * ratio, QImage::Format_ARGB32_Premultiplied);
    image.setDevicePixelRatio(ratio);
    int frame = 0;
    for (auto _ : state) {
        view.setVisibleRange(rangeOfFrame(frame++));
        view.render(&image);
        benchmark::DoNotOptimize(image.constBits());
    }
}

void ours(benchmark::State &state)
{
    application();
    frames(state, scatterData(state.range(0), false), 1, false);
}

void oursWithErrorBars(benchmark::State &state)
{
    application();
    frames(state, scatterData(state.range(0), true), 1, false);
}

void oursSelected(benchmark::State &state)
{
    application();
    frames(state, scatterData(state.range(0), false), 1, true);
}

void oursHighDpi(benchmark::State &state)
{
    application();
    frames(state, scatterData(state.range(0), false), 2, false);
}

void oursReplaceData(benchmark::State &state)
{
    application();
    const auspex::PlotData data = scatterData(state.range(0), false);
    auspex::PlotView view;
    view.resize(kSize);
    view.show();
    QApplication::processEvents();
    for (auto _ : state) {
        view.setData(data);
        benchmark::DoNotOptimize(view.grab());
    }
}

void qtScatterSeries(benchmark::State &state)
{
    application();
    auto *chart = new QChart;
    chart->setAnimationOptions(QChart::NoAnimation);
    const QVector<QPointF> points = cloud(state.range(0));
    for (qsizetype third = 0; third < 3; ++third) {
        auto *series = new QScatterSeries;
        series->setMarkerSize(6);
        series->setPen(Qt::NoPen);
        QImage marker(7, 7, QImage::Format_ARGB32_Premultiplied);
        marker.fill(Qt::darkBlue);
        series->setLightMarker(marker);
        QVector<QPointF> part;
        for (qsizetype i = third; i < points.size(); i += 3)
            part.append(points[i]);
        series->replace(part);
        chart->addSeries(series);
    }
    chart->createDefaultAxes();
    auto *x = static_cast<QValueAxis *>(chart->axes(Qt::Horizontal).constFirst());
    auto *y = static_cast<QValueAxis *>(chart->axes(Qt::Vertical).constFirst());
    QChartView view(chart);
    view.resize(kSize);
    view.show();
    QApplication::processEvents();
    QImage image(kSize, QImage::Format_ARGB32_Premultiplied);
    int frame = 0;
    for (auto _ : state) {
        const QRectF range = rangeOfFrame(frame++);
        x->setRange(range.left(), range.right());
        y->setRange(range.top(), range.bottom());
        chart->layout()->activate();
        view.QWidget::render(&image);
        benchmark::DoNotOptimize(image.constBits());
    }
}

BENCHMARK(ours)->Arg(1000)->Arg(10000)->Arg(100000)->Unit(benchmark::kMillisecond);
BENCHMARK(oursWithErrorBars)->Arg(1000)->Arg(10000)->Arg(100000)->Unit(benchmark::kMillisecond);
BENCHMARK(oursSelected)->Arg(10000)->Arg(100000)->Unit(benchmark::kMillisecond);
BENCHMARK(oursHighDpi)->Arg(10000)->Arg(100000)->Unit(benchmark::kMillisecond);
BENCHMARK(oursReplaceData)->Arg(10000)->Arg(100000)->Unit(benchmark::kMillisecond);
BENCHMARK(qtScatterSeries)->Arg(1000)->Arg(10000)->Unit(benchmark::kMillisecond);

} // namespace
