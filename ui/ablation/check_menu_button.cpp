// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ablation/check_menu_button.h"

#include <QKeyEvent>
#include <QMenu>

namespace auspex {

CheckMenuButton::CheckMenuButton(QWidget *parent)
    : QPushButton(parent)
    , m_menu(new QMenu(this))
{
    m_menu->installEventFilter(this);
    setMenu(m_menu);
}

void CheckMenuButton::setEntries(const QList<Entry> &entries, const QString &all)
{
    if (entries == m_entries && all == m_all)
        return;
    m_entries = entries;
    m_all = all;
    m_menu->clear();
    for (const Entry &entry : entries) {
        QString text = entry.title;
        QAction *action = m_menu->addAction(text.replace(u'&', QStringLiteral("&&")));
        action->setCheckable(true);
        action->setChecked(m_chosen.contains(entry.value));
        action->setData(entry.value);
        connect(action, &QAction::triggered, this, [this] {
            m_chosen.clear();
            for (const QAction *other : m_menu->actions()) {
                if (other->isChecked())
                    m_chosen.append(other->data().toString());
            }
            showText();
            Q_EMIT chosenByUser(m_chosen);
        });
    }
    showText();
}

void CheckMenuButton::setChosen(const QStringList &values)
{
    m_chosen = values;
    for (QAction *action : m_menu->actions())
        action->setChecked(values.contains(action->data().toString()));
    showText();
}

QStringList CheckMenuButton::chosen() const
{
    return m_chosen;
}

void CheckMenuButton::showText()
{
    QStringList titles;
    for (const Entry &entry : m_entries) {
        if (m_chosen.contains(entry.value))
            titles.append(entry.title);
    }
    QString text;
    if (titles.isEmpty())
        text = m_all.isEmpty() ? tr("None") : m_all;
    else if (titles.size() <= 2)
        text = titles.join(QStringLiteral(", "));
    else
        text = tr("%1 of %2").arg(titles.size()).arg(m_entries.size());
    setText(fontMetrics()
                .elidedText(text, Qt::ElideMiddle, 28 * fontMetrics().averageCharWidth())
                .replace(u'&', QStringLiteral("&&")));
    setToolTip(titles.join(u'\n'));
}

bool CheckMenuButton::eventFilter(QObject *watched, QEvent *event)
{
    const bool isRelease = event->type() == QEvent::MouseButtonRelease;
    const bool isKey = event->type() == QEvent::KeyPress
                       && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Space;
    if (watched == m_menu && (isRelease || isKey)) {
        if (QAction *action = m_menu->activeAction(); action && action->isEnabled()) {
            action->trigger();
            return true;
        }
    }
    return QPushButton::eventFilter(watched, event);
}

} // namespace auspex
