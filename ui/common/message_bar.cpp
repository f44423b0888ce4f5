// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/message_bar.h"

#include <algorithm>

#include <QAction>
#include <QClipboard>
#include <QEvent>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QScrollArea>
#include <QStyle>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/common/theme.h"

namespace auspex {

namespace {

constexpr int mostVisible = 3;
constexpr int detailsHeight = 120;

QString iconName(MessageKind kind)
{
    switch (kind) {
    case MessageKind::Info:
        return QStringLiteral("info");
    case MessageKind::Warning:
        return QStringLiteral("warning");
    case MessageKind::Error:
        break;
    }
    return QStringLiteral("error");
}

QColor signColour(MessageKind kind, const QPalette &palette)
{
    switch (kind) {
    case MessageKind::Info:
        return infoColour(palette);
    case MessageKind::Warning:
        return warningColour(palette);
    case MessageKind::Error:
        break;
    }
    return errorColour(palette);
}

QToolButton *flatButton(const QString &text, QWidget *parent)
{
    auto *button = new QToolButton(parent);
    button->setText(text);
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::TabFocus);
    return button;
}

QLabel *plainLabel(const QString &text, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

} // namespace

MessageBar::MessageBar(MessageKind kind, const QString &text, const QString &details,
                       QWidget *parent)
    : QFrame(parent)
    , m_kind(kind)
    , m_text(text)
    , m_details(details)
{
    setObjectName(QStringLiteral("messageBar"));
    setAutoFillBackground(true);
    setAccessibleName(text);

    m_icon = new QLabel(this);
    m_label = plainLabel(text, this);
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    policy.setHeightForWidth(true); // a wrapped text grows downwards
    m_label->setSizePolicy(policy);

    m_buttons = new QHBoxLayout;
    m_buttons->setSpacing(spacingSmall);
    if (!details.isEmpty()) {
        auto *toggle = flatButton(tr("Details"), this);
        toggle->setObjectName(QStringLiteral("messageDetails"));
        toggle->setCheckable(true);
        connect(toggle, &QToolButton::toggled, this, &MessageBar::toggleDetails);
        m_buttons->addWidget(toggle);
    }
    m_close = flatButton({}, this);
    m_close->setObjectName(QStringLiteral("messageClose"));
    m_close->setIcon(themedIcon(QStringLiteral("close")));
    m_close->setToolTip(tr("Close this message"));
    m_close->setAccessibleName(tr("Close this message"));
    connect(m_close, &QToolButton::clicked, this, &MessageBar::closed);
    m_buttons->addWidget(m_close);

    auto *row = new QHBoxLayout;
    row->setSpacing(spacing);
    row->addWidget(m_icon);
    row->addWidget(m_label, 1);
    row->addLayout(m_buttons);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(spacingLarge, spacingSmall, spacing, spacingSmall);
    layout->setSpacing(spacingSmall);
    layout->addLayout(row);
    applyTheme();
}

void MessageBar::addAction(QAction *action)
{
    auto *button = flatButton(action->text(), this);
    button->setToolTip(action->toolTip());
    connect(button, &QToolButton::clicked, this, [this, action] {
        action->trigger();
        Q_EMIT closed();
    });
    m_buttons->insertWidget(0, button);
}

void MessageBar::addLasting(QAction *action)
{
    auto *button = flatButton(action->text(), this);
    button->setObjectName(action->objectName());
    button->setToolTip(action->toolTip());
    connect(button, &QToolButton::clicked, action, &QAction::trigger);
    m_buttons->insertWidget(0, button);
}

void MessageBar::removeCloseButton()
{
    m_close->hide();
}

void MessageBar::setCount(int count)
{
    m_label->setText(count > 1 ? tr("%1 (%n times)", nullptr, count).arg(m_text) : m_text);
}

void MessageBar::toggleDetails(bool visible)
{
    if (!m_detailsArea && visible) {
        m_detailsArea = new QWidget(this);
        auto *scroll = new QScrollArea(m_detailsArea);
        scroll->setFrameShape(QFrame::NoFrame);
        scroll->setWidgetResizable(true);
        m_detailsLabel = plainLabel(m_details, scroll);
        m_detailsLabel->setAlignment(Qt::AlignTop);
        scroll->setWidget(m_detailsLabel);
        scroll->setFixedHeight(
            std::min(detailsHeight, m_detailsLabel->sizeHint().height() + spacing));
        scroll->viewport()->setAutoFillBackground(false);
        m_detailsLabel->setAutoFillBackground(false);
        auto *copy = flatButton(tr("Copy details"), m_detailsArea);
        copy->setObjectName(QStringLiteral("messageCopyDetails"));
        copy->setIcon(themedIcon(QStringLiteral("copy")));
        copy->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        connect(copy, &QToolButton::clicked, this, &MessageBar::copyDetails);
        auto *layout = new QHBoxLayout(m_detailsArea);
        layout->setContentsMargins(spacingHuge, 0, 0, spacingSmall);
        layout->addWidget(scroll, 1);
        layout->addWidget(copy, 0, Qt::AlignTop);
        static_cast<QVBoxLayout *>(QFrame::layout())->addWidget(m_detailsArea);
    }
    if (m_detailsArea) {
        m_detailsArea->setVisible(visible);
    }
}

void MessageBar::copyDetails()
{
    QGuiApplication::clipboard()->setText(m_text + u'\n' + m_details);
}

void MessageBar::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::ApplicationPaletteChange || event->type() == QEvent::FontChange) {
        applyTheme();
    }
}

