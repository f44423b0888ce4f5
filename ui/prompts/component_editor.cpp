// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/prompts/component_editor.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

#include "ui/common/theme.h"
#include "ui/prompts/prompt_editor.h"
#include "ui/prompts/prompt_edits.h"
#include "ui/prompts/studio_rendering.h"
#include "ui/prompts/studio_state.h"

namespace auspex {

namespace {

constexpr int componentRole = Qt::UserRole + 1;
constexpr int positionRole = Qt::UserRole + 2;
constexpr int lengthRole = Qt::UserRole + 3;
constexpr int mostProblemLines = 5;

/// A sign on the first line of a text that may have more.
class ProblemDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        option->decorationAlignment = Qt::AlignLeft | Qt::AlignTop;
        option->displayAlignment = Qt::AlignLeft | Qt::AlignTop;
    }
};

} // namespace

ComponentEditor::ComponentEditor(StudioState *state, StudioRendering *rendering, QWidget *parent)
    : QWidget(parent)
    , m_state(state)
    , m_rendering(rendering)
{
    createHeader();
    m_editor = new PromptEditor(this);
    m_editor->setObjectName(QStringLiteral("studioEditor"));
    m_hint = new QLabel(this);
    m_hint->setObjectName(QStringLiteral("studioEditorHint"));
    m_hint->setWordWrap(true);
    m_hint->setTextFormat(Qt::PlainText);
    m_problems = new QListWidget(this);
    m_problems->setObjectName(QStringLiteral("studioProblems"));
    m_problems->setAccessibleName(tr("Problems of the prompt"));
    m_problems->setWordWrap(true);
    m_problems->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_problems->setIconSize(QSize(fontMetrics().height(), fontMetrics().height()));
    m_problems->setItemDelegate(new ProblemDelegate(m_problems));
    auto *header = new QHBoxLayout;
    header->setSpacing(spacing);
    header->addWidget(m_name, 1);
    header->addWidget(m_part);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(spacingSmall);
    layout->addLayout(header);
    layout->addWidget(m_hint);
    layout->addWidget(m_editor, 1);
    layout->addWidget(m_problems);

    connect(m_editor, &PromptEditor::textEdited, this,
            [this](const QString &text, const TextEdit &edit) {
                m_state->editText(m_shown, text, edit);
            });
    connect(m_editor, &PromptEditor::undoRequested, state->session()->undoStack(),
            &QUndoStack::undo);
    connect(m_editor, &PromptEditor::redoRequested, state->session()->undoStack(),
            &QUndoStack::redo);
    connect(m_editor, &PromptEditor::leaving, this, &ComponentEditor::leaving);
    connect(m_editor, &PromptEditor::cursorPositionChanged, this, [this] {
        const auto length = static_cast<double>(m_editor->exactText().size());
        Q_EMIT cursorMoved(length > 0 ? m_editor->textCursor().position() / length : 0.0);
    });
    connect(m_problems, &QListWidget::itemActivated, this, &ComponentEditor::goTo);
    connect(m_problems, &QListWidget::itemClicked, this, &ComponentEditor::goTo);
    connect(state, &StudioState::opened, this, &ComponentEditor::showComponent);
    connect(state, &StudioState::promptChanged, this, &ComponentEditor::showComponent);
    connect(state, &StudioState::viewChanged, this, &ComponentEditor::showComponent);
    connect(state, &StudioState::cursorWanted, this,
            [this](const QString &component, qsizetype position) {
                if (component == m_shown)
                    m_editor->setCursorPosition(position);
            });
    connect(rendering, &StudioRendering::changed, this, &ComponentEditor::showProblems);
    showComponent();
    showProblems();
}

void ComponentEditor::createHeader()
{
    m_name = new QLabel(this);
    m_name->setObjectName(QStringLiteral("studioComponentName"));
    QFont strong = font();
    strong.setBold(true);
    m_name->setFont(strong);
    m_name->setTextFormat(Qt::PlainText);
    m_part = new QComboBox(this);
    m_part->setObjectName(QStringLiteral("studioPart"));
    m_part->setAccessibleName(tr("What the component is for"));
    m_part->setToolTip(tr("What the component is for: decides what stands around its text"));
    for (const PromptPart part : promptParts())
        m_part->addItem(partTitle(part), static_cast<int>(part));
    connect(m_part, &QComboBox::activated, this, &ComponentEditor::takePart);
}

