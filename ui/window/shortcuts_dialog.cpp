// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/shortcuts_dialog.h"

#include <QCoreApplication>
#include <QDialog>
#include <QDialogButtonBox>
#include <QHeaderView>
#include <QLineEdit>
#include <QTreeWidget>
#include <QVBoxLayout>

#include "ui/common/theme.h"
#include "ui/window/fuzzy_match.h"

namespace auspex {

namespace {

QString text(const char *source)
{
    return QCoreApplication::translate("auspex::ShortcutsDialog", source);
}

} // namespace

void showShortcutsDialog(const QList<CatalogEntry> &catalog, QWidget *parent)
{
    auto *dialog = new QDialog(parent);
    dialog->setObjectName(QStringLiteral("shortcutsDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(
        text(QT_TRANSLATE_NOOP("auspex::ShortcutsDialog", "Keyboard shortcuts")));

    auto *filter = new QLineEdit(dialog);
    filter->setPlaceholderText(text(QT_TRANSLATE_NOOP("auspex::ShortcutsDialog", "Filter")));
    filter->setAccessibleName(filter->placeholderText());
    filter->setClearButtonEnabled(true);
    auto *tree = new QTreeWidget(dialog);
    tree->setRootIsDecorated(false);
    tree->setUniformRowHeights(true);
    tree->setAlternatingRowColors(true);
    tree->setHeaderLabels({text(QT_TRANSLATE_NOOP("auspex::ShortcutsDialog", "Command")),
                           text(QT_TRANSLATE_NOOP("auspex::ShortcutsDialog", "Keys")),
                           text(QT_TRANSLATE_NOOP("auspex::ShortcutsDialog", "Menu"))});
    for (const CatalogEntry &entry : catalog) {
        if (!entry.action->shortcut().isEmpty() || entry.action->text().contains(u'\t')) {
            if (!entry.menuPath.contains(u'>')
                || !entry.action->shortcut().isEmpty()) { // not the recent workspaces' folders
                tree->addTopLevelItem(
                    new QTreeWidgetItem({entry.text, entry.shortcut, entry.menuPath}));
            }
        }
    }
    tree->header()->setSectionResizeMode(QHeaderView::ResizeToContents);
    QObject::connect(filter, &QLineEdit::textChanged, tree, [tree](const QString &query) {
        for (int i = 0; i < tree->topLevelItemCount(); ++i) {
            QTreeWidgetItem *item = tree->topLevelItem(i);
            const QString all = item->text(0) + u' ' + item->text(1) + u' ' + item->text(2);
            item->setHidden(!fuzzyMatch(query, all));
        }
    });
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, dialog);
    QObject::connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::reject);

    auto *layout = new QVBoxLayout(dialog);
    layout->setSpacing(spacing);
    layout->addWidget(filter);
    layout->addWidget(tree, 1);
    layout->addWidget(buttons);
    const int letter = dialog->fontMetrics().averageCharWidth();
    dialog->resize(letter * 90, dialog->fontMetrics().height() * 30);
    dialog->show();
}

} // namespace auspex
