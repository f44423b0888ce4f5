// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/labelled.h"

#include <QHBoxLayout>

#include "ui/common/theme.h"

namespace auspex {

QWidget *labelled(const QString &text, QWidget *input, QWidget *parent)
{
    auto *pair = new QWidget(parent);
    auto *layout = new QHBoxLayout(pair);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(spacingSmall);
    auto *label = new QLabel(text, pair);
    label->setBuddy(input);
    layout->addWidget(label);
    layout->addWidget(input);
    return pair;
}

QLabel *helpLabel(const QString &text, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    QPalette colours = label->palette();
    colours.setColor(QPalette::WindowText, mutedText(label->palette()));
    label->setPalette(colours);
    return label;
}

} // namespace auspex
