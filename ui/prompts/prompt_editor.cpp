// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/prompts/prompt_editor.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QContextMenuEvent>
#include <QFontDatabase>
#include <QHeaderView>
#include <QHelpEvent>
#include <QMenu>
#include <QMimeData>
#include <QScrollBar>
#include <QStandardItemModel>
#include <QTextBlock>
#include <QToolTip>
#include <QTreeView>

#include "ui/common/theme.h"
#include "ui/prompts/placeholder_highlighter.h"
#include "ui/prompts/placeholder_texts.h"
#include "ui/prompts/text_replacement.h"

namespace auspex {

namespace {

/// toPlainText() would give plain spaces for those that do not break.
QString documentText(const QTextDocument *document)
{
    QString text = document->toRawText();
    text.replace(QChar::ParagraphSeparator, u'\n');
    text.replace(QChar::LineSeparator, u'\n');
    return text;
}

/// What setPlainText() makes of line ends.
QString normalised(QString text)
{
    text.replace(QStringLiteral("\r\n"), QStringLiteral("\n"));
    text.replace(u'\r', u'\n');
    text.replace(QChar::ParagraphSeparator, u'\n');
    text.replace(QChar::LineSeparator, u'\n');
    return text;
}

bool isUndo(const QKeyEvent *event)
{
    return event->matches(QKeySequence::Undo);
}

bool isRedo(const QKeyEvent *event)
{
    return event->matches(QKeySequence::Redo);
}

} // namespace

PromptEditor::PromptEditor(QWidget *parent)
    : QPlainTextEdit(parent)
    , m_highlighter(new PlaceholderHighlighter(document()))
    , m_completer(new QCompleter(this))
{
    setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    setUndoRedoEnabled(false);
    setTabChangesFocus(true);
    setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    auto *popup = new QTreeView(this);
    popup->setRootIsDecorated(false);
    popup->setHeaderHidden(true);
    popup->setTextElideMode(Qt::ElideRight);
    popup->setObjectName(QStringLiteral("studioPlaceholders"));
    popup->setAccessibleName(tr("Placeholders"));
    m_completer->setWidget(this);
    m_completer->setModel(new QStandardItemModel(m_completer));
    m_completer->setPopup(popup);
    m_completer->setCaseSensitivity(Qt::CaseInsensitive);
    m_completer->setCompletionColumn(0);
    popup->header()->setStretchLastSection(true);
    connect(m_completer, QOverload<const QModelIndex &>::of(&QCompleter::activated), this,
            &PromptEditor::insertCompletion);
    connect(document(), &QTextDocument::contentsChange, this, &PromptEditor::takeEdit);
    setFormat(PromptFormat::Auspex);
    applyTheme();
}

void PromptEditor::setFormat(PromptFormat format)
{
    auto *model = static_cast<QStandardItemModel *>(m_completer->model());
    if (format == m_format && model->rowCount() > 0)
        return;
    m_format = format;
    m_isShowing = true;
    m_highlighter->setFormat(format);
    m_isShowing = false;
    model->clear();
    for (const PromptPlaceholder &placeholder : placeholdersOf(format)) {
        auto *name = new QStandardItem(QString::fromStdString(placeholder.name));
        auto *what = new QStandardItem(meaningOf(placeholder));
        name->setToolTip(what->text());
        what->setForeground(mutedText(palette()));
        model->appendRow({name, what});
    }
}

void PromptEditor::showText(const QString &text)
{
    const QString shown = normalised(text);
    if (shown == m_text)
        return;
    m_completer->popup()->hide();
    m_isShowing = true;
    replaceText(document(), m_text, shown);
    m_text = shown;
    m_isShowing = false;
}

void PromptEditor::takeEdit(int position, int removed, int added)
{
    if (m_isShowing)
        return;
    const QString text = documentText(document());
    if (text == m_text)
        return; // a change of form alone
    // Qt may count more than what changed; where it does, comparing finds that.
    const qsizetype begin = qMin(qsizetype(position), qMin(m_text.size(), text.size()));
    const QString before = m_text.mid(begin, removed);
    const QString after = text.mid(begin, added);
    TextReplacement change = replacementFor(m_text, text);
    if (m_text.left(begin) + after + m_text.mid(begin + before.size()) == text) {
        change = replacementFor(before, after);
        change.begin += begin;
    }
    const TextEdit edit{change.begin, change.removed, change.inserted.size(), m_isPasting,
                        change.inserted.contains(u'\n')};
    m_text = text;
    Q_EMIT textEdited(text, edit);
}

void PromptEditor::setProblems(const std::vector<ShownProblem> &problems)
{
    if (problems == m_problems)
        return;
    m_problems = problems;
    showProblems();
}

void PromptEditor::showProblems()
{
    QList<QTextEdit::ExtraSelection> selections;
    for (const ShownProblem &problem : m_problems) {
        if (problem.length <= 0 || problem.position + problem.length > m_text.size())
            continue;
        QTextEdit::ExtraSelection selection;
        selection.cursor = QTextCursor(document());
        selection.cursor.setPosition(static_cast<int>(problem.position));
        selection.cursor.setPosition(static_cast<int>(problem.position + problem.length),
                                     QTextCursor::KeepAnchor);
        selection.cursor.setKeepPositionOnInsert(true); // what is typed behind it is none of it
        selection.format.setUnderlineStyle(QTextCharFormat::WaveUnderline);
        selection.format.setUnderlineColor(errorColour(palette()));
        selections.append(selection);
    }
    setExtraSelections(selections);
}

void PromptEditor::setCursorPosition(qsizetype position)
{
    QTextCursor cursor = textCursor();
    cursor.setPosition(static_cast<int>(qBound(qsizetype(0), position, m_text.size())));
    setTextCursor(cursor);
    ensureCursorVisible();
}

void PromptEditor::select(qsizetype position, qsizetype length)
{
    QTextCursor cursor = textCursor();
    const qsizetype begin = qBound(qsizetype(0), position, m_text.size());
    cursor.setPosition(static_cast<int>(begin));
    cursor.setPosition(static_cast<int>(qMin(begin + length, m_text.size())),
                       QTextCursor::KeepAnchor);
    setTextCursor(cursor);
    ensureCursorVisible();
}

bool PromptEditor::event(QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        auto *key = static_cast<QKeyEvent *>(event);
        if ((key->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier)) != 0)
            Q_EMIT leaving();
        if (isUndo(key) || isRedo(key)) { // the window's commands take them
            event->ignore();
            return true;
        }
    }
    if (event->type() == QEvent::ToolTip && showToolTip(static_cast<QHelpEvent *>(event)))
        return true;
    return QPlainTextEdit::event(event);
}

