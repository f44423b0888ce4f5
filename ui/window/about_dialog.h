// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

class QWidget;

namespace auspex {

/// What it is, its version and licence, and the versions below it, which can be copied.
void showAbout(QWidget *parent);

/// "Auspex 0.1.0", "Qt 6.4.2", ...: one a line, plain English, for bug reports.
QString versionReport();

} // namespace auspex
