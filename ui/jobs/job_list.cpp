// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/job_list.h"

#include <algorithm>
#include <exception>
#include <mutex>

#include <QElapsedTimer>

namespace auspex {

namespace {

constexpr int refreshInterval = 100; // ms: smooth to the eye, nothing to the GUI thread
constexpr int mostWaiting = 32;      // jobs that wait for others at the same time

bool finished(JobList::State state)
{
    return state == JobList::State::Done || state == JobList::State::Failed
           || state == JobList::State::Cancelled;
}

} // namespace

struct JobList::Entry {
    explicit Entry(const QString &name)
        : title(name)
        , job([this](const JobProgress &now) {
            const std::lock_guard lock(mutex);
            progress = now;
        })
    {
    }

    JobProgress snapshot()
    {
        const std::lock_guard lock(mutex);
        return progress;
    }

    /// Time in a pause is not counted: what is left is told from it.
    qint64 elapsed() const
    {
        if (finished(state) || pauseBegan >= 0) {
            return duration;
        }
        return clock.isValid() ? clock.elapsed() - paused : 0;
    }

    void pause(bool on)
    {
        if (on) {
            duration = elapsed();
            pauseBegan = clock.elapsed();
        } else {
            paused += clock.elapsed() - pauseBegan;
            pauseBegan = -1;
        }
    }

    QString title;
    QPointer<QObject> context;
    State state = State::Waiting;
    QElapsedTimer clock;
    qint64 paused = 0;      ///< milliseconds in pauses that are over
    qint64 pauseBegan = -1; ///< on the clock, of a pause that lasts
    qint64 duration = 0;    ///< at the end, or when the pause began
    Error error;
    std::mutex mutex; ///< of progress, which the worker writes
    JobProgress progress;
    Job job;
};

JobList::JobList(QObject *parent)
    : QAbstractListModel(parent)
{
    m_refresh.setInterval(refreshInterval);
    m_waitingPool.setMaxThreadCount(mostWaiting);
    connect(&m_refresh, &QTimer::timeout, this, &JobList::refreshRunning);
}

JobList::~JobList()
{
    for (const auto &entry : m_entries) {
        entry->job.cancel();
    }
    m_pool.waitForDone();
    m_waitingPool.waitForDone();
}

QPersistentModelIndex JobList::start(const QString &title, QObject *context, Work work, Done done,
                                     Load load)
{
    auto entry = std::make_shared<Entry>(title);
    entry->context = context;
    const int row = static_cast<int>(m_entries.size());
    beginInsertRows({}, row, row);
    m_entries.push_back(entry);
    endInsertRows();
    m_refresh.start();
    Q_EMIT runningCountChanged(runningCount());

    QThreadPool &pool = load == Load::Waits ? m_waitingPool : m_pool;
    pool.start([this, entry, work = std::move(work), done = std::move(done)] {
        std::optional<Error> error = cancelled().value();
        if (!entry->job.isCancelled()) {
            QMetaObject::invokeMethod(this, [this, entry] {
                if (entry->state == State::Waiting) {
                    entry->state = State::Running;
                    entry->clock.start();
                    changed(entry);
                }
            });
            try {
                error = work(entry->job);
            } catch (const std::exception &exception) {
                error = Error{ErrorCode::Internal,
                              tr("The work stopped on a fault of the program; please report it "
                                 "with the details.")
                                  .toStdString(),
                              exception.what()};
            }
        }
        QMetaObject::invokeMethod(this, [this, entry, error, done] {
            finish(entry, error);
            if (entry->context) {
                done(error);
            }
        });
    });
    return index(row);
}

void JobList::finish(const std::shared_ptr<Entry> &entry, const std::optional<Error> &error)
{
    entry->duration = entry->elapsed();
    entry->pauseBegan = -1;
    if (!error) {
        entry->state = State::Done;
    } else {
        entry->state = error->code == ErrorCode::Cancelled ? State::Cancelled : State::Failed;
        entry->error = *error;
    }
    changed(entry);
    if (!isRunning()) {
        m_refresh.stop();
    }
    if (entry->state == State::Failed) {
        Q_EMIT failed(entry->title, QString::fromStdString(error->message));
    }
    Q_EMIT runningCountChanged(runningCount());
}

void JobList::changed(const std::shared_ptr<Entry> &entry)
{
    const auto found = std::find(m_entries.begin(), m_entries.end(), entry);
    if (found != m_entries.end()) {
        const QModelIndex place = index(static_cast<int>(found - m_entries.begin()));
        Q_EMIT dataChanged(place, place);
    }
}

void JobList::refreshRunning()
{
    for (const auto &entry : m_entries) {
        if (!finished(entry->state)) {
            changed(entry);
        }
    }
}

int JobList::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_entries.size());
}