bool PromptEditor::showToolTip(QHelpEvent *event)
{
    const qsizetype at = cursorForPosition(viewport()->mapFromParent(event->pos())).position();
    for (const ShownProblem &problem : m_problems) {
        if (at >= problem.position && at <= problem.position + problem.length) {
            QToolTip::showText(event->globalPos(), problem.message, this);
            return true;
        }
    }
    for (const PromptPlaceholder &placeholder : placeholdersOf(m_format)) {
        const QTextBlock block = document()->findBlock(static_cast<int>(at));
        for (const PlaceholderSpan &span : placeholdersIn(block.text(), m_format)) {
            const qsizetype begin = block.position() + span.begin;
            if (at >= begin && at < begin + span.length
                && span.name.toStdString() == placeholder.name) {
                QToolTip::showText(event->globalPos(), meaningOf(placeholder), this);
                return true;
            }
        }
    }
    QToolTip::hideText();
    return true;
}

void PromptEditor::keyPressEvent(QKeyEvent *event)
{
    if (m_completer->popup()->isVisible()) {
        switch (event->key()) {
        case Qt::Key_Enter:
        case Qt::Key_Return:
        case Qt::Key_Tab: {
            QModelIndex index = m_completer->popup()->currentIndex();
            if (!index.isValid())
                index = m_completer->completionModel()->index(0, 0);
            m_completer->popup()->hide();
            insertCompletion(index);
            return;
        }
        case Qt::Key_Escape:
        case Qt::Key_Backtab:
            event->ignore(); // the completer closes
            return;
        default:
            break;
        }
    }
    if (isUndo(event)) {
        Q_EMIT undoRequested();
        return;
    }
    if (isRedo(event)) {
        Q_EMIT redoRequested();
        return;
    }
    if (event->key() == Qt::Key_Space && event->modifiers() == Qt::ControlModifier) {
        complete();
        return;
    }
    QPlainTextEdit::keyPressEvent(event);
    if (!isReadOnly() && !event->text().isEmpty())
        offer(false);
    else if (m_completer->popup()->isVisible())
        m_completer->popup()->hide();
}

