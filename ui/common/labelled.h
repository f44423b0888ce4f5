// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace auspex {

/// The input with a label on its left that is its buddy, as one widget for a tool row.
QWidget *labelled(const QString &text, QWidget *input, QWidget *parent);

} // namespace auspex
