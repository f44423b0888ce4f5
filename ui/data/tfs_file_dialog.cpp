// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/tfs_file_dialog.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include "ui/common/theme.h"

namespace auspex {

TfsFileDialog::TfsFileDialog(const DataFile &file, const TfsLines &lines, QWidget *parent)
    : QDialog(parent)
    , m_task(new QLineEdit(this))
    , m_split(new QLineEdit(this))
    , m_role(new QComboBox(this))
    , m_status(new QLabel(this))
    , m_buttons(new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this))
{
    setObjectName(QStringLiteral("tfsFileDialog"));
    setWindowTitle(tr("Import %1").arg(file.name));
    m_task->setObjectName(QStringLiteral("tfsFileTask"));
    m_task->setMinimumWidth(fontMetrics().averageCharWidth() * 40);
    m_split->setObjectName(QStringLiteral("tfsFileSplit"));
    m_split->setPlaceholderText(tr("none"));
    m_role->setObjectName(QStringLiteral("tfsFileRole"));
    m_role->addItem(tr("Demonstrations"));
    m_role->addItem(tr("Test"));
    m_status->setObjectName(QStringLiteral("tfsFileStatus"));
    m_status->setWordWrap(true);
    m_status->setTextFormat(Qt::PlainText);
    m_buttons->button(QDialogButtonBox::Ok)->setText(tr("&Import"));

    m_summary = tr("%n architecture(s) with scores.", nullptr,
                   static_cast<int>(lines.content.records.size()));
    if (!lines.content.problems.empty()) {
        m_summary += u' '
                     + tr("%n line(s) cannot be read:", nullptr,
                          static_cast<int>(lines.content.problems.size()))
                     + u' ' + QString::fromStdString(describe(lines.content.problems.front()));
    }
    auto *form = new QFormLayout;
    form->setSpacing(spacing);
    form->addRow(tr("&Task:"), m_task);
    form->addRow(tr("&Split:"), m_split);
    form->addRow(tr("&Role in the split:"), m_role);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(spacingLarge, spacingLarge, spacingLarge, spacingLarge);
    layout->setSpacing(spacingLarge);
    layout->addLayout(form);
    layout->addWidget(m_status);
    layout->addWidget(m_buttons);
    connect(m_task, &QLineEdit::textChanged, this, &TfsFileDialog::validate);
    connect(m_split, &QLineEdit::textChanged, this, &TfsFileDialog::validate);
    connect(m_buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    const ProposedPlace place = proposedPlace(file.path);
    m_role->setCurrentIndex(place.role == SplitRole::Test ? 1 : 0);
    m_split->setText(place.split);
    m_task->setText(place.task);
    validate();
}

QString TfsFileDialog::task() const
{
    return m_task->text().trimmed();
}

QString TfsFileDialog::split() const
{
    return m_split->text().trimmed();
}

SplitRole TfsFileDialog::role() const
{
    return m_role->currentIndex() == 1 ? SplitRole::Test : SplitRole::Demonstrations;
}

void TfsFileDialog::validate()
{
    const bool complete = !task().isEmpty();
    m_role->setEnabled(!split().isEmpty());
    m_buttons->button(QDialogButtonBox::Ok)->setEnabled(complete);
    m_status->setText(complete ? m_summary : tr("Give the task a name."));
}

} // namespace auspex