void PromptEditor::complete()
{
    if (!isReadOnly())
        offer(true);
}

/// Opens, narrows or closes the list of placeholders.
void PromptEditor::offer(bool asked)
{
    const QTextCursor cursor = textCursor();
    const QString line = cursor.block().text();
    const qsizetype at = cursor.positionInBlock();
    const qsizetype begun = placeholderBegunBefore(line, at, m_format);
    if (begun < 0 && !asked) {
        m_completer->popup()->hide();
        return;
    }
    const QString prefix = begun < 0 ? QString() : line.mid(begun, at - begun);
    // Names that begin so; where there are none, those that have it in them.
    m_completer->setFilterMode(Qt::MatchStartsWith);
    m_completer->setCompletionPrefix(prefix);
    if (m_completer->completionCount() == 0) {
        m_completer->setFilterMode(Qt::MatchContains);
        m_completer->setCompletionPrefix(prefix);
    }
    auto *popup = static_cast<QTreeView *>(m_completer->popup());
    if (m_completer->completionCount() == 0) {
        popup->hide();
        return;
    }
    popup->setCurrentIndex(m_completer->completionModel()->index(0, 0));
    popup->resizeColumnToContents(0);
    popup->resizeColumnToContents(1);
    QRect place = cursorRect();
    const int wanted = popup->columnWidth(0) + popup->columnWidth(1)
                       + popup->verticalScrollBar()->sizeHint().width() + 2 * spacing;
    place.setWidth(qMin(wanted, fontMetrics().averageCharWidth() * 90));
    m_completer->complete(place);
}

void PromptEditor::insertCompletion(const QModelIndex &index)
{
    if (!index.isValid())
        return;
    const QString name = index.sibling(index.row(), 0).data().toString();
    QTextCursor cursor = textCursor();
    const QString line = cursor.block().text();
    const qsizetype at = cursor.positionInBlock();
    const qsizetype begun = placeholderBegunBefore(line, at, m_format);
    const QString closing = closingMark(m_format);
    // The rest of a name that the cursor stands in goes, and its closing mark is used.
    qsizetype end = at;
    while (begun >= 0 && end < line.size() && (line[end].isLetterOrNumber() || line[end] == u'_'))
        ++end;
    if (begun >= 0 && line.mid(end, closing.size()) == closing)
        end += closing.size();
    else
        end = at;
    const int block = cursor.block().position();
    cursor.setPosition(block + static_cast<int>(begun < 0 ? at : begun));
    cursor.setPosition(block + static_cast<int>(end), QTextCursor::KeepAnchor);
    m_isPasting = true; // one edit of its own
    cursor.insertText((begun < 0 ? openingMark(m_format) : QString()) + name + closing);
    m_isPasting = false;
    setTextCursor(cursor);
}

void PromptEditor::focusOutEvent(QFocusEvent *event)
{
    QPlainTextEdit::focusOutEvent(event);
    Q_EMIT leaving();
}

void PromptEditor::changeEvent(QEvent *event)
{
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        applyTheme();
}

void PromptEditor::applyTheme()
{
    m_isShowing = true;
    m_highlighter->setPalette(palette());
    m_isShowing = false;
    showProblems();
}

void PromptEditor::contextMenuEvent(QContextMenuEvent *event)
{
    QMenu *menu = createStandardContextMenu(event->pos());
    // Its undo and redo are the text's own, which is off.
    QAction *first = menu->actions().value(0);
    if (!isReadOnly()) {
        auto *insert = new QAction(tr("Insert a &placeholder"), menu);
        insert->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_Space));
        connect(insert, &QAction::triggered, this, &PromptEditor::complete);
        for (QAction *action : menu->actions()) {
            const QString name = action->objectName();
            if (name == QLatin1String("edit-undo") || name == QLatin1String("edit-redo"))
                menu->removeAction(action);
        }
        first = menu->actions().value(0);
        menu->insertAction(first, insert);
    }
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->popup(event->globalPos());
}

bool PromptEditor::canInsertFromMimeData(const QMimeData *source) const
{
    // Files are for the studio to import.
    return !source->hasUrls() && QPlainTextEdit::canInsertFromMimeData(source);
}

void PromptEditor::insertFromMimeData(const QMimeData *source)
{
    m_isPasting = true;
    QPlainTextEdit::insertFromMimeData(source);
    m_isPasting = false;
}

} // namespace auspex
