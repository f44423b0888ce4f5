// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QIcon>
#include <QPalette>
#include <QString>

namespace auspex {

/// The spacings of every layout, in pixels.
inline constexpr int spacingSmall = 4;
inline constexpr int spacing = 8;
inline constexpr int spacingLarge = 16;
inline constexpr int spacingHuge = 24;

/// Dark if the window's background is darker than its text (Qt 6.4 has no colour scheme to ask).
bool isDark(const QPalette &palette);

/// One of our line icons (resources/icons/NAME.svg), drawn in the application palette's text colour
/// at every size and in every mode; follows a change of theme. A null icon where there is no NAME.
QIcon themedIcon(const QString &name);

/// The same in one colour, whatever the palette: for signs that mean something by their colour.
QIcon colouredIcon(const QString &name, const QColor &colour);

/// Grey for help texts: readable on the palette's window colour in both themes.
QColor mutedText(const QPalette &palette);

/// `share` of a over b, 0 to 1.
QColor mixed(const QColor &a, const QColor &b, double share);

/// What the kinds of messages are painted in, readable on the palette's window colour.
QColor warningColour(const QPalette &palette);
QColor errorColour(const QPalette &palette);
QColor infoColour(const QPalette &palette);

} // namespace auspex
