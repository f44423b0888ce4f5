// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/prompts/text_replacement.h"

#include <algorithm>

#include <QTextCursor>
#include <QTextDocument>

namespace auspex {

TextReplacement replacementFor(const QString &before, const QString &after)
{
    const qsizetype shorter = std::min(before.size(), after.size());
    qsizetype begin = 0;
    while (begin < shorter && before[begin] == after[begin])
        ++begin;
    if (begin > 0 && before[begin - 1].isHighSurrogate())
        --begin;
    qsizetype end = 0;
    while (end < shorter - begin
           && before[before.size() - 1 - end] == after[after.size() - 1 - end])
        ++end;
    if (end > 0 && before[before.size() - end].isLowSurrogate())
        --end;
    return {begin, before.size() - begin - end, after.mid(begin, after.size() - begin - end)};
}

void replaceText(QTextDocument *document, const QString &before, const QString &after)
{
    const TextReplacement change = replacementFor(before, after);
    if (change.removed == 0 && change.inserted.isEmpty())
        return;
    QTextCursor cursor(document);
    cursor.setPosition(static_cast<int>(change.begin));
    cursor.setPosition(static_cast<int>(change.begin + change.removed), QTextCursor::KeepAnchor);
    cursor.insertText(change.inserted);
}

} // namespace auspex
