// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QPlainTextEdit>

#include "core/llm/prompt.h"
#include "ui/prompts/studio_rendering.h"
#include "ui/prompts/studio_state.h"

class QCompleter;
class QModelIndex;

namespace auspex {

class PlaceholderHighlighter;

/// The text of one component, in a fixed-pitch font: placeholders are coloured and completed,
/// problems underlined. Undo and redo are the window's, not the text's own.
class PromptEditor : public QPlainTextEdit {
    Q_OBJECT

public:
    explicit PromptEditor(QWidget *parent = nullptr);

    void setFormat(PromptFormat format);

    /// Shows the text; where it is nearly what is shown, scroll and cursor stay.
    void showText(const QString &text);
    /// As it is: no character is replaced, as toPlainText() does.
    QString exactText() const { return m_text; }

    void setProblems(const std::vector<ShownProblem> &problems); ///< of this text
    void setCursorPosition(qsizetype position);
    void select(qsizetype position, qsizetype length);

    /// Offers the placeholders at the cursor.
    void complete();

Q_SIGNALS:
    void textEdited(const QString &text, const auspex::TextEdit &edit); ///< by the user
    void undoRequested();
    void redoRequested();
    void leaving(); ///< the focus goes, or keys that may close something come

protected:
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void changeEvent(QEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    bool canInsertFromMimeData(const QMimeData *source) const override;
    void insertFromMimeData(const QMimeData *source) override;

private:
    void takeEdit(int position, int removed, int added);
    void offer(bool asked);
    void insertCompletion(const QModelIndex &index);
    void applyTheme();
    void showProblems();
    bool showToolTip(QHelpEvent *event);

    PlaceholderHighlighter *m_highlighter;
    QCompleter *m_completer;
    PromptFormat m_format = PromptFormat::Auspex;
    QString m_text;
    std::vector<ShownProblem> m_problems;
    bool m_isShowing = false; ///< the change is ours
    bool m_isPasting = false;
};

} // namespace auspex
