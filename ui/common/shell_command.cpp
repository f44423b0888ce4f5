// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/shell_command.h"

#include <QRegularExpression>

namespace auspex {

namespace {

QString quoted(const QString &word)
{
    static const QRegularExpression plain(QStringLiteral("^[A-Za-z0-9_@%+=:,./-]+$"));
    if (plain.match(word).hasMatch()) {
        return word;
    }
    QString escaped = word;
    return u'\'' + escaped.replace(u'\'', QStringLiteral("'\\''")) + u'\'';
}

} // namespace

QString shellCommand(const QStringList &words)
{
    QStringList safe;
    for (const QString &word : words) {
        safe.append(quoted(word));
    }
    return safe.join(u' ');
}

} // namespace auspex
