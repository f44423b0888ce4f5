// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include <QHash>
#include <QObject>
#include <QString>
#include <QTimer>
#include <QUndoStack>

#include "core/arch/tfs_data.h"
#include "core/store/corpus_store.h"
#include "core/store/workspace.h"
#include "ui/jobs/job_list.h"
#include "ui/session/selection.h"

namespace auspex {

struct ImportOutcome;
struct ImportRequest;
class LlmCenter;
class SupernetCenter;
class TrainingCenter;

/// The open workspace and what all places of the window share: its tasks, the selection, the undo
/// stack and the jobs. Belongs to the GUI thread; work in other threads opens its own connection.
class Session : public QObject {
    Q_OBJECT

public:
    explicit Session(QObject *parent = nullptr);
    ~Session() override;

    /// Closes what is open (after asking nobody: callers ask about running jobs) and opens the
    /// file. The old workspace stays open when this fails.
    Result<void> openWorkspace(const QString &file);
    Result<void> createWorkspace(const QString &file);
    void closeWorkspace();

    Workspace *workspace() const { return m_workspace.get(); } ///< null while none is open
    bool isReadOnly() const;
    QString readOnlyReason() const; ///< a sentence; empty where it can be written
    QString workspaceFile() const;  ///< absolute; empty while none is open
    QString workspaceName() const;  ///< for the title: the file's name without the ending

    /// Snapshots, sorted by name; replaced as a whole when data changes. A task that did not change
    /// keeps its snapshot.
    const std::vector<std::shared_ptr<const TfsTask>> &tasks() const { return m_tasks; }
    std::shared_ptr<const TfsTask> task(const QString &name) const; ///< null if there is none
    void reloadTasks();

    /// The corpora that the workspace knows, sorted by name.
    const std::vector<StoredCorpus> &corpora() const { return m_corpora; }
    std::optional<StoredCorpus> corpus(const QString &name) const;
    void reloadCorpora();

    /// State of a panel kept in the workspace (JSON text by key); written at once. In a workspace
    /// that cannot be written it lasts until that is closed.
    QString document(const QString &key) const;
    void setDocument(const QString &key, const QString &json);

    Selection *selection() { return &m_selection; }
    QUndoStack *undoStack() { return &m_undoStack; }
    JobList *jobs() { return &m_jobs; }
    LlmCenter *llm() { return m_llm.get(); }
    SupernetCenter *supernets() { return m_supernets.get(); }
    TrainingCenter *trainings() { return m_trainings.get(); }

    /// Imports a TFS-Eval folder as a job; tasks() is reloaded when it ends. The summary (files,
    /// records, problems) is emitted by importFinished. One undo command takes it all back.
    void importTfsEval(const QString &folder);

    /// The same for any other source. `read` runs in the job's thread and gives the files to
    /// import; `undoText` names the command ("Import scores.csv").
    using ReadRequests = std::function<Result<std::vector<ImportRequest>>(Job &)>;
    void importData(const QString &undoText, ReadRequests read);

Q_SIGNALS:
    void workspaceChanged(); ///< another one, or none, is open
    void tasksChanged();
    void corporaChanged();
    void documentChanged(const QString &key); ///< by undo, redo or another view
    /// One sentence to show, and the problems line by line.
    void importFinished(const QString &summary, const QStringList &problems);
    void errorOccurred(const QString &message);
    void statusMessage(const QString &message); ///< for the status bar: gone after a while

private:
    void adopt(Workspace workspace);
    void setTasks(std::vector<TfsTask> tasks);
    void finishImport(const QString &undoText, const ImportOutcome &outcome);
    void lookForForeignChanges();

    std::unique_ptr<Workspace> m_workspace;
    std::vector<std::shared_ptr<const TfsTask>> m_tasks;
    std::vector<StoredCorpus> m_corpora;
    QHash<QString, QString> m_unwrittenDocuments; ///< of a workspace that cannot be written
    Selection m_selection;
    QUndoStack m_undoStack;
    QTimer m_watch; ///< for changes that another program makes
    std::unique_ptr<LlmCenter> m_llm;
    std::unique_ptr<SupernetCenter> m_supernets;
    std::unique_ptr<TrainingCenter> m_trainings;
    JobList m_jobs; // last: its destructor waits for work that may use the others
};

} // namespace auspex
