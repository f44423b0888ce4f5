// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/prompts/prompt_list.h"

#include <QAction>
#include <QDateTime>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QToolButton>
#include <QTreeWidget>
#include <QVBoxLayout>

#include "ui/common/theme.h"
#include "ui/prompts/studio_state.h"

namespace auspex {

namespace {

constexpr int originRole = Qt::UserRole + 1;
constexpr int nameRole = Qt::UserRole + 2;
constexpr int versionRole = Qt::UserRole + 3;

void setPlace(QTreeWidgetItem *item, const PromptPlace &place)
{
    item->setData(0, originRole, static_cast<int>(place.origin));
    item->setData(0, nameRole, place.name);
    item->setData(0, versionRole, place.version);
}

std::optional<PromptPlace> placeOf(const QTreeWidgetItem *item)
{
    if (!item || item->data(0, nameRole).isNull())
        return std::nullopt;
    return PromptPlace{static_cast<PromptOrigin>(item->data(0, originRole).toInt()),
                       item->data(0, nameRole).toString(), item->data(0, versionRole).toInt()};
}

/// In the user's time and form; as it is where it is no time.
QString timeText(const std::string &utc)
{
    const QString text = QString::fromStdString(utc);
    QDateTime time = QDateTime::fromString(text, Qt::ISODateWithMs);
    if (!time.isValid())
        time = QDateTime::fromString(text, QStringLiteral("yyyy-MM-dd HH:mm:ss"));
    if (!time.isValid())
        return text;
    time.setTimeSpec(Qt::UTC);
    return QLocale().toString(time.toLocalTime(), QLocale::ShortFormat);
}

} // namespace

QString placeTitle(const PromptPlace &place)
{
    return place.origin == PromptOrigin::Version
               ? PromptList::tr("%1, version %2").arg(place.name).arg(place.version)
               : place.name;
}

PromptList::PromptList(StudioState *state, QWidget *parent)
    : QWidget(parent)
    , m_state(state)
    , m_tree(new QTreeWidget(this))
    , m_buttons(new QWidget(this))
{
    auto *label = new QLabel(tr("P&rompts"), this);
    label->setBuddy(m_tree);
    m_tree->setObjectName(QStringLiteral("studioPrompts"));
    m_tree->setAccessibleName(tr("Prompts"));
    m_tree->setColumnCount(2);
    m_tree->setHeaderHidden(true);
    m_tree->setIndentation(spacingLarge);
    m_tree->setUniformRowHeights(true);
    m_tree->setTextElideMode(Qt::ElideMiddle);
    m_tree->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_tree->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_tree->header()->setStretchLastSection(false);
    m_tree->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_tree->header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    m_tree->setContextMenuPolicy(Qt::ActionsContextMenu);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(spacingSmall);
    layout->addWidget(label);
    layout->addWidget(m_tree, 1);
    layout->addWidget(m_buttons);

    connect(m_tree, &QTreeWidget::currentItemChanged, this, [this](QTreeWidgetItem *item) {
        const std::optional<PromptPlace> place = placeOf(item);
        if (place && !m_isShowing)
            m_state->open(*place);
    });
    connect(m_tree, &QTreeWidget::itemActivated, this, [this](QTreeWidgetItem *item) {
        if (placeOf(item))
            Q_EMIT editRequested();
    });
    connect(state, &StudioState::listChanged, this, &PromptList::refresh);
    connect(state, &StudioState::opened, this, &PromptList::showCurrent);
    refresh();
}

void PromptList::setActions(const QList<QAction *> &menu, const QList<QAction *> &buttons)
{
    m_tree->addActions(menu);
    auto *layout = new QHBoxLayout(m_buttons);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(spacingSmall);
    for (QAction *action : buttons) {
        auto *button = new QToolButton(m_buttons);
        button->setDefaultAction(action);
        button->setAutoRaise(true);
        button->setFocusPolicy(Qt::TabFocus);
        button->setAccessibleName(action->text().remove(u'&'));
        layout->addWidget(button);
    }
    layout->addStretch();
}

QTreeWidgetItem *PromptList::addGroup(const QString &title)
{
    auto *group = new QTreeWidgetItem(m_tree, {title});
    group->setFlags(Qt::ItemIsEnabled);
    QFont bold = font();
    bold.setBold(true);
    group->setFont(0, bold);
    group->setFirstColumnSpanned(true);
    group->setExpanded(true);
    return group;
}

void PromptList::refresh()
{
    QStringList open; // those whose versions are shown stay so
    for (int i = 0; i < m_tree->topLevelItemCount(); ++i) {
        const QTreeWidgetItem *group = m_tree->topLevelItem(i);
        for (int j = 0; j < group->childCount(); ++j) {
            if (group->child(j)->isExpanded())
                open.append(group->child(j)->data(0, nameRole).toString());
        }
    }
    m_isShowing = true;
    m_tree->clear();
    addOwn();
    addBuiltIn();
    for (int i = 0; i < m_tree->topLevelItemCount(); ++i) {
        QTreeWidgetItem *group = m_tree->topLevelItem(i);
        for (int j = 0; j < group->childCount(); ++j)
            group->child(j)->setExpanded(
                open.contains(group->child(j)->data(0, nameRole).toString()));
    }
    m_isShowing = false;
    showCurrent();
}

void PromptList::addOwn()
{
    QTreeWidgetItem *group = addGroup(tr("Yours"));
    const QStringList names = m_state->ownNames();
    if (names.isEmpty()) {
        auto *none = new QTreeWidgetItem(group, {tr("None yet")});
        none->setFlags(Qt::ItemIsEnabled);
        none->setForeground(0, mutedText(palette()));
        none->setToolTip(0, tr("Edit a copy of a prompt below, or import one."));
        none->setFirstColumnSpanned(true);
    }
    for (const QString &name : names) {
        const int newest = m_state->newestVersion(name);
        const bool isModified = m_state->isModified(name);
        const QString state = newest == 0  ? tr("not saved")
                              : isModified ? tr("%1, edited", "a version").arg(newest)
                                           : QString::number(newest);
        auto *item = new QTreeWidgetItem(group, {name, state});
        item->setForeground(1, mutedText(palette()));
        item->setToolTip(0, newest == 0  ? tr("%1: no version was saved yet").arg(name)
                            : isModified ? tr("%1: edited since version %2").arg(name).arg(newest)
                                         : tr("%1: as version %2").arg(name).arg(newest));
        item->setToolTip(1, item->toolTip(0));
        setPlace(item, {PromptOrigin::Own, name, 0});
        std::vector<PromptVersion> versions = m_state->versionsOf(name);
        for (auto version = versions.rbegin(); version != versions.rend(); ++version) {
            const QString note = QString::fromStdString(version->note);
            const QString time = timeText(version->createdAt);
            auto *child = new QTreeWidgetItem(
                item,
                {note.isEmpty()
                     ? tr("Version %1").arg(version->version)
                     : tr("%1: %2", "a version and its note").arg(version->version).arg(note)});
            child->setToolTip(0, tr("Version %1, saved %2").arg(version->version).arg(time)
                                     + (note.isEmpty() ? QString() : u'\n' + note));
            child->setFirstColumnSpanned(true);
            setPlace(child, {PromptOrigin::Version, name, version->version});
        }
    }
}

void PromptList::addBuiltIn()
{
    QTreeWidgetItem *group = addGroup(tr("With the program"));
    for (const BuiltInPrompt &prompt : builtInPrompts()) {
        const QString name = QString::fromStdString(prompt.name);
        auto *item = new QTreeWidgetItem(group, {name});
        item->setToolTip(0, QString::fromStdString(prompt.prompt.title));
        item->setFirstColumnSpanned(true);
        setPlace(item, {PromptOrigin::BuiltIn, name, 0});
    }
}

void PromptList::showCurrent()
{
    m_isShowing = true;
    QTreeWidgetItemIterator it(m_tree);
    for (; *it; ++it) {
        if (placeOf(*it) == m_state->place()) {
            if ((*it)->parent())
                (*it)->parent()->setExpanded(true);
            m_tree->setCurrentItem(*it);
            break;
        }
    }
    m_isShowing = false;
}

} // namespace auspex
