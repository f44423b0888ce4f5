// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/prompts/component_list.h"

#include <QAction>
#include <QApplication>
#include <QDropEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/common/command_action.h"
#include "ui/common/theme.h"
#include "ui/prompts/check_frame.h"
#include "ui/prompts/component_model.h"
#include "ui/prompts/prompt_edits.h"
#include "ui/prompts/studio_state.h"
#include "ui/window/action_catalog.h"

namespace auspex {

namespace {

/// The name with its switch at the left, what it is for in grey at the right, or the sign of a
/// problem.
class ComponentDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        QSize size = QStyledItemDelegate::sizeHint(option, index);
        size.setHeight(qMax(size.height(), option.fontMetrics.height() + 2 * spacingSmall));
        return size;
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override
    {
        const QString part = index.data(ComponentModel::PartRole).toString();
        const bool isOn = index.data(Qt::CheckStateRole).value<Qt::CheckState>() == Qt::Checked;
        const bool isSelected = option.state.testFlag(QStyle::State_Selected);
        QStyleOptionViewItem whole(option);
        initStyleOption(&whole, index);
        whole.text.clear();
        whole.features |= QStyleOptionViewItem::HasDisplay;
        const QStyle *style = option.widget ? option.widget->style() : QApplication::style();
        style->drawControl(QStyle::CE_ItemViewItem, &whole, painter, option.widget);
        drawCheckFrame(painter, whole);
        whole.text = index.data().toString();
        QRect text = style->subElementRect(QStyle::SE_ItemViewItemText, &whole, option.widget)
                         .adjusted(spacingSmall, 0, -spacingSmall, 0);
        text.setRight(option.rect.right() - spacingSmall);
        const QColor strong = option.palette.color(isSelected ? QPalette::HighlightedText
                                                              : QPalette::Text);
        const QColor weak = isSelected ? strong : mutedText(option.palette);
        painter->save();
        if (!index.data(ComponentModel::ProblemRole).toString().isEmpty()) {
            const int side = option.fontMetrics.height();
            const QRect sign(text.right() - side, option.rect.center().y() - side / 2, side, side);
            (isSelected ? colouredIcon(QStringLiteral("error"), strong)
                        : colouredIcon(QStringLiteral("error"), errorColour(option.palette)))
                .paint(painter, sign);
            text.setRight(sign.left() - spacingSmall);
        }
        const int nameWidth = option.fontMetrics.horizontalAdvance(whole.text);
        const int partWidth = option.fontMetrics.horizontalAdvance(part);
        const bool hasRoom = nameWidth + spacingLarge + partWidth <= text.width()
                             && !part.isEmpty();
        painter->setPen(isOn ? strong : weak);
        painter->drawText(
            text.adjusted(0, 0, hasRoom ? -partWidth - spacing : 0, 0),
            Qt::AlignLeft | Qt::AlignVCenter,
            option.fontMetrics.elidedText(whole.text, Qt::ElideMiddle,
                                          text.width() - (hasRoom ? partWidth + spacing : 0)));
        if (hasRoom) {
            painter->setPen(weak);
            painter->drawText(text, Qt::AlignRight | Qt::AlignVCenter, part);
        }
        painter->restore();
    }
};

} // namespace

int ReorderView::rowFor(const QPoint &point, int from) const
{
    if (from < 0)
        return -1;
    const QModelIndex under = indexAt(point);
    int to = under.isValid() ? under.row() : model()->rowCount();
    if (under.isValid() && point.y() > visualRect(under).center().y())
        ++to;
    return to > from ? to - 1 : to; // its own row is free then
}

void ReorderView::dropEvent(QDropEvent *event)
{
    const int from = currentIndex().row();
    const int to = rowFor(event->position().toPoint(), from);
    if (event->source() != this || to < 0) {
        event->ignore();
        return;
    }
    event->setDropAction(Qt::IgnoreAction); // else the view would remove the row
    event->accept();
    stopAutoScroll();
    setState(NoState);
    viewport()->update();
    Q_EMIT moveRequested(from, to);
}

