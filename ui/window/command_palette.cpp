// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/command_palette.h"

#include <algorithm>

#include <QApplication>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QPainter>
#include <QStandardItemModel>
#include <QStyledItemDelegate>
#include <QTextLayout>
#include <QVBoxLayout>

#include "ui/common/theme.h"
#include "ui/window/fuzzy_match.h"

namespace auspex {

namespace {

constexpr int mostShown = 100;
constexpr int visibleRows = 12;
constexpr int detailPenalty = 2; // a hit in the path counts half as much

enum Role { DetailRole = Qt::UserRole + 1, ShortcutRole, ReasonRole, PositionsRole };

/// One line: icon, title with the matched letters in bold, where it is, and at the right the
/// shortcut or the reason why it cannot be done.
class PaletteDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const override
    {
        return {0, option.fontMetrics.height() + 2 * spacing};
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override
    {
        const QPalette &palette = option.palette;
        const bool selected = option.state.testFlag(QStyle::State_Selected);
        const QString reason = index.data(ReasonRole).toString();
        const QColor base = palette.color(selected ? QPalette::Highlight : QPalette::Base);
        const QColor strong = palette.color(selected ? QPalette::HighlightedText : QPalette::Text);
        const QColor weak = mixed(strong, base, 0.68);
        painter->save();
        painter->fillRect(option.rect, base);

        QRect room = option.rect.adjusted(spacing, 0, -spacing, 0);
        const int iconSize = option.fontMetrics.height();
        const QIcon icon = index.data(Qt::DecorationRole).value<QIcon>();
        const QIcon::Mode mode = !reason.isEmpty() ? QIcon::Disabled
                                 : selected        ? QIcon::Selected
                                                   : QIcon::Normal;
        icon.paint(painter,
                   QRect(room.left(), room.center().y() - iconSize / 2, iconSize, iconSize),
                   Qt::AlignCenter, mode);
        room.setLeft(room.left() + iconSize + spacing);

        painter->setPen(weak);
        const QString right = reason.isEmpty() ? index.data(ShortcutRole).toString() : reason;
        const QString rightShown = option.fontMetrics.elidedText(right, Qt::ElideMiddle,
                                                                 room.width() / 2);
        painter->drawText(room, Qt::AlignRight | Qt::AlignVCenter, rightShown);
        room.setRight(room.right() - option.fontMetrics.horizontalAdvance(rightShown)
                      - spacingLarge);

        painter->setPen(reason.isEmpty() ? strong : weak);
        const int width = drawTitle(painter, option, room, index);
        room.setLeft(room.left() + width + spacing);
        painter->setPen(weak);
        painter->drawText(room, Qt::AlignLeft | Qt::AlignVCenter,
                          option.fontMetrics.elidedText(index.data(DetailRole).toString(),
                                                        Qt::ElideMiddle, room.width()));
        painter->restore();
    }

private:
    static int drawTitle(QPainter *painter, const QStyleOptionViewItem &option, const QRect &room,
                         const QModelIndex &index)
    {
        QFont bold = option.font;
        bold.setBold(true);
        const QString title = index.data().toString();
        QList<QTextLayout::FormatRange> formats;
        for (const QVariant &position : index.data(PositionsRole).toList()) {
            QTextCharFormat format;
            format.setFont(bold);
            formats.append({position.toInt(), 1, format});
        }
        QTextLayout layout(title, option.font);
        layout.setFormats(formats);
        layout.beginLayout();
        QTextLine line = layout.createLine();
        line.setLineWidth(room.width());
        layout.endLayout();
        const double top = room.top() + (room.height() - line.height()) / 2.0;
        layout.draw(painter, QPointF(room.left(), top));
        return static_cast<int>(line.naturalTextWidth()) + 1;
    }
};

struct Ranked {
    PaletteItem item;
    int score = 0;
    QList<int> positions;
};

/// Words that are not in the title may stand in the detail: "file csv" finds File > Import > CSV.
std::optional<Ranked> ranked(const QString &query, PaletteItem item)
{
    if (const auto match = fuzzyMatch(query, item.title)) {
        const int length = static_cast<int>(item.title.size());
        return Ranked{std::move(item), 2 * match->score * detailPenalty - length / 8,
                      match->positions};
    }
    const auto match = fuzzyMatch(query, item.title + u' ' + item.detail);
    if (!match) {
        return std::nullopt;
    }
    QList<int> positions = match->positions;
    positions.removeIf([&](int position) { return position >= item.title.size(); });
    return Ranked{std::move(item), match->score, std::move(positions)};
}

QStandardItem *row(const Ranked &found)
{
    auto *item = new QStandardItem(found.item.icon, found.item.title);
    item->setData(found.item.detail, DetailRole);
    item->setData(found.item.shortcut, ShortcutRole);
    item->setData(found.item.reason, ReasonRole);
    QVariantList positions;
    for (const int position : found.positions) {
        positions.append(position);
    }
    item->setData(positions, PositionsRole);
    item->setData(
        QStringList{found.item.title, found.item.detail, found.item.shortcut, found.item.reason}
            .join(u' ')
            .simplified(),
        Qt::AccessibleTextRole);
    item->setEditable(false);
    return item;
}

bool isOurs(int key)
{
    return key == Qt::Key_Up || key == Qt::Key_Down || key == Qt::Key_PageUp
           || key == Qt::Key_PageDown || key == Qt::Key_Return || key == Qt::Key_Enter
           || key == Qt::Key_Escape;
}

} // namespace

CommandPalette::CommandPalette(Source source, QWidget *window)
    : QFrame(window)
    , m_source(std::move(source))
{
    setObjectName(QStringLiteral("commandPalette"));
    setFrameShape(QFrame::StyledPanel);
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);

