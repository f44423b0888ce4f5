// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDir>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QFileInfo>
#include <QMimeData>
#include <QStandardPaths>
#include <QUrl>

#include "ui/common/message_bar.h"
#include "ui/corpora/corpora_panel.h"
#include "ui/data/data_panel.h"
#include "ui/data/data_place.h"
#include "ui/window/main_window.h"

namespace auspex {

namespace {

const QString workspaceSuffix = QStringLiteral("auspex");

bool isTable(const QFileInfo &file)
{
    static const QStringList suffixes{QStringLiteral("jsonl"), QStringLiteral("json"),
                                      QStringLiteral("csv"),   QStringLiteral("tsv"),
                                      QStringLiteral("yml"),   QStringLiteral("yaml")};
    return file.isFile() && suffixes.contains(file.suffix().toLower());
}

bool isUsable(const QFileInfo &file)
{
    return file.isDir() || isTable(file) || file.suffix() == workspaceSuffix;
}

QStringList localFiles(const QMimeData *data)
{
    QStringList files;
    for (const QUrl &url : data->urls()) {
        if (url.isLocalFile()) {
            files.append(url.toLocalFile());
        }
    }
    return files;
}

} // namespace

void MainWindow::dragEnterEvent(QDragEnterEvent *event)
{
    const QStringList files = localFiles(event->mimeData());
    QStringList rest = files;
    if (std::any_of(files.begin(), files.end(),
                    [](const QString &file) { return isUsable(QFileInfo(file)); })
        || !takeCorpusSetups(&rest).isEmpty()) {
        event->acceptProposedAction();
    }
}

void MainWindow::dropEvent(QDropEvent *event)
{
    event->acceptProposedAction();
    openPaths(localFiles(event->mimeData()));
}

void MainWindow::openPaths(const QStringList &paths)
{
    QStringList folders;
    QStringList tables;
    QStringList others; // the parts of corpora among them
    QString workspaceFile;
    for (const QString &path : paths) {
        const QFileInfo info(path);
        if (info.suffix() == workspaceSuffix) {
            workspaceFile = path;
        } else if (isTable(info)) {
            tables.append(path);
        } else {
            others.append(path);
        }
    }
    const QList<CorpusSetup> corpora = takeCorpusSetups(&others);
    for (const QString &path : std::as_const(others)) {
        const QFileInfo info(path);
        if (info.isDir()) {
            folders.append(path);
        } else if (!info.exists()) {
            m_messages->add(MessageKind::Error, tr("%1 does not exist.").arg(path));
        } else {
            m_messages->add(MessageKind::Error,
                            tr("%1 cannot be opened here: drop a workspace (.auspex), a TFS-Eval "
                               "folder, a .jsonl, .csv or .yml file, a corpus folder, or the two "
                               "text files of a corpus together.")
                                .arg(info.fileName()));
        }
    }
    if (!workspaceFile.isEmpty()) {
        openWorkspace(workspaceFile);
    }
    for (const QString &folder : std::as_const(folders)) {
        importTfsEval(folder);
    }
    for (const CorpusSetup &setup : corpora) {
        importCorpus(setup);
    }
    if (!tables.isEmpty()) {
        ensureWorkspace(QFileInfo(tables.first()).completeBaseName(), [this, tables] {
            showPlace(QStringLiteral("data"));
            m_data->showTasks();
            m_data->tasks()->importFiles(tables);
        });
    }
}

void MainWindow::importCorpus(const CorpusSetup &setup)
{
    ensureWorkspace(setup.name, [this, setup] {
        showPlace(QStringLiteral("data"));
        m_data->showCorpora();
        m_data->corpora()->askForImport(setup);
    });
}

void MainWindow::importTfsEval(const QString &folder)
{
    const QString name = QDir(folder).dirName();
    ensureWorkspace(name.contains(QStringLiteral("tfs"), Qt::CaseInsensitive)
                        ? QStringLiteral("TFS-Eval")
                        : name,
                    [this, folder] {
                        showPlace(QStringLiteral("data"));
                        m_data->showTasks();
                        m_session.importTfsEval(folder);
                    });
}

void MainWindow::ensureWorkspace(const QString &proposedName, std::function<void()> then)
{
    if (!m_session.workspace()) {
        const QString file = askNewWorkspaceFile(proposedWorkspaceFile(proposedName));
        if (file.isEmpty()) {
            return;
        }
        createWorkspace(file);
    }
    if (m_session.workspace()) {
        then();
    }
}

QString MainWindow::proposedWorkspaceFile(const QString &name) const
{
    const QDir folder(QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation));
    QString file = folder.filePath(name + u'.' + workspaceSuffix);
    for (int number = 2; QFileInfo::exists(file); ++number) {
        file = folder.filePath(
            QStringLiteral("%1 %2.%3").arg(name).arg(number).arg(workspaceSuffix));
    }
    return file;
}

} // namespace auspex
