// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/about_dialog.h"

#include <QClipboard>
#include <QCoreApplication>
#include <QDialog>
#include <QDialogButtonBox>
#include <QGuiApplication>
#include <QIcon>
#include <QLabel>
#include <QPushButton>
#include <QSysInfo>
#include <QVBoxLayout>

#include <sqlite3.h>

#include "ui/common/theme.h"

namespace auspex {

namespace {

constexpr int signSize = 64;

QString text(const char *source)
{
    return QCoreApplication::translate("auspex::AboutDialog", source);
}

} // namespace

QString versionReport()
{
    return QStringList{
        QStringLiteral("Auspex %1").arg(QCoreApplication::applicationVersion()),
        text(QT_TRANSLATE_NOOP("auspex::AboutDialog", "Qt %1 (built with %2)"))
            .arg(QString::fromLatin1(qVersion()), QStringLiteral(QT_VERSION_STR)),
        QStringLiteral("SQLite %1").arg(QString::fromLatin1(sqlite3_libversion())),
        QStringLiteral("%1, %2").arg(QSysInfo::prettyProductName(),
                                     QSysInfo::currentCpuArchitecture()),
        text(QT_TRANSLATE_NOOP("auspex::AboutDialog", "Display: %1"))
            .arg(QGuiApplication::platformName()),
    }
        .join(u'\n');
}

void showAbout(QWidget *parent)
{
    auto *dialog = new QDialog(parent);
    dialog->setObjectName(QStringLiteral("aboutDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(text(QT_TRANSLATE_NOOP("auspex::AboutDialog", "About Auspex")));

    auto *sign = new QLabel(dialog);
    sign->setPixmap(QIcon(QStringLiteral(":/icons/auspex.svg"))
                        .pixmap(QSize(signSize, signSize), dialog->devicePixelRatioF()));
    auto *what = new QLabel(
        QStringLiteral("<b style='font-size:large'>Auspex %1</b><p>%2</p><p>%3</p>")
            .arg(QCoreApplication::applicationVersion(),
                 text(QT_TRANSLATE_NOOP("auspex::AboutDialog",
                                        "A workbench for performance predictors in neural "
                                        "architecture search."))
                     .toHtmlEscaped(),
                 text(QT_TRANSLATE_NOOP("auspex::AboutDialog",
                                        "Free software under the GNU General Public License, "
                                        "version 3 or later. It comes with no warranty."))
                     .toHtmlEscaped()),
        dialog);
    what->setWordWrap(true);
    what->setMinimumWidth(dialog->fontMetrics().averageCharWidth() * 56);
    auto *versions = new QLabel(versionReport(), dialog);
    versions->setTextInteractionFlags(Qt::TextSelectableByMouse);
    QPalette palette = versions->palette();
    palette.setColor(QPalette::WindowText, mutedText(palette));
    versions->setPalette(palette);

    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, dialog);
    QPushButton *copy = buttons->addButton(
        text(QT_TRANSLATE_NOOP("auspex::AboutDialog", "Copy versions")),
        QDialogButtonBox::ActionRole);
    QObject::connect(copy, &QPushButton::clicked, dialog,
                     [] { QGuiApplication::clipboard()->setText(versionReport()); });
    QObject::connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::reject);

    auto *row = new QHBoxLayout;
    row->setSpacing(spacingHuge);
    row->addWidget(sign, 0, Qt::AlignTop);
    auto *column = new QVBoxLayout;
    column->setSpacing(spacingLarge);
    column->addWidget(what);
    column->addWidget(versions);
    row->addLayout(column, 1);
    auto *layout = new QVBoxLayout(dialog);
    layout->setContentsMargins(spacingHuge, spacingHuge, spacingHuge, spacingLarge);
    layout->setSpacing(spacingHuge);
    layout->addLayout(row);
    layout->addWidget(buttons);
    dialog->show();
}

} // namespace auspex
