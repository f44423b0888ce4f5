// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/supernets/supernets_panel.h"

#include <QAction>
#include <QListWidget>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

#include "core/supernets/score_spec.h"
#include "ui/common/command_action.h"
#include "ui/common/empty_state.h"
#include "ui/common/message_bar.h"
#include "ui/common/side_list.h"
#include "ui/common/theme.h"
#include "ui/prompts/name_dialog.h"
#include "ui/session/session.h"
#include "ui/session/supernet_center.h"
#include "ui/supernets/subnet_view.h"
#include "ui/supernets/supernet_commands.h"
#include "ui/supernets/supernet_import_dialog.h"
#include "ui/window/action_catalog.h"

namespace auspex {

namespace {

constexpr int nameRole = Qt::UserRole + 1;
constexpr int listWidth = 28; // average characters

} // namespace

SupernetsPanel::SupernetsPanel(Session *session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_messages(new MessageArea(this))
    , m_stack(new QStackedWidget(this))
{
    setObjectName(QStringLiteral("supernetsPanel"));
    createActions();
    auto *splitter = new QSplitter(this);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(createList());
    m_view = new SubnetView(session, splitter);
    splitter->addWidget(m_view);
    splitter->setStretchFactor(1, 1);
    const int left = fontMetrics().averageCharWidth() * listWidth;
    splitter->setSizes({left, 4 * left});
    m_actions += m_view->viewActions();
    m_stack->addWidget(splitter);
    m_stack->addWidget(createEmptyState());
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_messages);
    layout->addWidget(m_stack, 1);
    connect(m_list, &QListWidget::currentItemChanged, this, &SupernetsPanel::showCurrent);
    connect(session, &Session::workspaceChanged, m_messages, &MessageArea::clear);
    connect(session->supernets(), &SupernetCenter::supernetsChanged, this,
            &SupernetsPanel::showSupernets);
    showSupernets();
}

QAction *SupernetsPanel::command(const char *name, const QString &icon, const QString &text,
                                 const QKeySequence &shortcut, const QString &tip,
                                 std::function<void()> call)
{
    m_actions.append(commandAction(this, name, icon, text, shortcut, tip, std::move(call)));
    return m_actions.last();
}

void SupernetsPanel::createActions()
{
    m_import = command("supernetsImport", QStringLiteral("import"), tr("&Import supernet..."), {},
                       tr("Takes the weights of a safetensors file or PyTorch checkpoint in"),
                       [this] { askForImport({}); });
    m_judge = command("supernetsJudge", QStringLiteral("judge"), tr("&Use in Judge"), {},
                      tr("Compares the supernet's loss with the other predictors"), [this] {
                          SupernetSpec spec;
                          spec.supernet = currentSupernet().toStdString();
                          Q_EMIT judgeRequested(QStringLiteral("supernet:")
                                                + QString::fromStdString(supernetSpecText(spec)));
                      });
    m_rename = command("supernetsRename", QStringLiteral("edit"), tr("Re&name..."), Qt::Key_F2,
                       tr("Gives the supernet another name"), [this] { askForName(); });
    m_rename->setShortcutContext(Qt::WidgetShortcut);
    m_remove = command("supernetsRemove", QStringLiteral("trash"), tr("Re&move the supernet"),
                       QKeySequence::Delete,
                       tr("Takes the supernet off the list; its weights and scores stay"),
                       [this] { removeSupernet(currentSupernet()); });
    // Elsewhere this key belongs to whatever has the focus.
    m_remove->setShortcutContext(Qt::WidgetShortcut);
}

QWidget *SupernetsPanel::createEmptyState()
{
    auto *empty = new EmptyState(
        "supernetsEmptyState",
        tr("There is no supernet yet: import weights, and score the subnets "
           "that share them."),
        this);
    empty->addCommand(m_import);
    empty->addLink(QStringLiteral("supernets"), tr("What a supernet is"));
    connect(empty, &EmptyState::helpRequested, this, &SupernetsPanel::helpRequested);
    return empty;
}

QWidget *SupernetsPanel::createList()
{
    const SideList side = sideList("supernetsList", tr("Supe&rnets"), m_actions,
                                   {m_judge, m_rename, m_remove}, this);
    m_list = side.list;
    return side.widget;
}

void SupernetsPanel::showSupernets()
{
    const QString before = currentSupernet();
    const int rowBefore = m_list->currentRow();
    {
        const QSignalBlocker blocker(m_list);
        m_list->clear();
        for (const StoredSupernet &supernet : m_session->supernets()->supernets()) {
            const QString name = QString::fromStdString(supernet.name);
            auto *item = new QListWidgetItem(name, m_list);
            item->setToolTip(name);
            item->setData(nameRole, name);
        }
        m_list->setCurrentRow(qBound(0, rowBefore, m_list->count() - 1));
    }
    selectSupernet(before);
    m_stack->setCurrentIndex(m_list->count() > 0 ? 0 : 1);
    showCurrent();
}

void SupernetsPanel::selectSupernet(const QString &name)
{
    for (int row = 0; row < m_list->count(); ++row) {
        if (m_list->item(row)->data(nameRole).toString() == name) {
            m_list->setCurrentRow(row);
        }
    }
}

QString SupernetsPanel::currentSupernet() const
{
    const QListWidgetItem *item = m_list->currentItem();
    return item ? item->data(nameRole).toString() : QString();
}

void SupernetsPanel::showCurrent()
{
    m_view->setSupernet(m_session->supernets()->supernet(currentSupernet()));
    updateActions();
}

void SupernetsPanel::updateActions()
{
    QString cannotWrite;
    if (!m_session->workspace()) {
        cannotWrite = tr("Open or create a workspace first");
    } else if (m_session->isReadOnly()) {
        cannotWrite = tr("The workspace is read-only");
    }
    const QString none = currentSupernet().isEmpty() ? tr("There is no supernet yet") : QString();
    setDisabledReason(m_import, cannotWrite);
    setDisabledReason(m_judge, none);
    setDisabledReason(m_rename, cannotWrite.isEmpty() ? none : cannotWrite);
    setDisabledReason(m_remove, cannotWrite.isEmpty() ? none : cannotWrite);
}

void SupernetsPanel::askForImport(const SupernetSetup &setup)
{
    if (!m_session->workspace() || m_session->isReadOnly()) {
        return; // the command says why it cannot be used
    }
    auto *dialog = new SupernetImportDialog(m_session, setup, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] { importSupernet(dialog->setup()); });
    dialog->open();
}

