// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace auspex {

/// The words as one line for a POSIX shell, quoted where they must be.
QString shellCommand(const QStringList &words);

} // namespace auspex
