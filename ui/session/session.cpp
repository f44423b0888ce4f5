// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/session.h"

#include <algorithm>

#include <QDir>
#include <QFileInfo>

#include "core/store/document_store.h"
#include "core/store/tfs_task_store.h"
#include "ui/session/import_tfs_eval.h"
#include "ui/session/llm_center.h"
#include "ui/session/supernet_center.h"
#include "ui/session/training_center.h"

namespace auspex {

namespace {

constexpr int watchInterval = 2000; // ms

std::filesystem::path toPath(const QString &file)
{
    return QFileInfo(file).filesystemAbsoluteFilePath();
}

/// Takes an import back, and brings it again from the content that it read.
class ImportCommand : public QUndoCommand {
public:
    ImportCommand(Session *session, const QString &text, std::vector<ImportRequest> requests,
                  std::vector<std::int64_t> ids)
        : QUndoCommand(text)
        , m_session(session)
        , m_requests(std::move(requests))
        , m_ids(std::move(ids))
    {
    }

    void undo() override
    {
        const Result<void> done = removeImports(*m_session->workspace(), m_ids);
        if (!done) {
            setObsolete(true);
            Q_EMIT m_session->errorOccurred(QString::fromStdString(done.error().message));
        }
        m_session->reloadTasks();
    }