ComponentList::ComponentList(StudioState *state, StudioRendering *rendering, QWidget *parent)
    : QWidget(parent)
    , m_state(state)
    , m_model(new ComponentModel(state, rendering, this))
    , m_view(new ReorderView(this))
{
    auto *label = new QLabel(tr("C&omponents"), this);
    label->setBuddy(m_view);
    m_view->setObjectName(QStringLiteral("studioComponents"));
    m_view->setAccessibleName(tr("Components of the prompt"));
    m_view->setModel(m_model);
    m_view->setItemDelegate(new ComponentDelegate(m_view));
    m_view->setDragDropMode(QAbstractItemView::InternalMove);
    m_view->setDefaultDropAction(Qt::MoveAction);
    m_view->setDropIndicatorShown(true);
    m_view->setEditTriggers(QAbstractItemView::EditKeyPressed);
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_view->setContextMenuPolicy(Qt::ActionsContextMenu);
    createActions();
    m_view->addActions(m_actions);

    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(spacingSmall);
    for (QAction *action : {m_add, m_duplicate, m_up, m_down, m_remove}) {
        auto *button = new QToolButton(this);
        button->setDefaultAction(action);
        button->setAutoRaise(true);
        button->setFocusPolicy(Qt::TabFocus);
        button->setAccessibleName(action->text().remove(u'&'));
        if (action == m_add) {
            button->setMenu(m_addMenu);
            button->setPopupMode(QToolButton::InstantPopup);
        }
        buttons->addWidget(button);
    }
    buttons->addStretch();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(spacingSmall);
    layout->addWidget(label);
    layout->addWidget(m_view, 1);
    layout->addLayout(buttons);

    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex &current) {
                if (!m_isShowing && current.isValid())
                    m_state->setComponent(m_model->idAt(current.row()));
                updateActions();
            });
    connect(m_view, &QListView::activated, this, &ComponentList::editRequested);
    connect(m_view, &ReorderView::moveRequested, this, &ComponentList::move);
    connect(m_model, &ComponentModel::refused, this, &ComponentList::message);
    connect(state, &StudioState::opened, this, &ComponentList::showCurrent);
    connect(state, &StudioState::promptChanged, this, &ComponentList::showCurrent);
    connect(state, &StudioState::viewChanged, this, &ComponentList::showCurrent);
    showCurrent();
}

QAction *ComponentList::command(const char *name, const QString &icon, const QString &text,
                                const QKeySequence &shortcut, const QString &tip,
                                std::function<void()> call)
{
    QAction *action = commandAction(this, name, icon, text, shortcut, tip, std::move(call));
    // Elsewhere these keys belong to whatever has the focus.
    action->setShortcutContext(Qt::WidgetShortcut);
    m_actions.append(action);
    return action;
}

void ComponentList::createActions()
{
    m_addMenu = new QMenu(this);
    m_add = command("studioAddComponent", QStringLiteral("add"), tr("Add a component"),
                    QKeySequence(Qt::Key_Insert), tr("Adds a component after the selected one"),
                    [this] { m_addMenu->popup(m_view->mapToGlobal(m_view->rect().bottomLeft())); });
    m_duplicate = command("studioDuplicateComponent", QStringLiteral("copy"),
                          tr("Duplicate the component"), QKeySequence(Qt::CTRL | Qt::Key_D),
                          tr("Adds a copy of the selected component"), [this] { duplicate(); });
    m_rename = command("studioRenameComponent", QStringLiteral("edit"), tr("Rename the component"),
                       QKeySequence(Qt::Key_F2), tr("Gives the selected component another name"),
                       [this] { m_view->edit(m_view->currentIndex()); });
    m_up = command(
        "studioComponentUp", QStringLiteral("move-up"), tr("Move the component up"),
        QKeySequence(Qt::ALT | Qt::Key_Up), tr("Moves the selected component up"),
        [this] { move(m_view->currentIndex().row(), m_view->currentIndex().row() - 1); });
    m_down = command(
        "studioComponentDown", QStringLiteral("move-down"), tr("Move the component down"),
        QKeySequence(Qt::ALT | Qt::Key_Down), tr("Moves the selected component down"),
        [this] { move(m_view->currentIndex().row(), m_view->currentIndex().row() + 1); });
    m_remove = command("studioRemoveComponent", QStringLiteral("trash"), tr("Remove the component"),
                       QKeySequence::Delete, tr("Takes the selected component out of the prompt"),
                       [this] { remove(); });
    createAddMenu();
}

