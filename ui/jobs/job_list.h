// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include <QAbstractListModel>
#include <QPersistentModelIndex>
#include <QPointer>
#include <QThreadPool>
#include <QTimer>

#include "core/base/job.h"

namespace auspex {

/// Everything that runs for the window, with what came of it. Work runs in a thread pool; `done` is
/// called on the GUI thread, once, also after a failure or a cancel, unless `context` died before.
/// Belongs to the GUI thread.
class JobList : public QAbstractListModel {
    Q_OBJECT

public:
    enum class State { Waiting, Running, Paused, Cancelling, Done, Failed, Cancelled };
    Q_ENUM(State)
    /// What a job mostly does. Those that wait for somebody else have threads of their own, so that
    /// they never keep a computation waiting.
    enum class Load { Computes, Waits };
    enum Role {
        StateRole = Qt::UserRole + 1, ///< State; the title is Qt::DisplayRole
        ProgressRole,                 ///< done so far, qint64
        TotalRole,                    ///< qint64; 0 while not known
        UnitRole,                     ///< of both, plural, plain English
        DetailRole,                   ///< what goes on now, one short phrase
        CostRole,                     ///< US dollars so far, or invalid
        ElapsedRole,                  ///< milliseconds at work: since the start, or of all of it
        RemainingRole,                ///< milliseconds, estimated; -1 while not known
        ErrorRole,                    ///< the error's message, for Failed
        ErrorDetailRole,              ///< what only a bug report needs
        CanPauseRole,                 ///< bool: the work says that it can pause, or is paused
    };

    explicit JobList(QObject *parent = nullptr);
    ~JobList() override; ///< cancels what runs and waits for it

    /// Gives the job's place in the list, invalid once it is dismissed.
    template<typename T>
    QPersistentModelIndex run(const QString &title, QObject *context,
                              std::function<Result<T>(Job &)> work,
                              std::function<void(Result<T>)> done, Load load = Load::Computes)
    {
        auto result = std::make_shared<Result<T>>(cancelled());
        return start(
            title, context,
            [work = std::move(work), result](Job &job) -> std::optional<Error> {
                *result = work(job);
                return *result ? std::nullopt : std::optional(result->error());
            },
            [done = std::move(done), result](const std::optional<Error> &error) {
                if (error) {
                    *result = tl::make_unexpected(*error);
                }
                done(std::move(*result));
            },
            load);
    }

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

    State state(int row) const;
    bool isFinished(int row) const; ///< done, failed or cancelled

    void cancel(int row);
    void cancelAll();
    void cancelPaused(); ///< those that would wait for ever when nobody is there to resume them

    /// Asks a job that can pause to begin nothing new, or to go on.
    void setPaused(int row, bool paused);
    void dismiss(int row); ///< takes a finished job off the list
    void dismissFinished();
    bool isRunning() const { return runningCount() > 0; } ///< is anything waiting or running
    int runningCount() const;

    /// Waits for everything that runs or waits to run; `done` is called from the event loop later.
    void waitForAll();

Q_SIGNALS:
    void runningCountChanged(int count);
    void failed(const QString &title, const QString &message);
    void pausedChanged(const QModelIndex &job, bool paused);

private:
    struct Entry;
    using Work = std::function<std::optional<Error>(Job &)>;
    using Done = std::function<void(const std::optional<Error> &)>;

    QPersistentModelIndex start(const QString &title, QObject *context, Work work, Done done,
                                Load load);
    void finish(const std::shared_ptr<Entry> &entry, const std::optional<Error> &error);
    void changed(const std::shared_ptr<Entry> &entry);
    void refreshRunning();

    std::vector<std::shared_ptr<Entry>> m_entries;
    QTimer m_refresh; ///< shows progress and clocks while something runs
    QThreadPool m_pool;
    QThreadPool m_waitingPool; ///< for Load::Waits
};

} // namespace auspex
