// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

class QTextDocument;

namespace auspex {

/// One stretch of a text that another one takes the place of: characters.
struct TextReplacement {
    qsizetype begin = 0;
    qsizetype removed = 0;
    QString inserted;
};

/// What turns `before` into `after`, with as little as one replacement can do.
TextReplacement replacementFor(const QString &before, const QString &after);

/// Turns the document's text, which is `before`, into `after`, leaving the rest untouched: the
/// layout, the scroll position and cursors outside.
void replaceText(QTextDocument *document, const QString &before, const QString &after);

} // namespace auspex
