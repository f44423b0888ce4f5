// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/empty_state.h"

#include <QAction>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include "ui/common/theme.h"
#include "ui/window/action_catalog.h"

namespace auspex {

EmptyState::EmptyState(const char *name, const QString &sentence, QWidget *parent)
    : QWidget(parent)
    , m_layout(new QVBoxLayout(this))
    , m_sentence(new QLabel(sentence, this))
{
    setObjectName(QLatin1String(name));
    m_sentence->setAlignment(Qt::AlignCenter);
    m_sentence->setWordWrap(true);
    m_layout->setContentsMargins(spacingHuge, spacingHuge, spacingHuge, spacingHuge);
    m_layout->setSpacing(spacingLarge);
    m_layout->addStretch(2);
    m_layout->addWidget(m_sentence);
    m_layout->addStretch(3);
}

void EmptyState::append(QWidget *widget)
{
    m_layout->insertWidget(m_layout->count() - 1, widget, 0, Qt::AlignHCenter);
}

QPushButton *EmptyState::addButton(const QString &text)
{
    auto *button = new QPushButton(text, this);
    const bool isPrimary = !m_hasButton;
    m_hasButton = true;
    button->setDefault(isPrimary);
    button->setAutoDefault(isPrimary);
    button->setFlat(!isPrimary);
    append(button);
    return button;
}

QPushButton *EmptyState::addCommand(QAction *command)
{
    QPushButton *button = addButton(command->text());
    button->setObjectName(command->objectName() + QStringLiteral("Button"));
    connect(button, &QPushButton::clicked, command, &QAction::trigger);
    const auto follow = [command, button] {
        button->setEnabled(command->isEnabled());
        button->setToolTip(disabledReason(command));
    };
    connect(command, &QAction::changed, button, follow);
    follow();
    return button;
}

void EmptyState::addLink(const QString &topic, const QString &text)
{
    auto *link = new QLabel(QStringLiteral("<a href=\"%1\">%2</a>").arg(topic, text), this);
    link->setTextInteractionFlags(Qt::LinksAccessibleByMouse | Qt::LinksAccessibleByKeyboard);
    connect(link, &QLabel::linkActivated, this, &EmptyState::helpRequested);
    append(link);
}

} // namespace auspex