void ComponentEditor::showComponent()
{
    const Prompt &prompt = m_state->prompt();
    const QString id = m_state->component();
    const int index = componentIndex(prompt, id);
    const QString why = m_state->whyNotEditable();
    const bool isEditable = why.isEmpty() && index >= 0;
    if (m_editor->isReadOnly() == isEditable)
        m_editor->setReadOnly(!isEditable);
    m_part->setEnabled(isEditable && prompt.format == PromptFormat::Auspex);
    m_editor->setFormat(prompt.format);
    if (index < 0) {
        m_shown.clear();
        m_name->setText(tr("No component"));
        m_editor->showText({});
        m_hint->setText(tr("Add a component to begin."));
        m_hint->setVisible(m_state->isEditable());
        return;
    }
    const PromptComponent &component = prompt.components[static_cast<std::size_t>(index)];
    const bool isOther = id != m_shown;
    m_shown = id;
    m_editor->showText(QString::fromStdString(component.text));
    if (isOther)
        m_editor->setCursorPosition(0);
    m_editor->setAccessibleName(tr("Text of %1").arg(id));
    m_name->setText(id);
    m_part->setCurrentIndex(m_part->findData(static_cast<int>(component.part)));
    const bool isOn = isComponentOn(prompt, m_state->variant(), id);
    const QString off = m_state->variant().isEmpty()
                            ? tr("It is switched off: its text is not sent.")
                            : tr("It is switched off in this variant: its text is not sent.");
    QPalette colours = palette();
    colours.setColor(QPalette::WindowText, mutedText(palette()));
    m_hint->setPalette(colours);
    m_hint->setText(off);
    m_hint->setVisible(!isOn);
    showProblems();
}

void ComponentEditor::showProblems()
{
    std::vector<ShownProblem> own;
    for (const ShownProblem &problem : m_rendering->problems()) {
        if (problem.component == m_shown && !m_shown.isEmpty())
            own.push_back(problem);
    }
    m_editor->setProblems(own);
    QStringList before;
    for (int i = 0; i < m_problems->count(); ++i)
        before.append(m_problems->item(i)->data(componentRole).toString()
                      + m_problems->item(i)->toolTip());
    QStringList now;
    for (const ShownProblem &problem : m_rendering->problems())
        now.append(problem.component + problem.message);
    if (before != now) {
        m_problems->clear();
        for (const ShownProblem &problem : m_rendering->problems()) {
            const QString text
                = problem.component.isEmpty()
                      ? problem.message
                      : tr("%1: %2", "component: problem").arg(problem.component, problem.message);
            auto *item = new QListWidgetItem(
                colouredIcon(QStringLiteral("error"), errorColour(palette())), text, m_problems);
            item->setToolTip(problem.message);
        }
    }
    int row = 0;
    for (const ShownProblem &problem : m_rendering->problems()) {
        QListWidgetItem *item = m_problems->item(row++);
        item->setData(componentRole, problem.component);
        item->setData(positionRole, static_cast<qlonglong>(problem.position));
        item->setData(lengthRole, static_cast<qlonglong>(problem.length));
    }
    m_problems->setVisible(!now.isEmpty());
    layOutProblems();
}

/// As high as the texts need in the width that there is, up to a few lines.
void ComponentEditor::layOutProblems()
{
    const int margin = 2 * m_problems->frameWidth();
    const int width = m_problems->width() - margin - m_problems->iconSize().width()
                      - 4 * spacingSmall;
    int height = margin;
    for (int row = 0; row < m_problems->count(); ++row) {
        QListWidgetItem *item = m_problems->item(row);
        const int lines = fontMetrics()
                              .boundingRect(QRect(0, 0, qMax(1, width), 10000), Qt::TextWordWrap,
                                            item->text())
                              .height();
        item->setSizeHint(QSize(0, lines + spacingSmall));
        height += lines + spacingSmall;
    }
    m_problems->setFixedHeight(
        qMin(height, mostProblemLines * fontMetrics().lineSpacing() + margin));
}

void ComponentEditor::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    layOutProblems();
}

void ComponentEditor::goTo(const QListWidgetItem *item)
{
    const QString component = item->data(componentRole).toString();
    if (component.isEmpty())
        return;
    m_state->setComponent(component);
    m_editor->select(item->data(positionRole).toLongLong(), item->data(lengthRole).toLongLong());
    m_editor->setFocus();
}

void ComponentEditor::takePart()
{
    const auto part = static_cast<PromptPart>(m_part->currentData().toInt());
    Prompt after = m_state->prompt();
    const int index = componentIndex(after, m_shown);
    if (index < 0)
        return;
    after.components[static_cast<std::size_t>(index)].part = part;
    m_state->edit(tr("Make %1 a part: %2").arg(m_shown, partTitle(part)), after, m_shown);
    showComponent();
}

} // namespace auspex