    m_edit = new QLineEdit(this);
    m_edit->setObjectName(QStringLiteral("paletteEdit"));
    m_edit->setPlaceholderText(
        tr("Search commands, tasks, predictors, #architectures, workspaces"));
    m_edit->setAccessibleName(tr("Search everything"));
    m_edit->addAction(themedIcon(QStringLiteral("search")), QLineEdit::LeadingPosition);

    m_model = new QStandardItemModel(this);
    m_view = new QListView(this);
    m_view->setObjectName(QStringLiteral("paletteList"));
    m_view->setAccessibleName(tr("What was found"));
    m_view->setModel(m_model);
    m_view->setItemDelegate(new PaletteDelegate(m_view));
    m_view->setUniformItemSizes(true);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setFocusPolicy(Qt::NoFocus);
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_view->setEditTriggers(QAbstractItemView::NoEditTriggers);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(spacing, spacing, spacing, spacing);
    layout->setSpacing(spacing);
    layout->addWidget(m_edit);
    layout->addWidget(m_view, 1);

    connect(m_edit, &QLineEdit::textChanged, this, &CommandPalette::search);
    connect(m_view, &QListView::clicked, this, &CommandPalette::runCurrent);
    hide();
}

void CommandPalette::popUp()
{
    m_focusBefore = QApplication::focusWidget();
    m_edit->clear();
    search({});
    place();
    show();
    raise();
    qApp->installEventFilter(this); // also sees what happens to the field
    m_edit->setFocus(Qt::ShortcutFocusReason);
}

void CommandPalette::place()
{
    const QRect room = parentWidget()->rect();
    const int rowHeight = m_view->sizeHintForRow(0) > 0 ? m_view->sizeHintForRow(0)
                                                        : fontMetrics().height() + 2 * spacing;
    const int width = std::min(room.width() - 2 * spacingLarge,
                               std::max(560, fontMetrics().averageCharWidth() * 90));
    const int height = std::min(room.height() - 2 * spacingHuge, m_edit->sizeHint().height()
                                                                     + 4 * spacing
                                                                     + visibleRows * rowHeight);
    setGeometry((room.width() - width) / 2, spacingHuge, width, height);
}

void CommandPalette::search(const QString &query)
{
    std::vector<Ranked> found;
    for (PaletteItem &item : m_source(query)) {
        if (auto match = ranked(query, std::move(item))) {
            found.push_back(std::move(*match));
        }
    }
    std::stable_sort(found.begin(), found.end(), [](const Ranked &a, const Ranked &b) {
        if (a.item.reason.isEmpty() != b.item.reason.isEmpty() && a.score == b.score) {
            return a.item.reason.isEmpty();
        }
        return a.score > b.score;
    });
    found.resize(std::min<std::size_t>(found.size(), mostShown));

    m_model->clear();
    m_items.clear();
    for (const Ranked &match : found) {
        m_model->appendRow(row(match));
        m_items.append(match.item);
    }
    if (found.empty()) {
        auto *nothing = new QStandardItem(tr("Nothing found for \u201c%1\u201d").arg(query));
        nothing->setFlags(Qt::NoItemFlags);
        m_model->appendRow(nothing);
    }
    m_view->setCurrentIndex(found.empty() ? QModelIndex() : m_model->index(0, 0));
    m_view->scrollToTop();
}

bool CommandPalette::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::MouseButtonPress) {
        const auto *widget = qobject_cast<QWidget *>(watched);
        if (widget && widget != this && !isAncestorOf(widget)) {
            hide();
        }
    } else if (watched == m_edit && event->type() == QEvent::FocusOut) {
        if (static_cast<QFocusEvent *>(event)->reason() != Qt::ActiveWindowFocusReason) {
            hide();
        }
    } else if (watched == m_edit && event->type() == QEvent::ShortcutOverride) {
        // These belong to the palette even where the window has an action for them.
        if (isOurs(static_cast<QKeyEvent *>(event)->key())) {
            event->accept();
            return true;
        }
    } else if (watched == m_edit && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (isOurs(key)) {
            press(key);
            return true;
        }
    }
    return QFrame::eventFilter(watched, event);
}

void CommandPalette::press(int key)
{
    if (key == Qt::Key_Escape) {
        closeAndRestoreFocus();
    } else if (key == Qt::Key_Return || key == Qt::Key_Enter) {
        runCurrent();
    } else {
        move(key);
    }
}

void CommandPalette::hideEvent(QHideEvent *event)
{
    qApp->removeEventFilter(this);
    QFrame::hideEvent(event);
}

void CommandPalette::move(int key)
{
    const int rows = static_cast<int>(m_items.size());
    if (rows == 0) {
        return;
    }
    const int step = key == Qt::Key_Up       ? -1
                     : key == Qt::Key_Down   ? 1
                     : key == Qt::Key_PageUp ? -visibleRows
                                             : visibleRows;
    const bool wraps = key == Qt::Key_Up || key == Qt::Key_Down;
    const int next = m_view->currentIndex().row() + step;
    m_view->setCurrentIndex(
        m_model->index(wraps ? (next + rows) % rows : std::clamp(next, 0, rows - 1), 0));
}

void CommandPalette::runCurrent()
{
    const int current = m_view->currentIndex().row();
    if (current < 0 || current >= m_items.size() || !m_items[current].reason.isEmpty()) {
        return;
    }
    const auto run = m_items[current].run;
    closeAndRestoreFocus();
    run();
}

void CommandPalette::closeAndRestoreFocus()
{
    hide();
    if (m_focusBefore) {
        m_focusBefore->setFocus(Qt::OtherFocusReason);
    }
}

} // namespace auspex