void MessageBar::applyTheme()
{
    const QPalette base = QGuiApplication::palette();
    const QColor colour = signColour(m_kind, base);
    QPalette tinted = base;
    tinted.setColor(QPalette::Window, mixed(colour, base.color(QPalette::Window), 0.12));
    setPalette(tinted);
    const int size = style()->pixelMetric(QStyle::PM_SmallIconSize);
    m_icon->setPixmap(colouredIcon(iconName(m_kind), colour)
                          .pixmap(QSize(size, size), devicePixelRatioF(), QIcon::Normal));
}

MessageArea::MessageArea(QWidget *parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("messageArea"));
    m_more = new QLabel(this);
    m_more->setContentsMargins(spacingLarge, spacingSmall, spacingLarge, spacingSmall);
    m_more->hide();
    m_layout = new QVBoxLayout(this);
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(1);
    m_layout->addWidget(m_more);
    hide();
}

MessageBar *MessageArea::add(MessageKind kind, const QString &text, const QString &details)
{
    for (Entry &entry : m_entries) {
        if (entry.bar->kind() == kind && entry.bar->text() == text
            && entry.bar->details() == details) {
            entry.bar->setCount(++entry.count);
            return entry.bar;
        }
    }
    auto *bar = new MessageBar(kind, text, details, this);
    connect(bar, &MessageBar::closed, this, [this, bar] { remove(bar); });
    m_entries.prepend({bar, 1});
    m_layout->insertWidget(0, bar);
    showNewest();
    return bar;
}

QList<MessageBar *> MessageArea::messages() const
{
    QList<MessageBar *> bars;
    for (const Entry &entry : m_entries) {
        bars.append(entry.bar);
    }
    return bars;
}

void MessageArea::clear()
{
    while (!m_entries.isEmpty()) {
        remove(m_entries.first().bar);
    }
}

void MessageArea::remove(MessageBar *bar)
{
    m_entries.removeIf([bar](const Entry &entry) { return entry.bar == bar; });
    bar->hide();
    bar->deleteLater();
    showNewest();
}

void MessageArea::showNewest()
{
    for (int i = 0; i < m_entries.size(); ++i) {
        m_entries[i].bar->setVisible(i < mostVisible);
    }
    const int hidden = std::max(0, static_cast<int>(m_entries.size()) - mostVisible);
    m_more->setVisible(hidden > 0);
    m_more->setText(tr("%n more messages", nullptr, hidden));
    setVisible(!m_entries.isEmpty());
}

} // namespace auspex
