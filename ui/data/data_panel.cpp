// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/data_panel.h"

#include <QAction>
#include <QListWidget>
#include <QLocale>
#include <QSettings>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

#include "ui/common/command_action.h"
#include "ui/common/empty_state.h"
#include "ui/common/message_bar.h"
#include "ui/common/side_list.h"
#include "ui/common/theme.h"
#include "ui/data/record_table.h"
#include "ui/data/task_commands.h"
#include "ui/session/session.h"
#include "ui/window/action_catalog.h"

namespace auspex {

namespace {

constexpr int nameRole = Qt::UserRole + 1;
constexpr int tasksWidth = 30; // average characters
const QString splitterKey = QStringLiteral("data/splitter");

QString describeTask(const TfsTask &task)
{
    QStringList targets;
    for (const std::string &target : targetNames(task)) {
        targets.append(QString::fromStdString(target));
    }
    const QString counts
        = DataPanel::tr("%n architecture(s)", nullptr, static_cast<int>(task.records.size()))
          + QStringLiteral(", ")
          + DataPanel::tr("%n split(s)", nullptr, static_cast<int>(task.splits.size()));
    return QString::fromStdString(task.name) + u'\n' + counts + u'\n'
           + targets.join(QStringLiteral(", "));
}

} // namespace

DataPanel::DataPanel(Session *session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
{
    setObjectName(QStringLiteral("dataPanel"));
    m_messages = new MessageArea(this);
    m_stack = new QStackedWidget(this);
    createActions();
    m_splitter = new QSplitter(this);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->addWidget(createTasks());
    m_records = new RecordTable(session, m_splitter);
    m_records->layout()->setContentsMargins(spacing, spacing, spacing, spacing);
    m_splitter->addWidget(m_records);
    m_splitter->setStretchFactor(1, 1);
    const int left = fontMetrics().averageCharWidth() * tasksWidth;
    m_splitter->setSizes({left, 3 * left});
    m_splitter->restoreState(QSettings().value(splitterKey).toByteArray());
    connect(m_splitter, &QSplitter::splitterMoved, this,
            [this] { QSettings().setValue(splitterKey, m_splitter->saveState()); });
    m_stack->addWidget(m_splitter);
    m_stack->addWidget(createEmptyState());
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_messages);
    layout->addWidget(m_stack, 1);

    connect(m_tasks, &QListWidget::currentItemChanged, this, &DataPanel::showCurrentTask);
    connect(session, &Session::workspaceChanged, this, [this] {
        m_messages->clear();
        m_waiting.clear();
        m_wanted.clear();
        showTasks();
    });
    connect(session, &Session::tasksChanged, this, &DataPanel::showTasks);
    connect(session->selection(), &Selection::changed, this, [this] {
        const Selection *selection = m_session->selection();
        if (!selection->records().isEmpty()) {
            selectTask(selection->task());
        }
    });
    showTasks();
}

QAction *DataPanel::command(const char *name, const QString &icon, const QString &text,
                            const QKeySequence &shortcut, const QString &tip,
                            std::function<void()> call)
{
    m_actions.append(commandAction(this, name, icon, text, shortcut, tip, std::move(call)));
    return m_actions.last();
}

void DataPanel::createActions()
{
    m_importFolder = command(
        "dataImportTfsEval", QStringLiteral("import"), tr("Import &TFS-Eval..."), {},
        tr("Shows what a TFS-Eval folder has, and imports it"), [this] { askForFolder(); });
    m_importTables = command("dataImportTable", QStringLiteral("table"), tr("Import &CSV table..."),
                             {}, tr("Imports scores from a table whose columns you name"),
                             [this] { askForTables(); });
    m_export = command("dataExport", QStringLiteral("export"), tr("&Export the task..."), {},
                       tr("Saves the task's architectures as CSV or as LLMAS's JSON lines"),
                       [this] { askForExport(); });
    m_rename = command("dataRenameTask", QStringLiteral("edit"), tr("&Rename the task..."),
                       Qt::Key_F2, tr("Gives the task another name"), [this] { askForName(); });
    m_remove = command("dataRemoveTask", QStringLiteral("trash"), tr("Re&move the task"),
                       QKeySequence::Delete, tr("Takes the task out of the workspace"),
                       [this] { removeTask(currentTask()); });
    // Elsewhere these keys belong to whatever has the focus.
    m_rename->setShortcutContext(Qt::WidgetShortcut);
    m_remove->setShortcutContext(Qt::WidgetShortcut);
}

QWidget *DataPanel::createEmptyState()
{
    auto *empty = new EmptyState(
        "dataEmptyState",
        tr("Nothing is known yet: import architectures with the scores they "
           "reached when they were trained from scratch."),
        this);
    empty->addCommand(m_importFolder);
    empty->addCommand(m_importTables);
    empty->addLink(QStringLiteral("tfs-eval"), tr("What data is needed, and where it comes from"));
    connect(empty, &EmptyState::helpRequested, this, &DataPanel::helpRequested);
    return empty;
}

QWidget *DataPanel::createTasks()
{
    const SideList side = sideList("dataTasks", tr("Tas&ks"), m_actions,
                                   {m_export, m_rename, m_remove}, this);
    m_tasks = side.list;
    return side.widget;
}

void DataPanel::showTasks()
{
    const QString before = m_wanted.isEmpty() ? currentTask() : m_wanted;
    const int rowBefore = m_tasks->currentRow();
    {
        const QSignalBlocker blocker(m_tasks);
        m_tasks->clear();
        for (const auto &task : m_session->tasks()) {
            const QString text = describeTask(*task);
            auto *item = new QListWidgetItem(text, m_tasks);
            item->setToolTip(text);
            item->setData(nameRole, QString::fromStdString(task->name));
        }
        m_tasks->setCurrentRow(qBound(0, rowBefore, m_tasks->count() - 1));
    }
    selectTask(before);
    if (currentTask() == m_wanted) {
        m_wanted.clear();
    }
    const bool any = m_tasks->count() > 0;
    m_stack->setCurrentIndex(any ? 0 : 1);
    showCurrentTask();
}

void DataPanel::selectTask(const QString &task)
{
    for (int row = 0; row < m_tasks->count(); ++row) {
        if (m_tasks->item(row)->data(nameRole).toString() == task) {
            m_tasks->setCurrentRow(row);
        }
    }
}

void DataPanel::showCurrentTask()
{
    m_records->setTask(m_session->task(currentTask()));
    updateActions();
}

QString DataPanel::currentTask() const
{
    const QListWidgetItem *item = m_tasks->currentItem();
    return item ? item->data(nameRole).toString() : QString();
}

void DataPanel::updateActions()
{
    QString cannotWrite;
    if (!m_session->workspace()) {
        cannotWrite = tr("Open or create a workspace first");
    } else if (m_session->isReadOnly()) {
        cannotWrite = tr("The workspace is read-only");
    }
    const QString noTask = currentTask().isEmpty() ? tr("There is no task yet") : QString();
    setDisabledReason(m_importFolder, cannotWrite);
    setDisabledReason(m_importTables, cannotWrite);
    setDisabledReason(m_export, noTask);
    setDisabledReason(m_rename, cannotWrite.isEmpty() ? noTask : cannotWrite);
    setDisabledReason(m_remove, cannotWrite.isEmpty() ? noTask : cannotWrite);
}

void DataPanel::removeTask(const QString &task)
{
    if (!m_session->task(task) || m_session->isReadOnly()) {
        return;
    }
    m_session->undoStack()->push(new RemoveTaskCommand(m_session, task));
    Q_EMIT m_session->statusMessage(tr("Removed %1; Undo brings it back.").arg(task));
}

void DataPanel::renameTask(const QString &task, const QString &name)
{
    if (!m_session->task(task) || m_session->isReadOnly() || task == name) {
        return;
    }
    m_wanted = name;
    m_session->undoStack()->push(new RenameTaskCommand(m_session, task, name));
    m_wanted.clear();
}

} // namespace auspex
