// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/tfs_folder_dialog.h"

#include <QDialogButtonBox>
#include <QDir>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

#include "ui/common/theme.h"

namespace auspex {

namespace {

constexpr qsizetype shownProblems = 3;

QTreeWidgetItem *itemOf(const ImportRequest &file)
{
    const auto count = [](std::size_t number) {
        return QLocale().toString(static_cast<qulonglong>(number));
    };
    auto *item = new QTreeWidgetItem(
        {QString::fromStdString(file.task), QString::fromStdString(file.split),
         file.role == SplitRole::Test ? TfsFolderDialog::tr("test")
                                      : TfsFolderDialog::tr("demonstrations"),
         count(file.records.size()), count(file.problems.size())});
    item->setTextAlignment(3, Qt::AlignRight | Qt::AlignVCenter);
    item->setTextAlignment(4, Qt::AlignRight | Qt::AlignVCenter);
    item->setToolTip(0, QString::fromStdString(file.file));
    return item;
}

} // namespace

TfsFolderDialog::TfsFolderDialog(const QString &folder, const std::vector<ImportRequest> &files,
                                 QWidget *parent)
    : QDialog(parent)
{
    setObjectName(QStringLiteral("tfsFolderDialog"));
    setWindowTitle(tr("Import %1").arg(QDir(folder).dirName()));
    auto *list = new QTreeWidget(this);
    list->setObjectName(QStringLiteral("tfsFolderFiles"));
    list->setAccessibleName(tr("Files that were found"));
    list->setHeaderLabels(
        {tr("Task"), tr("Split"), tr("Role"), tr("Architectures"), tr("Unreadable lines")});
    list->setRootIsDecorated(false);
    list->setAlternatingRowColors(true);
    QStringList problems;
    std::size_t records = 0;
    for (const ImportRequest &file : files) {
        list->addTopLevelItem(itemOf(file));
        records += file.records.size();
        for (const LineProblem &problem : file.problems) {
            problems.append(QString::fromStdString(describe(problem)));
        }
    }
    list->header()->setStretchLastSection(false);
    list->header()->setSectionResizeMode(QHeaderView::ResizeToContents);
    list->header()->setSectionResizeMode(0, QHeaderView::Stretch);

    auto *text = new QLabel(tr("%n file(s) found.", nullptr, static_cast<int>(files.size())), this);
    auto *status = new QLabel(this);
    status->setObjectName(QStringLiteral("tfsFolderProblems"));
    status->setTextFormat(Qt::PlainText);
    status->setWordWrap(true);
    status->setVisible(!problems.isEmpty());
    const auto all = problems.size();
    status->setText(tr("%n line(s) cannot be read:", nullptr, static_cast<int>(all)) + u'\n'
                    + problems.mid(0, shownProblems).join(u'\n')
                    + (all > shownProblems ? QStringLiteral("\n...") : QString()));
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    QPushButton *import = buttons->button(QDialogButtonBox::Ok);
    import->setText(tr("&Import"));
    import->setEnabled(records > 0);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(spacingLarge, spacingLarge, spacingLarge, spacingLarge);
    layout->setSpacing(spacing);
    layout->addWidget(text);
    layout->addWidget(list, 1);
    layout->addWidget(status);
    layout->addWidget(buttons);
    resize(fontMetrics().averageCharWidth() * 90, fontMetrics().height() * 26);
}

} // namespace auspex
