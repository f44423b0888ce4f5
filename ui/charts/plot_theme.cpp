// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/plot_theme.h"

#include <array>

#include <QFontInfo>

namespace auspex {

namespace {

QColor mixed(const QColor &front, const QColor &back, double share)
{
    const auto channel = [share](int a, int b) { return qRound(a * share + b * (1 - share)); };
    return QColor(channel(front.red(), back.red()), channel(front.green(), back.green()),
                  channel(front.blue(), back.blue()));
}

PlotTheme themeOf(const QColor &background, const QColor &text, const QColor &highlight)
{
    PlotTheme theme;
    theme.background = background;
    theme.text = text;
    theme.highlight = highlight;
    theme.dark = background.lightness() < text.lightness();
    theme.muted = mixed(text, background, 0.65);
    theme.frame = mixed(text, background, 0.4);
    theme.grid = mixed(text, background, 0.12);
    return theme;
}

} // namespace

QColor PlotTheme::seriesColour(int index) const
{
    // Blue, vermilion, green, purple, orange, sky blue, yellow, black.
    static constexpr std::array<QRgb, 8> light = {0x0072b2, 0xd55e00, 0x009e73, 0xcc79a7,
                                                  0xe69f00, 0x56b4e9, 0xb3a200, 0x202020};
    static constexpr std::array<QRgb, 8> onDark = {0x2a8fd0, 0xe8700f, 0x10b088, 0xd88bb6,
                                                   0xe69f00, 0x7cc8f2, 0xf0e442, 0xe6e6e6};
    const std::size_t place = static_cast<std::size_t>(qMax(0, index)) % light.size();
    return QColor(dark ? onDark[place] : light[place]);
}

QColor PlotTheme::outlineOf(const QColor &fill) const
{
    return mixed(fill, dark ? background : text, 0.6);
}

PlotTheme screenTheme(const QPalette &palette, const QFont &font, const QLocale &locale)
{
    PlotTheme theme = themeOf(palette.color(QPalette::Base), palette.color(QPalette::Text),
                              palette.color(QPalette::Highlight));
    theme.font = font;
    theme.locale = locale;
    return theme;
}

PlotTheme paperTheme(const QFont &font, const QLocale &locale)
{
    PlotTheme theme = themeOf(Qt::white, QColor(0x20, 0x20, 0x20), QColor(0x00, 0x72, 0xb2));
    theme.font = font;
    theme.font.setPixelSize(QFontInfo(font).pixelSize());
    theme.locale = locale;
    return theme;
}

} // namespace auspex
