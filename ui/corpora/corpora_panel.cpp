// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/corpora/corpora_panel.h"

#include <QAction>
#include <QDesktopServices>
#include <QFileInfo>
#include <QListWidget>
#include <QLocale>
#include <QSettings>
#include <QSplitter>
#include <QStackedWidget>
#include <QUrl>
#include <QVBoxLayout>

#include <nlohmann/json.hpp>

#include "ui/common/command_action.h"
#include "ui/common/empty_state.h"
#include "ui/common/message_bar.h"
#include "ui/common/side_list.h"
#include "ui/common/theme.h"
#include "ui/corpora/corpus_commands.h"
#include "ui/corpora/corpus_import_dialog.h"
#include "ui/corpora/corpus_view.h"
#include "ui/session/session.h"
#include "ui/window/action_catalog.h"

namespace auspex {

namespace {

constexpr int nameRole = Qt::UserRole + 1;
constexpr int listWidth = 28; // average characters
const QString splitterKey = QStringLiteral("corpora/splitter");

/// Name, languages, and the sentences of each split by the manifest.
QString describeCorpus(const StoredCorpus &corpus)
{
    QStringList lines{QString::fromStdString(corpus.name),
                      CorporaPanel::tr("%1 to %2", "languages")
                          .arg(QString::fromStdString(corpus.sourceLanguage),
                               QString::fromStdString(corpus.targetLanguage))};
    const auto manifest = nlohmann::ordered_json::parse(corpus.manifest, nullptr, false);
    if (manifest.is_object() && manifest.contains("splits") && manifest["splits"].is_object()) {
        for (const auto &[name, split] : manifest["splits"].items()) {
            const auto sentences = split.is_object() ? split.value("sentences", std::int64_t(0))
                                                     : 0;
            lines.append(QStringLiteral("%1: %2").arg(
                QString::fromStdString(name),
                QLocale().toString(static_cast<qlonglong>(sentences))));
        }
    }
    return lines.join(u'\n');
}

} // namespace

CorporaPanel::CorporaPanel(Session *session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
{
    setObjectName(QStringLiteral("corporaPanel"));
    openFolder = [](const QString &folder) {
        QDesktopServices::openUrl(QUrl::fromLocalFile(folder));
    };
    m_messages = new MessageArea(this);
    m_stack = new QStackedWidget(this);
    createActions();
    m_splitter = new QSplitter(this);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->addWidget(createList());
    m_view = new CorpusView(m_splitter);
    m_splitter->addWidget(m_view);
    m_splitter->setStretchFactor(1, 1);
    const int left = fontMetrics().averageCharWidth() * listWidth;
    m_splitter->setSizes({left, 4 * left});
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
    connect(m_list, &QListWidget::currentItemChanged, this, &CorporaPanel::showCurrent);
    connect(m_view, &CorpusView::message, session, &Session::statusMessage);
    connect(session, &Session::workspaceChanged, this, [this] {
        m_messages->clear();
        m_wanted.clear();
    });
    connect(session, &Session::corporaChanged, this, &CorporaPanel::showCorpora);
    showCorpora();
}

QAction *CorporaPanel::command(const char *name, const QString &icon, const QString &text,
                               const QKeySequence &shortcut, const QString &tip,
                               std::function<void()> call)
{
    m_actions.append(commandAction(this, name, icon, text, shortcut, tip, std::move(call)));
    return m_actions.last();
}

void CorporaPanel::createActions()
{
    m_import = command("corporaImport", QStringLiteral("import"), tr("Import &corpus..."), {},
                       tr("Makes a corpus of parallel texts or of fairseq's binarised data"),
                       [this] { askForImport(CorpusImportDialog::lastSetup()); });
    m_demo = command("corporaDemo", QStringLiteral("new"), tr("Make the &demo task..."), {},
                     tr("Makes a corpus of the built-in task, English to German"), [this] {
                         CorpusSetup setup = CorpusImportDialog::lastSetup();
                         if (setup.origin != CorpusSetup::Demo) {
                             setup = {};
                         }
                         askForImport(setup);
                     });
    m_open = command("corporaOpenFolder", QStringLiteral("folder"), tr("&Open the folder"), {},
                     tr("Shows the files of the corpus"), [this] { showCurrentFolder(); });
    m_remove = command("corporaRemove", QStringLiteral("trash"), tr("Re&move the corpus"),
                       QKeySequence::Delete,
                       tr("Takes the corpus out of the workspace; its folder stays"),
                       [this] { removeCorpus(currentCorpus()); });
    // Elsewhere this key belongs to whatever has the focus.
    m_remove->setShortcutContext(Qt::WidgetShortcut);
}

QWidget *CorporaPanel::createEmptyState()
{
    auto *empty = new EmptyState(
        "corporaEmptyState",
        tr("There is no corpus yet: import the sentences that supernets are "
           "trained and scored on."),
        this);
    empty->addCommand(m_import);
    empty->addCommand(m_demo);
    empty->addLink(QStringLiteral("corpora"), tr("What a corpus is made of"));
    connect(empty, &EmptyState::helpRequested, this, &CorporaPanel::helpRequested);
    return empty;
}

QWidget *CorporaPanel::createList()
{
    const SideList side = sideList("corporaList", tr("Corp&ora"), m_actions, {m_open, m_remove},
                                   this);
    m_list = side.list;
    return side.widget;
}

void CorporaPanel::showCorpora()
{
    const QString before = m_wanted.isEmpty() ? currentCorpus() : m_wanted;
    const int rowBefore = m_list->currentRow();
    {
        const QSignalBlocker blocker(m_list);
        m_list->clear();
        for (const StoredCorpus &corpus : m_session->corpora()) {
            const QString text = describeCorpus(corpus);
            auto *item = new QListWidgetItem(text, m_list);
            item->setToolTip(text);
            item->setData(nameRole, QString::fromStdString(corpus.name));
        }
        m_list->setCurrentRow(qBound(0, rowBefore, m_list->count() - 1));
    }
    selectCorpus(before);
    if (currentCorpus() == m_wanted) {
        m_wanted.clear();
    }
    m_stack->setCurrentIndex(m_list->count() > 0 ? 0 : 1);
    showCurrent();
}

void CorporaPanel::selectCorpus(const QString &name)
{
    for (int row = 0; row < m_list->count(); ++row) {
        if (m_list->item(row)->data(nameRole).toString() == name) {
            m_list->setCurrentRow(row);
        }
    }
}

QString CorporaPanel::currentCorpus() const
{
    const QListWidgetItem *item = m_list->currentItem();
    return item ? item->data(nameRole).toString() : QString();
}

void CorporaPanel::showCurrent()
{
    m_view->setCorpus(m_session->corpus(currentCorpus()));
    updateActions();
}

void CorporaPanel::updateActions()
{
    QString cannotWrite;
    if (!m_session->workspace()) {
        cannotWrite = tr("Open or create a workspace first");
    } else if (m_session->isReadOnly()) {
        cannotWrite = tr("The workspace is read-only");
    }
    const QString none = currentCorpus().isEmpty() ? tr("There is no corpus yet") : QString();
    setDisabledReason(m_import, cannotWrite);
    setDisabledReason(m_demo, cannotWrite);
    setDisabledReason(m_open, none);
    setDisabledReason(m_remove, cannotWrite.isEmpty() ? none : cannotWrite);
}

void CorporaPanel::askForImport(const CorpusSetup &setup)
{
    if (!m_session->workspace() || m_session->isReadOnly()) {
        m_messages->add(MessageKind::Warning, m_session->workspace()
                                                  ? m_session->readOnlyReason()
                                                  : tr("Open or create a workspace first."));
        return;
    }
    auto *dialog = new CorpusImportDialog(m_session, setup, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] { importCorpus(dialog->setup()); });
    dialog->open();
}

void CorporaPanel::importCorpus(const CorpusSetup &setup)
{
    const QString file = m_session->workspaceFile();
    const QString title = setup.origin == CorpusSetup::Folder
                              ? tr("Open corpus %1").arg(setup.name)
                              : tr("Make corpus %1").arg(setup.name);
    m_session->jobs()->run<StoredCorpus>(
        title, this, [setup](Job &job) { return makeCorpus(setup, job); },
        [this, setup, file](const Result<StoredCorpus> &corpus) {
            if (m_session->workspaceFile() == file) {
                finishImport(setup, corpus);
            }
        });
}

void CorporaPanel::finishImport(const CorpusSetup &setup, const Result<StoredCorpus> &corpus)
{
    if (!corpus) {
        if (corpus.error().code == ErrorCode::Cancelled) {
            return; // the job's row says so
        }
        MessageBar *bar = m_messages->add(MessageKind::Error,
                                          QString::fromStdString(corpus.error().message),
                                          QString::fromStdString(corpus.error().detail));
        auto *again = new QAction(tr("Change the import..."), bar);
        again->setObjectName(QStringLiteral("corporaImportAgain"));
        again->setToolTip(tr("Opens the dialog with what was asked for"));
        connect(again, &QAction::triggered, this, [this, setup] { askForImport(setup); });
        bar->addAction(again);
        return;
    }
    const QString name = QString::fromStdString(corpus->name);
    m_wanted = name;
    m_session->undoStack()->push(new CorpusCommand(m_session, CorpusCommand::Kind::Add, *corpus));
    m_wanted.clear();
    if (m_session->corpus(name)) {
        Q_EMIT m_session->statusMessage(tr("The corpus %1 is in the workspace.").arg(name));
    }
}

void CorporaPanel::removeCorpus(const QString &name)
{
    const std::optional<StoredCorpus> corpus = m_session->corpus(name);
    if (!corpus || m_session->isReadOnly()) {
        return;
    }
    m_session->undoStack()->push(
        new CorpusCommand(m_session, CorpusCommand::Kind::Remove, *corpus));
    Q_EMIT m_session->statusMessage(
        tr("Removed %1, and left its folder; Undo brings it back.").arg(name));
}

void CorporaPanel::showCurrentFolder()
{
    const std::optional<StoredCorpus> corpus = m_session->corpus(currentCorpus());
    if (!corpus) {
        return;
    }
    const QString folder = QString::fromStdString(corpus->folder);
    if (!QFileInfo(folder).isDir()) {
        m_messages->add(MessageKind::Error,
                        tr("The folder %1 is missing. Where it was moved, remove "
                           "the corpus and import it from there.")
                            .arg(folder));
        return;
    }
    openFolder(folder);
}

} // namespace auspex
