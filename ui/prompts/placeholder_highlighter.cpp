// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/prompts/placeholder_highlighter.h"

#include <QPalette>

#include "core/llm/prompt_template.h"
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
    const QByteArray utf8 = line.toUtf8();
    const std::string_view bytes(utf8.constData(), static_cast<std::size_t>(utf8.size()));
    const auto characters = [&](std::size_t begin, std::size_t length) {
        return QString::fromUtf8(utf8.constData() + begin, static_cast<qsizetype>(length)).size();
    };
    QList<PlaceholderSpan> spans;
    for (const TemplatePiece &piece : piecesOf(format, bytes)) {
        if (piece.kind == TemplatePiece::Kind::Literal)
            continue;
        PlaceholderSpan span;
        span.begin = characters(0, piece.offset);
        span.length = characters(piece.offset, piece.length);
        span.name = QString::fromUtf8(piece.text.data(), static_cast<qsizetype>(piece.text.size()));
        span.isClosed = piece.kind == TemplatePiece::Kind::Placeholder;
        spans.append(span);
    }
    return spans;
}

qsizetype placeholderBegunBefore(const QString &line, qsizetype position, PromptFormat format)
{
    qsizetype name = position;
    while (name > 0 && (line[name - 1].isLetterOrNumber() || line[name - 1] == u'_'))
        --name;
    const QString opening = openingMark(format);
    const qsizetype begin = name - opening.size();
    if (begin < 0 || line.mid(begin, opening.size()) != opening)
        return -1;
    const QList<PlaceholderSpan> spans = placeholdersIn(line.left(position), format);
    if (format == PromptFormat::Auspex) // four braces are two to be read
        return !spans.isEmpty() && !spans.last().isClosed && spans.last().begin == begin ? name
                                                                                         : -1;
    // Opening and closing marks look alike: what closes one does not open another.
    const bool closes = !spans.isEmpty() && spans.last().begin + spans.last().length > begin;
    return closes ? -1 : name;
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
        const bool isKnown = span.isClosed && m_known.contains(span.name);
        QSyntaxHighlighter::setFormat(static_cast<int>(span.begin), static_cast<int>(span.length),
                                      isKnown ? m_knownFormat : m_unknownFormat);
    }
}

} // namespace auspex
