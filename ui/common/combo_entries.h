// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QComboBox>
#include <QStringList>

namespace auspex {

/// Gives the box these entries and their data, if it has others: setting the same ones anew would
/// close an open list.
void setEntries(QComboBox *box, const QStringList &titles, const QStringList &values);

} // namespace auspex
