// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDir>
#include <QDockWidget>
#include <QFileDialog>
#include <QMenuBar>

#include "core/store/workspace_backup.h"
#include "core/store/workspace_check.h"
#include "ui/common/message_bar.h"
#include "ui/common/theme.h"
#include "ui/window/action_catalog.h"
#include "ui/window/help_window.h"
#include "ui/window/main_window.h"
#include "ui/window/shortcuts_dialog.h"

namespace auspex {

namespace {

constexpr int mostNumberItems = 20;

QString plainError(const Error &error)
{
    return QString::fromStdString(error.message);
}

} // namespace

void MainWindow::checkWorkspaceFile()
{
    auto own = m_session.workspace()->openAnother();
    if (!own) {
        m_messages->add(MessageKind::Error, plainError(own.error()));
        return;
    }
    const QString name = m_session.workspaceName();
    auto connection = std::make_shared<Workspace>(std::move(*own));
    m_session.jobs()->run<std::vector<Finding>>(
        tr("Check %1").arg(name), this,
        [connection](Job &job) { return checkWorkspace(*connection, job); },
        [this, name](const Result<std::vector<Finding>> &findings) {
            if (!findings) {
                return; // the job's row says why
            }
            QStringList lines;
            MessageKind kind = MessageKind::Info;
            for (const Finding &finding : *findings) {
                lines.append(QString::fromStdString(finding.message));
                if (finding.severity == Finding::Severity::Damage) {
                    kind = MessageKind::Error;
                }
            }
            const int count = static_cast<int>(lines.size());
            m_messages->add(kind,
                            count == 0 ? tr("The workspace %1 is sound.").arg(name)
                            : kind == MessageKind::Error
                                ? tr("The workspace %1 is damaged: %n findings. Keep a copy of it "
                                     "and go on with its newest backup.",
                                     nullptr, count)
                                      .arg(name)
                                : tr("The workspace %1 is sound; %n harmless leftovers were found.",
                                     nullptr, count)
                                      .arg(name),
                            lines.join(u'\n'));
        });
}

void MainWindow::backUpWorkspace()
{
    const QString proposed = QDir(QFileInfo(m_session.workspaceFile()).absolutePath())
                                 .filePath(
                                     tr("%1 backup", "a file's name").arg(m_session.workspaceName())
                                     + QStringLiteral(".auspex"));
    QString target = QFileDialog::getSaveFileName(this, tr("Back up workspace"), proposed,
                                                  tr("Auspex workspaces (*.auspex)"), nullptr,
                                                  QFileDialog::DontConfirmOverwrite);
    if (target.isEmpty()) {
        return;
    }
    auto own = m_session.workspace()->openAnother();
    if (!own) {
        m_messages->add(MessageKind::Error, plainError(own.error()));
        return;
    }
    auto connection = std::make_shared<Workspace>(std::move(*own));
    m_session.jobs()->run<void>(
        tr("Back up %1").arg(m_session.workspaceName()), this,
        [connection, path = QFileInfo(target).filesystemAbsoluteFilePath()](Job &job) {
            return backupWorkspace(*connection, path, job);
        },
        [this, target](const Result<void> &done) {
            if (done) {
                m_messages->add(MessageKind::Info,
                                tr("Backed up to %1.").arg(QDir::toNativeSeparators(target)));
            }
        });
}

QList<PaletteItem> MainWindow::paletteItems(const QString &query)
{
    QList<PaletteItem> items;
    for (const CatalogEntry &entry : catalogActions(menuBar())) {
        if (entry.action == m_search) {
            continue;
        }
        const QIcon icon = entry.action->icon().isNull() ? themedIcon(QStringLiteral("run"))
                                                         : entry.action->icon();
        items.append({entry.text, entry.menuPath, entry.shortcut, disabledReason(entry.action),
                      icon, [action = entry.action] { action->trigger(); }});
    }
    addTaskItems(query, &items);
    return items;
}

void MainWindow::addTaskItems(const QString &query, QList<PaletteItem> *items)
{
    bool isNumber = false;
    const qint64 number = QString(query).remove(u'#').trimmed().toLongLong(&isNumber);
    int numberItems = 0;
    for (const auto &task : m_session.tasks()) {
        const QString name = QString::fromStdString(task->name);
        const auto size = static_cast<qint64>(task->records.size());
        items->append({name,
                       tr("Task, %n architectures", nullptr, static_cast<int>(size)),
                       {},
                       {},
                       themedIcon(QStringLiteral("data")),
                       [this, name] {
                           showPlace(QStringLiteral("data"));
                           m_session.selection()->set(name, {});
                       }});
        for (const std::string &predictor : recordedNames(*task)) {
            items->append({QString::fromStdString(predictor),
                           tr("Recorded predictor of %1").arg(name),
                           {},
                           {},
                           themedIcon(QStringLiteral("predictors")),
                           [this, name] {
                               showPlace(QStringLiteral("judge"));
                               m_session.selection()->set(name, {});
                           }});
        }
        if (isNumber && number >= 1 && number <= size && numberItems++ < mostNumberItems) {
            items->append({QStringLiteral("#%1").arg(number),
                           tr("Architecture of %1").arg(name),
                           {},
                           {},
                           themedIcon(QStringLiteral("architecture")),
                           [this, name, index = number - 1] {
                               m_session.selection()->set(name, {index}, index);
                               m_inspectorDock->show();
                               m_inspectorDock->raise();
                           }});
        }
    }
}

void MainWindow::showShortcuts()
{
    showShortcutsDialog(catalogActions(menuBar()), this);
}

void MainWindow::showHelp(const QString &section)
{
    if (!m_help) {
        m_help = new HelpWindow(this);
    }
    m_help->show();
    m_help->showSection(section);
    m_help->raise();
    m_help->activateWindow();
}

} // namespace auspex
