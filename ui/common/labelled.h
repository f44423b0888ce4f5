// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>
#include <QWidget>

namespace auspex {

/// The input with a label on its left that is its buddy, as one widget for a tool row.
QWidget *labelled(const QString &text, QWidget *input, QWidget *parent);

/// Plain text in grey that explains what stands above or beside it.
QLabel *helpLabel(const QString &text, QWidget *parent);

} // namespace auspex
