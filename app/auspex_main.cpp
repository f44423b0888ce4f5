// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QApplication>
#include <QCommandLineParser>
#include <QIcon>
#include <QLibraryInfo>
#include <QLocale>
#include <QTranslator>

#include "ui/window/main_window.h"

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    QCoreApplication::setOrganizationName(QStringLiteral("Auspex"));
    QCoreApplication::setApplicationName(QStringLiteral("auspex"));
    QCoreApplication::setApplicationVersion(QStringLiteral(AUSPEX_VERSION));
    QGuiApplication::setDesktopFileName(QStringLiteral("auspex"));
    QGuiApplication::setWindowIcon(QIcon(QStringLiteral(":/icons/auspex.svg")));

    QTranslator ours;
    QTranslator qts;
    // English has a file for its plural forms; it also serves where there is none for the language.
    if (ours.load(QLocale(), QStringLiteral("auspex"), QStringLiteral("_"),
                  QStringLiteral(":/i18n"))
        || ours.load(QStringLiteral(":/i18n/auspex_en.qm"))) {
        QCoreApplication::installTranslator(&ours);
    }
    if (qts.load(QLocale(ours.language()), QStringLiteral("qtbase"), QStringLiteral("_"),
                 QLibraryInfo::path(QLibraryInfo::TranslationsPath))) {
        QCoreApplication::installTranslator(&qts);
    }

    QCommandLineParser parser;
    parser.setApplicationDescription(QCoreApplication::translate(
        "main", "A workbench for performance predictors in neural architecture search."));
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addPositionalArgument(
        QStringLiteral("file"),
        QCoreApplication::translate("main", "A workspace (.auspex) to open, or data to import: a "
                                            "TFS-Eval folder, a .jsonl, .csv or .yml file."),
        QStringLiteral("[file...]"));
    parser.process(application);

    auspex::MainWindow window;
    window.show();
    if (!parser.positionalArguments().isEmpty()) {
        const QStringList paths = parser.positionalArguments();
        QMetaObject::invokeMethod(
            &window, [&window, paths] { window.openPaths(paths); }, Qt::QueuedConnection);
    }
    return QApplication::exec();
}
