// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QFont>
#include <QLocale>
#include <QPalette>

namespace auspex {

/// Colours and fonts of a chart, all derived from a palette and a font.
struct PlotTheme {
    QColor background;
    QColor text;
    QColor muted; ///< secondary text and lines for reference
    QColor grid;
    QColor frame;
    QColor highlight;
    bool dark = false;
    QFont font;
    QLocale locale;

    /// The Okabe-Ito colours, which colour-blind people tell apart, in a fixed order that repeats.
    /// Black and yellow are adapted so that each reads on this background.
    QColor seriesColour(int index) const;
    /// Black on light, white on dark: the outline that keeps overlapping marks apart.
    QColor outlineOf(const QColor &fill) const;
};

PlotTheme screenTheme(const QPalette &palette, const QFont &font, const QLocale &locale);

/// Dark on white whatever the screen shows, with the font in pixels so that every device agrees.
PlotTheme paperTheme(const QFont &font, const QLocale &locale);

} // namespace auspex
