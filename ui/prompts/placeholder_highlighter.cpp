// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/prompts/placeholder_highlighter.h"

#include <QPalette>

#include "ui/common/theme.h"

namespace auspex {

QString openingMark(PromptFormat format)
{
    return format == PromptFormat::Auspex ? QStringLiteral("{{") : QStringLiteral("$$$");
}

QString closingMark(PromptFormat format)
{
    return format == PromptFormat::Auspex ? QStringLiteral("}}") : QStringLiteral("$$$");
}

QList<PlaceholderSpan> placeholdersIn(const QString &line, PromptFormat format)
{
    const QString opening = openingMark(format);
    const QString closing = closingMark(format);
    QList<PlaceholderSpan> spans;
    for (qsizetype at = line.indexOf(opening); at >= 0;) {
        const qsizetype name = at + opening.size();
        const qsizetype end = line.indexOf(closing, name);
        PlaceholderSpan span;
        span.begin = at;
        span.isClosed = end >= 0;
        span.name = line.mid(name, span.isClosed ? end - name : -1);
        span.length = (span.isClosed ? end + closing.size() : line.size()) - at;
        spans.append(span);
        at = line.indexOf(opening, at + span.length);
    }
    return spans;
}

qsizetype placeholderBegunBefore(const QString &line, qsizetype position, PromptFormat format)
{
    qsizetype name = position;
    while (name > 0 && (line[name - 1].isLetterOrNumber() || line[name - 1] == u'_'))
        --name;
    const QString opening = openingMark(format);
    if (name < opening.size() || line.mid(name - opening.size(), opening.size()) != opening)
        return -1;
    if (format == PromptFormat::Auspex)
        return name;
    // Opening and closing marks look alike: the mark belongs to what stands before it if one is
    // open there.
    return line.left(name - opening.size()).count(opening) % 2 == 0 ? name : -1;
}

PlaceholderHighlighter::PlaceholderHighlighter(QTextDocument *document)
    : QSyntaxHighlighter(document)
{
    setFormat(PromptFormat::Auspex);
}

void PlaceholderHighlighter::setFormat(PromptFormat format)
{
    m_format = format;
    m_known.clear();
    for (const PromptPlaceholder &placeholder : placeholdersOf(format))
        m_known.append(QString::fromStdString(placeholder.name));
    rehighlight();
}

void PlaceholderHighlighter::setPalette(const QPalette &palette)
{
    m_knownFormat = {};
    m_knownFormat.setForeground(infoColour(palette));
    m_knownFormat.setFontWeight(QFont::DemiBold);
    m_unknownFormat = {};
    m_unknownFormat.setForeground(errorColour(palette));
    m_unknownFormat.setUnderlineStyle(QTextCharFormat::WaveUnderline);
    m_unknownFormat.setUnderlineColor(errorColour(palette));
    rehighlight();
}

void PlaceholderHighlighter::highlightBlock(const QString &text)
{
    for (const PlaceholderSpan &span : placeholdersIn(text, m_format)) {
        const bool isKnown = span.isClosed && m_known.contains(span.name.trimmed());
        QSyntaxHighlighter::setFormat(static_cast<int>(span.begin), static_cast<int>(span.length),
                                      isKnown ? m_knownFormat : m_unknownFormat);
    }
}

} // namespace auspex
