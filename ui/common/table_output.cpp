// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/table_output.h"

#include <QClipboard>
#include <QCoreApplication>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QGuiApplication>
#include <QMimeData>
#include <QSettings>

#include "core/base/files.h"

namespace auspex {

namespace {

QString translated(const char *text)
{
    return QCoreApplication::translate("TableOutput", text);
}

QString folderKey()
{
    return QStringLiteral("tables/lastFolder");
}

QString endingKey()
{
    return QStringLiteral("tables/lastEnding");
}

struct FileKind {
    QString title;
    QString ending;
};

QList<FileKind> fileKinds()
{
    return {
        {translated(QT_TRANSLATE_NOOP("TableOutput", "Comma-separated values")),
         QStringLiteral("csv")},
        {translated(QT_TRANSLATE_NOOP("TableOutput", "Tab-separated values")),
         QStringLiteral("tsv")},
        {translated(QT_TRANSLATE_NOOP("TableOutput", "LaTeX table (booktabs)")),
         QStringLiteral("tex")},
        {translated(QT_TRANSLATE_NOOP("TableOutput", "Markdown table")), QStringLiteral("md")},
        {translated(QT_TRANSLATE_NOOP("TableOutput", "Web page")), QStringLiteral("html")},
        {translated(QT_TRANSLATE_NOOP("TableOutput", "JSON")), QStringLiteral("json")},
    };
}

QString filterOf(const FileKind &kind)
{
    return QStringLiteral("%1 (*.%2)").arg(kind.title, kind.ending);
}

} // namespace

void copyTable(const ResultTable &table)
{
    auto *data = new QMimeData;
    data->setHtml(QString::fromStdString(render(table, TableFormat::Html)));
    data->setText(QString::fromStdString(render(table, TableFormat::Tsv)));
    QGuiApplication::clipboard()->setMimeData(data);
}

QString askForTableFile(QWidget *parent, const QString &proposedName)
{
    QSettings settings;
    const QString lastEnding = settings.value(endingKey(), QStringLiteral("csv")).toString();
    QStringList filters;
    QString chosen;
    for (const FileKind &kind : fileKinds()) {
        filters.append(filterOf(kind));
        if (kind.ending == lastEnding)
            chosen = filters.last();
    }
    const QDir folder(settings.value(folderKey(), QDir::homePath()).toString());
    QString file = QFileDialog::getSaveFileName(
        parent, translated(QT_TRANSLATE_NOOP("TableOutput", "Export the table")),
        folder.filePath(proposedName + u'.' + lastEnding), filters.join(QStringLiteral(";;")),
        &chosen);
    if (file.isEmpty())
        return {};
    if (!tableFormatFromFile(file.toStdU16String())) {
        for (const FileKind &kind : fileKinds()) {
            if (filterOf(kind) == chosen)
                file += u'.' + kind.ending;
        }
    }
    settings.setValue(folderKey(), QFileInfo(file).absolutePath());
    settings.setValue(endingKey(), QFileInfo(file).suffix().toLower());
    return file;
}

Result<void> writeTable(const QString &file,
                        const std::function<ResultTable(TableFormat)> &tableFor)
{
    const std::filesystem::path path(file.toStdU16String());
    const std::optional<TableFormat> format = tableFormatFromFile(path);
    if (!format) {
        return failure(
            ErrorCode::InvalidInput,
            translated(
                QT_TRANSLATE_NOOP("TableOutput",
                                  "The file's ending does not name a format of tables; use csv, "
                                  "tsv, tex, md, html or json."))
                .toStdString());
    }
    const ResultTable table = tableFor(*format);
    if (Result<void> checked = checkTable(table); !checked)
        return checked;
    RenderOptions options;
    options.wholePage = true;
    return writeFileAtomically(path, render(table, *format, options));
}

} // namespace auspex