    void redo() override
    {
        if (m_isFirst) { // the job that made this command has done it
            m_isFirst = false;
            return;
        }
        Job job;
        const ImportOutcome outcome = importRequests(*m_session->workspace(), m_requests, job);
        m_ids = outcome.importIds;
        if (outcome.error) {
            setObsolete(m_ids.empty());
            Q_EMIT m_session->errorOccurred(QString::fromStdString(outcome.error->message));
        }
        m_session->reloadTasks();
    }

private:
    Session *m_session;
    std::vector<ImportRequest> m_requests;
    std::vector<std::int64_t> m_ids;
    bool m_isFirst = true;
};

} // namespace

Session::Session(QObject *parent)
    : QObject(parent)
{
    m_watch.setInterval(watchInterval);
    connect(&m_watch, &QTimer::timeout, this, &Session::lookForForeignChanges);
    m_llm = std::make_unique<LlmCenter>(this);
    m_supernets = std::make_unique<SupernetCenter>(this);
    m_trainings = std::make_unique<TrainingCenter>(this); // after what settles interrupted runs
    connect(m_trainings.get(), &TrainingCenter::supernetAdded, m_supernets.get(),
            &SupernetCenter::reload);
}

Session::~Session()
{
    // Views die after their session's signals; they must not hear of its end.
    blockSignals(true);
}

Result<void> Session::openWorkspace(const QString &file)
{
    if (m_workspace
        && QFileInfo(file).canonicalFilePath() == QFileInfo(workspaceFile()).canonicalFilePath()) {
        return {}; // a second time would find our own lock
    }
    return Workspace::open(toPath(file)).map([this](Workspace &&opened) {
        adopt(std::move(opened));
    });
}

Result<void> Session::createWorkspace(const QString &file)
{
    return Workspace::create(toPath(file)).map([this](Workspace &&created) {
        adopt(std::move(created));
    });
}

void Session::adopt(Workspace opened)
{
    m_undoStack.clear();
    m_selection.clear();
    m_unwrittenDocuments.clear();
    m_tasks.clear();
    m_corpora.clear();
    m_workspace = std::make_unique<Workspace>(std::move(opened));
    if (auto tasks = loadTasks(*m_workspace)) {
        setTasks(std::move(*tasks));
    } else {
        Q_EMIT errorOccurred(QString::fromStdString(tasks.error().message));
    }
    m_watch.start();
    Q_EMIT workspaceChanged();
    Q_EMIT tasksChanged();
    reloadCorpora();
}

void Session::closeWorkspace()
{
    if (!m_workspace) {
        return;
    }
    m_watch.stop();
    m_undoStack.clear();
    m_selection.clear();
    m_unwrittenDocuments.clear();
    m_tasks.clear();
    m_corpora.clear();
    m_workspace.reset();
    Q_EMIT workspaceChanged();
    Q_EMIT tasksChanged();
    Q_EMIT corporaChanged();
}

bool Session::isReadOnly() const
{
    return m_workspace && m_workspace->isReadOnly();
}

QString Session::readOnlyReason() const
{
    return m_workspace ? QString::fromStdString(m_workspace->readOnlyReason()) : QString();
}

QString Session::workspaceFile() const
{
    return m_workspace ? QFileInfo(m_workspace->path()).absoluteFilePath() : QString();
}

QString Session::workspaceName() const
{
    return m_workspace ? QFileInfo(m_workspace->path()).completeBaseName() : QString();
}

std::shared_ptr<const TfsTask> Session::task(const QString &name) const
{
    const std::string wanted = name.toStdString();
    const auto found = std::find_if(m_tasks.begin(), m_tasks.end(),
                                    [&](const auto &task) { return task->name == wanted; });
    return found == m_tasks.end() ? nullptr : *found;
}

void Session::reloadTasks()
{
    if (!m_workspace) {
        return;
    }
    auto tasks = loadTasks(*m_workspace);
    if (!tasks) {
        Q_EMIT errorOccurred(QString::fromStdString(tasks.error().message));
        return;
    }
    setTasks(std::move(*tasks));
    Q_EMIT tasksChanged();
}

std::optional<StoredCorpus> Session::corpus(const QString &name) const
{
    const std::string wanted = name.toStdString();
    const auto found = std::find_if(
        m_corpora.begin(), m_corpora.end(),
        [&](const StoredCorpus &corpus) { return corpus.name == wanted; });
    return found == m_corpora.end() ? std::nullopt : std::optional(*found);
}

void Session::reloadCorpora()
{
    if (!m_workspace) {
        return;
    }
    auto corpora = loadCorpora(*m_workspace);
    if (!corpora) {
        Q_EMIT errorOccurred(QString::fromStdString(corpora.error().message));
        return;
    }
    m_corpora = std::move(*corpora);
    Q_EMIT corporaChanged();
}

void Session::setTasks(std::vector<TfsTask> tasks)
{
    std::vector<std::shared_ptr<const TfsTask>> snapshots;
    for (TfsTask &task : tasks) {
        auto known = this->task(QString::fromStdString(task.name));
        snapshots.push_back(
            known && *known == task ? known : std::make_shared<const TfsTask>(std::move(task)));
    }
    m_tasks = std::move(snapshots);
    const auto selected = task(m_selection.task());
    const auto size = selected ? static_cast<qint64>(selected->records.size()) : 0;
    const QSet<qint64> records = m_selection.records();
    if (std::any_of(records.begin(), records.end(), [size](qint64 i) { return i >= size; })) {
        m_selection.clear();
    }
}

QString Session::document(const QString &key) const
{
    if (!m_workspace) {
        return {};
    }
    const auto unwritten = m_unwrittenDocuments.constFind(key);
    if (unwritten != m_unwrittenDocuments.constEnd()) {
        return *unwritten;
    }
    const auto json = loadDocument(*m_workspace, key.toStdString());
    return json && *json ? QString::fromStdString((*json)->dump()) : QString();
}

void Session::setDocument(const QString &key, const QString &json)
{
    if (!m_workspace || document(key) == json) {
        return;
    }
    if (m_workspace->isReadOnly()) {
        m_unwrittenDocuments.insert(key, json);
    } else {
        const std::string name = key.toStdString();
        const auto parsed = nlohmann::json::parse(json.toStdString(), nullptr, false);
        const Result<void> saved = json.isEmpty() ? removeDocument(*m_workspace, name)
                                                  : saveDocument(*m_workspace, name, parsed);
        if (!saved) {
            Q_EMIT errorOccurred(QString::fromStdString(saved.error().message));
            return;
        }
    }
    Q_EMIT documentChanged(key);
}

void Session::importTfsEval(const QString &folder)
{
    const QString name = QDir(folder).dirName();
    importData(tr("Import %1").arg(name),
               [path = toPath(folder)](Job &job) { return readTfsEvalRequests(path, job); });
}

void Session::importData(const QString &undoText, ReadRequests read)
{
    if (!m_workspace) {
        Q_EMIT errorOccurred(tr("No workspace is open; open or create one before importing."));
        return;
    }
    if (isReadOnly()) {
        Q_EMIT errorOccurred(readOnlyReason());
        return;
    }
    auto own = m_workspace->openAnother();
    if (!own) {
        Q_EMIT errorOccurred(QString::fromStdString(own.error().message));
        return;
    }
    // The files that came in before a failure or a cancel must be known here to be undone.
    auto outcome = std::make_shared<ImportOutcome>();
    auto connection = std::make_shared<Workspace>(std::move(*own));
    auto work = [read = std::move(read), connection, outcome](Job &job) mutable -> Result<void> {
        const auto requests = read(job);
        if (!requests) {
            return tl::make_unexpected(requests.error());
        }
        *outcome = importRequests(*connection, *requests, job);
        connection.reset();
        return outcome->error ? Result<void>(tl::make_unexpected(*outcome->error)) : Result<void>();
    };
    connection.reset();
    const QString file = workspaceFile();
    m_jobs.run<void>(undoText, this, std::move(work), [=, this](const Result<void> &) {
        if (workspaceFile() == file) {
            finishImport(undoText, *outcome);
        }
    });
}

void Session::finishImport(const QString &undoText, const ImportOutcome &outcome)
{
    if (outcome.summaries.empty() && outcome.problems.isEmpty()) {
        return; // the job's row says why
    }
    if (!outcome.importIds.empty()) {
        setTasks(outcome.tasks);
        m_workspace->changedElsewhere(); // that was us
        m_undoStack.push(new ImportCommand(this, undoText, outcome.imported, outcome.importIds));
        Q_EMIT tasksChanged();
    }
    Q_EMIT importFinished(importSummaryText(outcome), outcome.problems);
}

void Session::lookForForeignChanges()
{
    if (m_workspace && !m_jobs.isRunning() && m_workspace->changedElsewhere()) {
        reloadTasks();
        reloadCorpora();
        m_supernets->reload();
    }
}

} // namespace auspex
