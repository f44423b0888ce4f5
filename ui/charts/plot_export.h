// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

#include <QImage>
#include <QSizeF>
#include <QString>

#include "core/base/result.h"
#include "ui/charts/plot_data.h"

namespace auspex {

class PlotView;

enum class PlotFormat { Png, Svg, Pdf };

/// Writes the chart as it is zoomed, in dark colours on white. `size` is in pixels of 1/96 inch;
/// `scale` is the pixels of a PNG for each of them and means nothing for the vector formats.
/// All or nothing: an existing file is untouched when this fails. Call in the GUI thread.
Result<void> savePlot(const PlotView &view, const std::filesystem::path &file, PlotFormat format,
                      QSizeF size, double scale = 2.0);

QImage plotImage(const PlotView &view, QSizeF size, double scale = 2.0);

/// All that the chart was given, hidden series and unplaceable points included, with numbers in the
/// C locale: a table of points, one of line vertices, one of bars, those that there are, with an
/// empty line between. The separator is a tab or a comma.
QString plotDataAsText(const PlotData &data, char separator);
inline QString plotDataAsTsv(const PlotData &data)
{
    return plotDataAsText(data, '\t');
}

/// The same as HTML tables, which word processors and spreadsheets take from the clipboard.
QString plotDataAsHtml(const PlotData &data);

} // namespace auspex