void ComponentList::createAddMenu()
{
    for (const PromptPart part : promptParts()) {
        if (part == PromptPart::Query)
            continue; // a prompt has one already
        connect(m_addMenu->addAction(partTitle(part)), &QAction::triggered, this,
                [this, part] { add(static_cast<int>(part)); });
    }
}

void ComponentList::showCurrent()
{
    m_isShowing = true;
    const int row = m_model->rowOf(m_state->component());
    m_view->setCurrentIndex(m_model->index(row));
    m_isShowing = false;
    updateActions();
}

void ComponentList::updateActions()
{
    const Prompt &prompt = m_state->prompt();
    const QString id = m_model->idAt(m_view->currentIndex().row());
    const int row = componentIndex(prompt, id);
    QString locked = m_state->whyNotEditable();
    if (locked.isEmpty() && prompt.format == PromptFormat::Llmas)
        locked = tr("A LLMAS template is one text without components.");
    const QString none = locked.isEmpty() && row < 0 ? tr("Select a component in the list first.")
                                                     : locked;
    setDisabledReason(m_add, locked);
    setDisabledReason(m_duplicate, none);
    setDisabledReason(m_rename, none);
    setDisabledReason(m_remove, locked.isEmpty() ? whyComponentStays(prompt, id) : locked);
    const auto moveReason = [&](int by) {
        if (!none.isEmpty())
            return none;
        const int to = row + by;
        const bool moves = to >= 0 && to < m_model->rowCount()
                           && allowedIndex(prompt, row, to) == to;
        return moves ? QString() : tr("It cannot go further.");
    };
    setDisabledReason(m_up, moveReason(-1));
    setDisabledReason(m_down, moveReason(1));
}

void ComponentList::add(int part)
{
    const auto kind = static_cast<PromptPart>(part);
    QString id;
    const QString text = kind == PromptPart::Demonstrations ? QStringLiteral("{{demonstrations}}")
                                                            : QString();
    const Prompt after = withComponentAdded(m_state->prompt(), m_state->variant(),
                                            m_view->currentIndex().row() + 1, kind, text, &id);
    m_state->edit(tr("Add %1").arg(id), after, id);
    Q_EMIT editRequested();
}

void ComponentList::duplicate()
{
    const QString id = m_model->idAt(m_view->currentIndex().row());
    QString copy;
    const Prompt after = withComponentDuplicated(m_state->prompt(), id, &copy);
    m_state->edit(tr("Duplicate %1").arg(id), after, copy);
}

void ComponentList::remove()
{
    const QString id = m_model->idAt(m_view->currentIndex().row());
    const QString why = whyComponentStays(m_state->prompt(), id);
    if (!why.isEmpty()) {
        Q_EMIT message(why);
        return;
    }
    m_state->edit(tr("Remove %1").arg(id), withoutComponent(m_state->prompt(), id), id);
}

void ComponentList::move(int from, int to)
{
    const QString id = m_model->idAt(from);
    if (id.isEmpty() || to < 0 || to >= m_model->rowCount())
        return;
    if (allowedIndex(m_state->prompt(), from, to) != to)
        Q_EMIT message(tr("The query stays last."));
    m_state->edit(tr("Move %1").arg(id), withComponentMoved(m_state->prompt(), from, to), id);
}

} // namespace auspex