QVariant JobList::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    Entry &entry = *m_entries[static_cast<std::size_t>(index.row())];
    const JobProgress progress = entry.snapshot();
    switch (role) {
    case Qt::DisplayRole:
        return entry.title;
    case StateRole:
        return QVariant::fromValue(entry.state);
    case ProgressRole:
        return qint64(progress.done);
    case TotalRole:
        return qint64(progress.total);
    case UnitRole:
        return QString::fromStdString(progress.unit);
    case DetailRole:
        return QString::fromStdString(progress.message);
    case CostRole:
        return progress.cost ? QVariant(*progress.cost) : QVariant();
    case ElapsedRole:
        return entry.elapsed();
    case RemainingRole:
        if (entry.state != State::Running || progress.done <= 0 || progress.total <= 0) {
            return qint64(-1);
        }
        return static_cast<qint64>(static_cast<double>(entry.elapsed())
                                   * static_cast<double>(progress.total - progress.done)
                                   / static_cast<double>(progress.done));
    case ErrorRole:
        return QString::fromStdString(entry.error.message);
    case ErrorDetailRole:
        return QString::fromStdString(entry.error.detail);
    case CanPauseRole:
        return entry.state == State::Paused
               || (entry.state == State::Running && entry.job.canPause());
    default:
        return {};
    }
}

JobList::State JobList::state(int row) const
{
    return m_entries[static_cast<std::size_t>(row)]->state;
}

bool JobList::isFinished(int row) const
{
    return finished(state(row));
}

void JobList::cancel(int row)
{
    const auto entry = m_entries[static_cast<std::size_t>(row)];
    if (!finished(entry->state)) {
        entry->job.cancel();
        if (entry->pauseBegan >= 0) {
            entry->pause(false);
        }
        entry->state = State::Cancelling;
        changed(entry);
    }
}

void JobList::setPaused(int row, bool paused)
{
    const auto entry = m_entries[static_cast<std::size_t>(row)];
    if (entry->state != (paused ? State::Running : State::Paused)
        || (paused && !entry->job.canPause())) {
        return;
    }
    entry->job.setPaused(paused);
    entry->pause(paused);
    entry->state = paused ? State::Paused : State::Running;
    changed(entry);
    Q_EMIT pausedChanged(index(row), paused);
}

void JobList::cancelPaused()
{
    for (int row = 0; row < rowCount(); ++row) {
        if (state(row) == State::Paused) {
            cancel(row);
        }
    }
}

void JobList::cancelAll()
{
    for (int row = 0; row < rowCount(); ++row) {
        cancel(row);
    }
}

void JobList::dismiss(int row)
{
    if (isFinished(row)) {
        beginRemoveRows({}, row, row);
        m_entries.erase(m_entries.begin() + row);
        endRemoveRows();
    }
}

void JobList::dismissFinished()
{
    for (int row = rowCount() - 1; row >= 0; --row) {
        dismiss(row);
    }
}

int JobList::runningCount() const
{
    return static_cast<int>(
        std::count_if(m_entries.begin(), m_entries.end(),
                      [](const auto &entry) { return !finished(entry->state); }));
}

void JobList::waitForAll()
{
    m_pool.waitForDone();
    m_waitingPool.waitForDone();
}

} // namespace auspex
