// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/fact_grid.h"

#include <QGridLayout>
#include <QLabel>

#include "ui/common/theme.h"

namespace auspex {

namespace {

QLabel *textLabel(const QString &text, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    label->setTextFormat(Qt::PlainText);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    return label;
}

} // namespace

FactGrid::FactGrid(const QString &title, QWidget *parent)
    : QGroupBox(title, parent)
{
    clear();
}

void FactGrid::clear()
{
    qDeleteAll(findChildren<QLabel *>(QString(), Qt::FindDirectChildrenOnly));
    delete layout();
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(spacing, spacing, spacing, spacing);
    grid->setHorizontalSpacing(spacingLarge);
    grid->setVerticalSpacing(spacingSmall);
    grid->setColumnStretch(0, 1);
    m_lines.clear();
    m_row = 0;
}

void FactGrid::setColumnTitles(const QStringList &titles)
{
    auto *grid = static_cast<QGridLayout *>(layout());
    QPalette colours = palette();
    colours.setColor(QPalette::WindowText, mutedText(palette()));
    for (qsizetype i = 0; i < titles.size(); ++i) {
        QLabel *label = textLabel(titles[i], this);
        label->setPalette(colours);
        label->setWordWrap(true);
        label->setAlignment(Qt::AlignRight | Qt::AlignBottom);
        grid->addWidget(label, m_row, static_cast<int>(i) + 1);
    }
    ++m_row;
}

void FactGrid::addFact(const QString &name, const QStringList &values, const QStringList &tooltips)
{
    auto *grid = static_cast<QGridLayout *>(layout());
    QLabel *title = textLabel(name, this);
    title->setWordWrap(true);
    grid->addWidget(title, m_row, 0, Qt::AlignTop);
    for (qsizetype i = 0; i < values.size(); ++i) {
        QLabel *label = textLabel(values[i], this);
        label->setAlignment(Qt::AlignRight | Qt::AlignTop);
        label->setToolTip(tooltips.value(i));
        label->setAccessibleName(name);
        grid->addWidget(label, m_row, static_cast<int>(i) + 1);
    }
    m_lines.append(name + u'\t' + values.join(u'\t'));
    ++m_row;
}

} // namespace auspex
