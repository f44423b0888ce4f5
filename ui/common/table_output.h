// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

#include <QString>

#include "core/report/exporters.h"

class QWidget;

namespace auspex {

/// Puts the table on the clipboard as HTML, for office programs, and as tab-separated text with
/// full precision, both in the C locale.
void copyTable(const ResultTable &table);

/// Asks for a file, CSV, TSV, LaTeX, Markdown, HTML or JSON, beginning in the folder and with the
/// format of the last time. Empty where the user cancelled.
QString askForTableFile(QWidget *parent, const QString &proposedName);

/// Writes the table in the format that the file's ending names. `tableFor` is asked for the form
/// that the format needs.
Result<void> writeTable(const QString &file,
                        const std::function<ResultTable(TableFormat)> &tableFor);

} // namespace auspex
