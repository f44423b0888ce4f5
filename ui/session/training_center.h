// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include <QObject>
#include <QPersistentModelIndex>
#include <QString>
#include <QTimer>

#include "core/store/run_store.h"
#include "core/supernets/supernet_training.h"
#include "core/supernets/tfs_training.h"
#include "core/supernets/training_progress.h"

namespace auspex {

class Session;

enum class TrainingKind { Supernet, Scratch };

enum class TrainingState {
    Waiting, ///< for another training to end
    Running,
    Paused,
    Cancelling,  ///< its checkpoint is being written
    Interrupted, ///< cancelled, or its program ended: it can go on
    Failed,      ///< likewise
    Done,
};

/// What a training is and how far it has come, for its row and its view.
struct TrainingInfo {
    StoredRun run; ///< its progress is that of the last writing
    TrainingKind kind = TrainingKind::Supernet;
    TrainingState state = TrainingState::Interrupted;
    bool canPause = false;
    QString title;         ///< of the supernet or the task
    std::int64_t done = 0; ///< updates or architectures
    std::int64_t total = 0;
    int architecture = -1; ///< from scratch: the index of the one in work
    /// From scratch: of the architecture in work. Null where there is nothing yet.
    std::shared_ptr<const TrainingProgress> progress;
    QString phase;   ///< what goes on, where that is no update: "waiting for another training"
    QString problem; ///< why it failed, a sentence
};

/// The trainings of the open workspace. Networks are trained by an engine of their own, one
/// training after the other, since each takes all processors; a training that is cancelled keeps
/// a checkpoint and can go on later. Belongs to the GUI thread.
class TrainingCenter : public QObject {
    Q_OBJECT

public:
    explicit TrainingCenter(Session *session, QObject *parent = nullptr);
    ~TrainingCenter() override;

    /// Each starts a training as a job of the session, or goes on with the unfinished one of the
    /// same plan, and gives its id. Fails, changing nothing, where it could not work.
    Result<qint64> startSupernet(const SupernetTrainingPlan &plan);
    Result<qint64> startScratch(const TfsTrainingPlan &plan);

    /// Goes on with one that is paused, interrupted or failed.
    Result<void> resume(qint64 id);
    void pause(qint64 id);
    void cancel(qint64 id);

    Result<void> remove(qint64 id); ///< off the list; its checkpoints go when that cannot be undone
    void restore(qint64 id);        ///< on the list again, as long as the workspace is open

    std::vector<TrainingInfo> trainings() const; ///< the newest first
    std::optional<TrainingInfo> training(qint64 id) const;

Q_SIGNALS:
    void changed();             ///< one was added, removed or changed its state
    void progressed(qint64 id); ///< a few times a second at most
    void ended(qint64 id);      ///< by itself: it is done or failed
    void supernetAdded(const QString &name);

private:
    struct Live;
    struct Known;

    void loadTrainings();
    void purgeRemoved();
    void saveRemoved();
    Known *known(qint64 id);
    const Known *known(qint64 id) const;
    Live *live(qint64 id) const;
    Result<void> canRun() const;
    Result<qint64> started(const Result<qint64> &found,
                           const std::function<Result<std::int64_t>()> &add);
    Result<void> launch(qint64 id);
    void finish(const std::shared_ptr<Live> &live, const Result<void> &result);
    void reload(qint64 id);
    void showProgress();

    Session *m_session;
    std::vector<Known> m_known;    ///< of the workspace, oldest first
    std::vector<qint64> m_removed; ///< off the list, to be deleted when it is opened again
    std::vector<std::shared_ptr<Live>> m_live;
    std::shared_ptr<std::mutex> m_engineTurn; ///< held by the training that uses the processors
    QTimer m_timer;
};

} // namespace auspex
