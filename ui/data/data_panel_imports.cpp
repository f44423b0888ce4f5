// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/data_panel.h"

#include <memory>

#include <QAction>
#include <QDialog>
#include <QFileDialog>
#include <QFileInfo>
#include <QSettings>

#include "ui/common/message_bar.h"
#include "ui/data/csv_import_dialog.h"
#include "ui/data/data_file.h"
#include "ui/data/task_export.h"
#include "ui/data/task_name_dialog.h"
#include "ui/data/tfs_file_dialog.h"
#include "ui/data/tfs_folder_dialog.h"
#include "ui/session/import_tfs_eval.h"
#include "ui/session/session.h"

namespace auspex {

namespace {

const QString importFolderKey = QStringLiteral("data/importFolder");
const QString exportFolderKey = QStringLiteral("data/exportFolder");

QStringList taskNames(const Session &session)
{
    QStringList names;
    for (const auto &task : session.tasks()) {
        names.append(QString::fromStdString(task->name));
    }
    return names;
}

} // namespace

void DataPanel::askForFolder()
{
    QSettings settings;
    const QString folder = QFileDialog::getExistingDirectory(
        this, tr("Import TFS-Eval"), settings.value(importFolderKey).toString());
    if (!folder.isEmpty()) {
        settings.setValue(importFolderKey, folder);
        importFolder(folder);
    }
}

void DataPanel::askForTables()
{
    QSettings settings;
    const QStringList files = QFileDialog::getOpenFileNames(
        this, tr("Import Tables"), settings.value(importFolderKey).toString(),
        tr("Tables (*.csv *.tsv);;TFS-Eval files (*.jsonl);;All files (*)"));
    if (!files.isEmpty()) {
        settings.setValue(importFolderKey, QFileInfo(files.first()).absolutePath());
        importFiles(files);
    }
}

void DataPanel::importFolder(const QString &folder)
{
    using Requests = std::vector<ImportRequest>;
    const auto found = std::make_shared<Result<Requests>>(Requests());
    const std::filesystem::path path(QFileInfo(folder).absoluteFilePath().toStdU16String());
    m_session->jobs()->run<bool>(
        tr("Look into %1").arg(QDir(folder).dirName()), this,
        [found, path](Job &job) -> Result<bool> {
            *found = readTfsEvalRequests(path, job);
            return true;
        },
        [this, found, folder](const Result<bool> &) {
            if (!*found) {
                if (found->error().code != ErrorCode::Cancelled) {
                    m_messages->add(MessageKind::Error,
                                    QString::fromStdString(found->error().message),
                                    QString::fromStdString(found->error().detail));
                }
                return;
            }
            openDialog(new TfsFolderDialog(folder, **found, this),
                       [this, folder] { m_session->importTfsEval(folder); });
        });
}

void DataPanel::importFiles(const QStringList &files)
{
    if (m_session->isReadOnly()) {
        m_messages->add(MessageKind::Warning, m_session->readOnlyReason());
        return;
    }
    m_waiting += files;
    importNext();
}

void DataPanel::importNext()
{
    if (m_isBusy || m_waiting.isEmpty()) {
        return;
    }
    m_isBusy = true;
    const QString path = m_waiting.takeFirst();
    const auto file = std::make_shared<Result<DataFile>>(DataFile());
    m_session->jobs()->run<bool>(
        tr("Read %1").arg(QFileInfo(path).fileName()), this,
        [file, path](Job &) -> Result<bool> {
            *file = readDataFile(path);
            return true;
        },
        [this, file](const Result<bool> &read) {
            m_isBusy = false;
            if (read) {
                take(*file);
            }
            importNext();
        });
}

void DataPanel::take(const Result<DataFile> &file)
{
    if (!m_session->workspace()) {
        return;
    }
    if (!file) {
        m_messages->add(MessageKind::Error, QString::fromStdString(file.error().message),
                        QString::fromStdString(file.error().detail));
        return;
    }
    const QString undoText = tr("Import %1").arg(file->name);
    if (const auto *table = std::get_if<CsvTable>(&file->content)) {
        auto *dialog = new CsvImportDialog(*table, file->name, taskNames(*m_session), this);
        openDialog(dialog, [this, dialog, undoText] {
            const CsvImport import = dialog->import();
            m_wanted = QString::fromStdString(import.task);
            m_session->importData(undoText, [import](Job &) { return csvImportRequests(import); });
        });
    } else if (const auto *lines = std::get_if<TfsLines>(&file->content)) {
        auto *dialog = new TfsFileDialog(*file, *lines, this);
        openDialog(dialog, [this, dialog, undoText, lines = *lines, name = file->name] {
            m_wanted = dialog->task();
            const ImportRequest request{dialog->task().toStdString(),
                                        dialog->split().toStdString(),
                                        dialog->role(),
                                        lines.content.records,
                                        lines.content.lines,
                                        name.toStdString(),
                                        lines.sha256,
                                        lines.content.problems};
            m_session->importData(undoText, [request](Job &) -> Result<std::vector<ImportRequest>> {
                return std::vector{request};
            });
        });
    } else if (const auto *bare = std::get_if<BareArchitectures>(&file->content)) {
        m_messages->add(MessageKind::Info,
                        tr("%1 describes %n architecture(s) without scores, so there is nothing to "
                           "import; \"auspex-cli arch describe %1\" shows what they are.",
                           nullptr, static_cast<int>(bare->count))
                            .arg(file->name));
    }
}

void DataPanel::openDialog(QDialog *dialog, std::function<void()> accepted)
{
    m_isBusy = true;
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, std::move(accepted));
    connect(dialog, &QDialog::finished, this, [this] {
        m_isBusy = false;
        importNext();
    });
    dialog->open();
}

void DataPanel::askForExport()
{
    QSettings settings;
    const QDir folder(settings.value(exportFolderKey, QDir::homePath()).toString());
    const QString csv = tr("Comma-separated values (*.csv)");
    const QString lines = tr("LLMAS's JSON lines (*.jsonl)");
    QString chosen = csv;
    QString file = QFileDialog::getSaveFileName(
        this, tr("Export %1").arg(currentTask()),
        folder.filePath(currentTask() + QStringLiteral(".csv")), csv + QStringLiteral(";;") + lines,
        &chosen);
    if (file.isEmpty()) {
        return;
    }
    if (QFileInfo(file).suffix().isEmpty()) {
        file += chosen == lines ? QStringLiteral(".jsonl") : QStringLiteral(".csv");
    }
    settings.setValue(exportFolderKey, QFileInfo(file).absolutePath());
    exportTask(file);
}

void DataPanel::exportTask(const QString &file)
{
    const auto task = m_session->task(currentTask());
    if (!task) {
        return;
    }
    m_session->jobs()->run<void>(
        tr("Export %1").arg(currentTask()), this,
        [task, file](Job &) { return writeTask(*task, file); },
        [this, file](const Result<void> &written) {
            if (written) {
                Q_EMIT m_session->statusMessage(tr("Saved %1.").arg(QFileInfo(file).fileName()));
            } else {
                m_messages->add(MessageKind::Error, QString::fromStdString(written.error().message),
                                QString::fromStdString(written.error().detail));
            }
        });
}

void DataPanel::askForName()
{
    const QString task = currentTask();
    auto *dialog = new TaskNameDialog(task, taskNames(*m_session), this);
    openDialog(dialog, [this, dialog, task] { renameTask(task, dialog->name()); });
}

} // namespace auspex
