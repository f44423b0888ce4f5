// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/welcome/example_plot.h"

#include <algorithm>

#include <QCoreApplication>
#include <QLocale>

#include "core/arch/counts.h"
#include "core/arch/search_space.h"

namespace auspex {

namespace {

constexpr std::uint64_t exampleSeed = 1;
constexpr double million = 1e6;

QString text(const char *source, int n = -1)
{
    return QCoreApplication::translate("auspex::WelcomePage", source, nullptr, n);
}

QString pointLabel(int index, const Architecture &architecture)
{
    return text(QT_TRANSLATE_NOOP("auspex::WelcomePage",
                                  "Architecture %1\nwidths %2 / %3, layers %4 + %5"))
        .arg(QLocale().toString(index + 1))
        .arg(architecture.encoderEmbedDim)
        .arg(architecture.decoderEmbedDim)
        .arg(architecture.encoderLayers())
        .arg(architecture.decoderLayers());
}

} // namespace

PlotData demoSpacePlot(int count)
{
    PlotData plot;
    plot.xAxis.title = text(QT_TRANSLATE_NOOP("auspex::WelcomePage", "Parameters (million)"));
    plot.yAxis.title = text(QT_TRANSLATE_NOOP("auspex::WelcomePage", "FLOPs (million)"));
    const auto space = builtInSpace("demo");
    if (!space) {
        return plot;
    }
    std::vector<int> depths = space->decoderLayerCounts;
    std::sort(depths.begin(), depths.end());
    for (const int depth : depths) {
        plot.series.append(
            {text(QT_TRANSLATE_N_NOOP("auspex::WelcomePage", "%n decoder layers"), depth), -1});
    }
    Random random(exampleSeed, "welcome");
    const int vocabulary = space->vocabulary.value_or(0);
    for (int i = 0; i < count; ++i) {
        const Architecture architecture = sampleArchitecture(*space, random);
        const auto depth = std::find(depths.begin(), depths.end(), architecture.decoderLayers());
        PlotPoint point;
        point.x = static_cast<double>(countParameters(*space, architecture, vocabulary).modelSize())
                  / million;
        point.y = static_cast<double>(countFlops(*space, architecture, vocabulary).total())
                  / million;
        point.series = static_cast<int>(depth - depths.begin());
        point.key = i;
        point.label = pointLabel(i, architecture);
        plot.points.append(point);
    }
    return plot;
}

} // namespace auspex
