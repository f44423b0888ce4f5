// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/prompts/name_dialog.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include "ui/common/theme.h"

namespace auspex {

NameDialog::NameDialog(const Texts &texts, const QString &value, Check check, QWidget *parent)
    : QDialog(parent)
    , m_check(std::move(check))
    , m_form(new QFormLayout)
    , m_name(new QLineEdit(value, this))
    , m_problem(new QLabel(this))
    , m_buttons(new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this))
{
    setObjectName(texts.objectName);
    setWindowTitle(texts.title);
    m_name->setObjectName(QStringLiteral("name"));
    m_name->setMinimumWidth(fontMetrics().averageCharWidth() * 48);
    m_name->selectAll();
    m_problem->setObjectName(QStringLiteral("nameProblem"));
    m_problem->setWordWrap(true);
    m_problem->setTextFormat(Qt::PlainText);
    QPalette colours = m_problem->palette();
    colours.setColor(QPalette::WindowText, errorColour(palette()));
    m_problem->setPalette(colours);
    m_buttons->button(QDialogButtonBox::Ok)->setText(texts.verb);
    m_form->addRow(texts.label, m_name);
    m_form->addRow(QString(), m_problem);
    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(spacingLarge);
    layout->addLayout(m_form);
    if (!texts.help.isEmpty()) {
        auto *help = new QLabel(texts.help, this);
        help->setWordWrap(true);
        colours.setColor(QPalette::WindowText, mutedText(palette()));
        help->setPalette(colours);
        layout->addWidget(help);
    }
    layout->addWidget(m_buttons);
    connect(m_name, &QLineEdit::textChanged, this, &NameDialog::validate);
    connect(m_buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    setAttribute(Qt::WA_DeleteOnClose);
    validate();
}

void NameDialog::addField(const QString &label, const QString &objectName, const QString &value)
{
    m_second = new QLineEdit(value, this);
    m_second->setObjectName(objectName);
    m_form->addRow(label, m_second);
}

void NameDialog::setNameFixed()
{
    m_name->setReadOnly(true);
    m_name->setFrame(false);
    m_name->setFocusPolicy(Qt::ClickFocus);
    m_name->deselect();
    if (m_second)
        m_second->setFocus();
}

QString NameDialog::name() const
{
    return m_name->text().trimmed();
}

QString NameDialog::second() const
{
    return m_second ? m_second->text().trimmed() : QString();
}

void NameDialog::validate()
{
    const QString problem = m_check(name());
    m_problem->setText(problem);
    m_problem->setVisible(!problem.isEmpty());
    m_name->setAccessibleDescription(problem);
    m_buttons->button(QDialogButtonBox::Ok)->setEnabled(problem.isEmpty());
}

} // namespace auspex
