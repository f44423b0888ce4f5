// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/welcome/recent_list.h"

#include <QContextMenuEvent>
#include <QDir>
#include <QKeyEvent>
#include <QLocale>
#include <QMenu>
#include <QPainter>
#include <QStyledItemDelegate>

#include "ui/common/theme.h"

namespace auspex {

namespace {

enum Role { FileRole = Qt::UserRole + 1, FolderRole, OpenedRole, MissingRole };

QString openedText(const QDateTime &opened)
{
    const QLocale locale;
    const QDateTime local = opened.toLocalTime();
    const qint64 days = local.date().daysTo(QDate::currentDate());
    if (days == 0) {
        return RecentList::tr("today, %1").arg(locale.toString(local.time(), QLocale::ShortFormat));
    }
    if (days == 1) {
        return RecentList::tr("yesterday");
    }
    return locale.toString(local.date(), QLocale::ShortFormat);
}

/// Two lines: the name and when it was opened; below, its folder.
class RecentDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const override
    {
        return {0, 2 * option.fontMetrics.height() + 2 * spacing};
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override
    {
        QStyleOptionViewItem background = option;
        initStyleOption(&background, index);
        background.text.clear();
        background.widget->style()->drawControl(QStyle::CE_ItemViewItem, &background, painter,
                                                background.widget);

        const bool selected = option.state.testFlag(QStyle::State_Selected);
        const bool missing = index.data(MissingRole).toBool();
        const QColor strong = option.palette.color(missing ? QPalette::Disabled : QPalette::Active,
                                                   selected ? QPalette::HighlightedText
                                                            : QPalette::Text);
        const QColor weak = mixed(
            strong, option.palette.color(selected ? QPalette::Highlight : QPalette::Base),
            missing ? 0.85 : 0.68);
        painter->save();
        const QRect room = option.rect.adjusted(spacing, spacing - 1, -spacing, 1 - spacing);
        const QRect upper(room.left(), room.top(), room.width(), room.height() / 2);
        const QRect lower(room.left(), upper.bottom() + 1, room.width(), room.height() / 2);

        painter->setPen(weak);
        const QString when = index.data(OpenedRole).toString();
        painter->drawText(upper, Qt::AlignRight | Qt::AlignVCenter, when);
        painter->drawText(lower, Qt::AlignLeft | Qt::AlignVCenter,
                          option.fontMetrics.elidedText(index.data(FolderRole).toString(),
                                                        Qt::ElideMiddle, lower.width()));
        QFont bold = option.font;
        bold.setWeight(QFont::DemiBold);
        painter->setFont(bold);
        painter->setPen(strong);
        const int left = upper.width() - option.fontMetrics.horizontalAdvance(when) - spacing;
        painter->drawText(
            upper, Qt::AlignLeft | Qt::AlignVCenter,
            QFontMetrics(bold).elidedText(index.data().toString(), Qt::ElideMiddle, left));
        painter->restore();
    }
};

} // namespace

RecentList::RecentList(RecentWorkspaces *recent, QWidget *parent)
    : QListWidget(parent)
    , m_recent(recent)
{
    setObjectName(QStringLiteral("recentList"));
    setAccessibleName(tr("Recent workspaces"));
    setItemDelegate(new RecentDelegate(this));
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(ScrollPerPixel);
    setMouseTracking(true);
    connect(this, &QListWidget::itemActivated, this, &RecentList::open);
    connect(this, &QListWidget::itemClicked, this, &RecentList::open);
    connect(m_recent, &RecentWorkspaces::changed, this, &RecentList::reload);
    reload();
}

void RecentList::reload()
{
    clear();
    for (const RecentWorkspaces::Entry &entry : m_recent->entries()) {
        auto *item = new QListWidgetItem(entry.name(), this);
        const bool missing = !entry.exists();
        item->setData(FileRole, entry.file);
        item->setData(FolderRole, entry.folder());
        item->setData(OpenedRole, missing ? tr("missing") : openedText(entry.opened));
        item->setData(MissingRole, missing);
        item->setToolTip(
            missing ? tr("%1 does not exist any more.").arg(QDir::toNativeSeparators(entry.file))
                    : QDir::toNativeSeparators(entry.file));
        item->setData(Qt::AccessibleTextRole,
                      tr("%1 in %2, %3", "a workspace's name, its folder, when it was opened")
                          .arg(entry.name(), entry.folder(), item->data(OpenedRole).toString()));
    }
}

void RecentList::open(const QListWidgetItem *item)
{
    if (!item->data(MissingRole).toBool()) {
        Q_EMIT openRequested(item->data(FileRole).toString());
    }
}

void RecentList::removeCurrent()
{
    if (currentItem()) {
        m_recent->remove(currentItem()->data(FileRole).toString());
    }
}

void RecentList::contextMenuEvent(QContextMenuEvent *event)
{
    QListWidgetItem *item = itemAt(event->pos());
    if (!item) {
        return;
    }
    setCurrentItem(item);
    QMenu menu;
    QAction *openAction = menu.addAction(tr("Open"), this, [this, item] { open(item); });
    openAction->setEnabled(!item->data(MissingRole).toBool());
    menu.addAction(themedIcon(QStringLiteral("remove")), tr("Remove from list"), this,
                   &RecentList::removeCurrent);
    menu.exec(event->globalPos());
}

void RecentList::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Delete)) {
        removeCurrent();
    } else {
        QListWidget::keyPressEvent(event);
    }
}

} // namespace auspex
