// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>
#include <QSyntaxHighlighter>

#include "core/llm/prompt.h"

namespace auspex {

/// A placeholder, or the beginning of one, in a text of one format: characters.
struct PlaceholderSpan {
    qsizetype begin = 0;
    qsizetype length = 0;
    QString name;
    bool isClosed = true;
};

/// Those of one line.
QList<PlaceholderSpan> placeholdersIn(const QString &line, PromptFormat format);

/// Where a name is being typed just before `position`: its beginning after the opening mark; -1
/// where none is.
qsizetype placeholderBegunBefore(const QString &line, qsizetype position, PromptFormat format);

/// "{{" or "$$$".
QString openingMark(PromptFormat format);
QString closingMark(PromptFormat format);

/// Colours known placeholders, and underlines others in red.
class PlaceholderHighlighter : public QSyntaxHighlighter {
    Q_OBJECT

public:
    explicit PlaceholderHighlighter(QTextDocument *document);

    void setFormat(PromptFormat format);
    void setPalette(const QPalette &palette);

protected:
    void highlightBlock(const QString &text) override;

private:
    PromptFormat m_format = PromptFormat::Auspex;
    QStringList m_known;
    QTextCharFormat m_knownFormat;
    QTextCharFormat m_unknownFormat;
};

} // namespace auspex