void SupernetsPanel::importSupernet(const SupernetSetup &setup)
{
    auto own = m_session->workspace()->openAnother();
    if (!own) {
        Q_EMIT m_session->errorOccurred(QString::fromStdString(own.error().message));
        return;
    }
    auto connection = std::make_shared<Workspace>(std::move(*own));
    const QString file = m_session->workspaceFile();
    const auto work = [setup, connection, corpus = m_session->corpus(setup.corpus)](Job &job) {
        return importOf(setup, corpus, *connection, job);
    };
    connection.reset();
    m_session->jobs()->run<StoredSupernet>(
        tr("Import supernet %1").arg(setup.name), this, work,
        [this, setup, file](const Result<StoredSupernet> &supernet) {
            if (m_session->workspaceFile() == file) {
                finishImport(setup, supernet);
            }
        });
}

void SupernetsPanel::finishImport(const SupernetSetup &setup,
                                  const Result<StoredSupernet> &supernet)
{
    if (!supernet) {
        if (supernet.error().code == ErrorCode::Cancelled) {
            return; // the job's row says so
        }
        MessageBar *bar = m_messages->add(MessageKind::Error,
                                          QString::fromStdString(supernet.error().message),
                                          QString::fromStdString(supernet.error().detail));
        auto *again = new QAction(tr("Change the import..."), bar);
        again->setObjectName(QStringLiteral("supernetsImportAgain"));
        again->setToolTip(tr("Opens the dialog with what was asked for"));
        connect(again, &QAction::triggered, this, [this, setup] { askForImport(setup); });
        bar->addAction(again);
        return;
    }
    m_session->undoStack()->push(
        new SupernetCommand(m_session, SupernetCommand::Kind::Import, *supernet));
    m_session->supernets()->reload();
    selectSupernet(QString::fromStdString(supernet->name));
}

void SupernetsPanel::askForName()
{
    const QString before = currentSupernet();
    const auto check = [this, before](const QString &name) -> QString {
        if (name.isEmpty()) {
            return tr("Give the supernet a name.");
        }
        return name != before && m_session->supernets()->supernet(name)
                   ? tr("The workspace has a supernet %1 already; choose another name.").arg(name)
                   : QString();
    };
    auto *dialog = new NameDialog({QStringLiteral("supernetRename"), tr("Rename the Supernet"),
                                   tr("&Name:"), tr("&Rename"), QString()},
                                  before, check, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this,
            [this, dialog, before] { renameSupernet(before, dialog->name()); });
    dialog->open();
}

void SupernetsPanel::renameSupernet(const QString &name, const QString &newName)
{
    const auto supernet = m_session->supernets()->supernet(name);
    if (supernet && name != newName) {
        m_session->undoStack()->push(
            new SupernetCommand(m_session, SupernetCommand::Kind::Rename, *supernet, newName));
        selectSupernet(newName);
    }
}

void SupernetsPanel::removeSupernet(const QString &name)
{
    const auto supernet = m_session->supernets()->supernet(name);
    if (supernet && !m_session->isReadOnly()) {
        m_session->undoStack()->push(
            new SupernetCommand(m_session, SupernetCommand::Kind::Remove, *supernet));
    }
}

} // namespace auspex
