// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/prompts/rendered_view.h"

#include <cmath>

#include <QFontDatabase>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>
#include <QTextBlock>
#include <QTextLayout>

#include "ui/common/theme.h"
#include "ui/prompts/studio_rendering.h"
#include "ui/prompts/studio_state.h"
#include "ui/prompts/text_replacement.h"

namespace auspex {

RenderedView::RenderedView(StudioState *state, StudioRendering *rendering, QWidget *parent)
    : QPlainTextEdit(parent)
    , m_state(state)
    , m_rendering(rendering)
{
    setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    setReadOnly(true);
    setUndoRedoEnabled(false);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setTabChangesFocus(true);
    setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    connect(rendering, &StudioRendering::changed, this, &RenderedView::showText);
    connect(state, &StudioState::viewChanged, this, &RenderedView::showComponent);
    connect(state, &StudioState::opened, this, &RenderedView::showComponent);
    showText();
    showComponent();
}

void RenderedView::showText()
{
    const QString text = m_rendering->text();
    if (text != m_text) {
        // Only what changed is laid out anew, and what is read stays where it is.
        replaceText(document(), m_text, text);
        m_text = text;
    }
    QPalette colours = parentWidget() ? parentWidget()->palette() : palette();
    if (!m_rendering->isExact())
        colours.setColor(QPalette::Text, mutedText(colours));
    if (colours.color(QPalette::Text) != palette().color(QPalette::Text))
        setPalette(colours);
    viewport()->update();
}

void RenderedView::showComponent()
{
    if (m_state->component() == m_component)
        return;
    m_component = m_state->component();
    if (const RenderedPart *part = m_rendering->partOf(m_component))
        scrollTo(part->begin, false);
    viewport()->update();
}

void RenderedView::follow(double share)
{
    if (const RenderedPart *part = m_rendering->partOf(m_state->component())) {
        const auto length = static_cast<double>(part->end - part->begin);
        scrollTo(part->begin + static_cast<qsizetype>(share * length), true);
    }
}

void RenderedView::scrollTo(qsizetype position, bool asNeeded)
{
    const QTextBlock block = document()->findBlock(
        static_cast<int>(qBound(qsizetype(0), position, qMax(qsizetype(0), m_text.size()))));
    if (!block.isValid())
        return;
    const QRectF line = blockBoundingGeometry(block).translated(contentOffset());
    const bool isSeen = line.top() >= 0 && line.bottom() <= viewport()->height()
                        && block.isVisible();
    if (asNeeded && isSeen)
        return;
    // A plain text's scroll bar counts lines; two of what stands before give the context.
    verticalScrollBar()->setValue(qMax(0, block.firstLineNumber() - 2));
}

/// In the viewport; empty where the component is off or out of sight.
QRectF RenderedView::shadedArea() const
{
    const RenderedPart *part = m_rendering->partOf(m_state->component());
    if (!part || part->end <= part->begin)
        return {};
    const auto edge = [this](qsizetype position, bool isEnd) {
        const QTextBlock block = document()->findBlock(static_cast<int>(position));
        const QRectF area = blockBoundingGeometry(block).translated(contentOffset());
        const QTextLine line = block.layout()->lineForTextPosition(static_cast<int>(position)
                                                                   - block.position());
        if (!line.isValid())
            return isEnd ? area.bottom() : area.top();
        return area.top() + line.y() + (isEnd ? line.height() : 0.0);
    };
    const double top = edge(part->begin, false);
    const double bottom = edge(part->end - 1, true);
    return QRectF(0, top, viewport()->width(), bottom - top);
}

void RenderedView::paintEvent(QPaintEvent *event)
{
    const QRectF area = shadedArea();
    if (area.intersects(event->rect())) {
        QPainter painter(viewport());
        const QColor accent = palette().color(QPalette::Highlight);
        painter.fillRect(area.intersected(viewport()->rect()),
                         mixed(accent, palette().color(QPalette::Base), 0.14));
        painter.fillRect(QRectF(0, area.top(), 3, area.height()).intersected(viewport()->rect()),
                         accent);
    }
    QPlainTextEdit::paintEvent(event);
}

void RenderedView::mouseReleaseEvent(QMouseEvent *event)
{
    QPlainTextEdit::mouseReleaseEvent(event);
    if (event->button() != Qt::LeftButton || textCursor().hasSelection())
        return;
    const QString component = m_rendering->componentAt(textCursor().position());
    if (component.isEmpty())
        return;
    m_component = component; // it is in sight: nothing scrolls
    m_state->setComponent(component);
    viewport()->update();
}

void RenderedView::changeEvent(QEvent *event)
{
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        viewport()->update();
}

} // namespace auspex
