// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/training_center.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <thread>

#include "core/supernets/training_data.h"
#include "ui/session/engine_command.h"
#include "ui/session/session.h"
#include "ui/session/stored_ids.h"

namespace auspex {

namespace {

constexpr int progressInterval = 400;                      // ms
constexpr std::chrono::milliseconds turnInterval{100};     // of looking whether it is one's turn
constexpr std::chrono::milliseconds snapshotInterval{250}; // of copies of the curve
constexpr std::chrono::minutes checkpointGrace{5};         // a large one takes its time
const QString removedDocument = QStringLiteral("trainings-removed");

using Clock = std::chrono::steady_clock;

struct NamedKind {
    const char *name;
    TrainingKind kind;
};
constexpr std::array<NamedKind, 2> kinds = {
    {{supernetTrainingKind, TrainingKind::Supernet}, {tfsTrainingKind, TrainingKind::Scratch}}};

std::optional<TrainingKind> kindOf(const StoredRun &run)
{
    for (const NamedKind &named : kinds) {
        if (run.kind == named.name) {
            return named.kind;
        }
    }
    return std::nullopt;
}

QString textIn(const nlohmann::json &object, const char *name)
{
    const auto found = object.is_object() ? object.find(name) : object.end();
    return found != object.end() && found->is_string()
               ? QString::fromStdString(found->get<std::string>())
               : QString();
}

QString titleOf(const StoredRun &run, TrainingKind kind)
{
    switch (kind) {
    case TrainingKind::Supernet:
        return textIn(run.settings, "name");
    case TrainingKind::Scratch:
        break;
    }
    return textIn(run.settings, "task");
}

} // namespace

/// A run as the workspace has it, and its progress as people look at it.
struct TrainingCenter::Known {
    explicit Known(StoredRun stored)
        : run(std::move(stored))
        , kind(*kindOf(run))
    {
        if (!run.progress.is_object()) {
            return;
        }
        const bool isNested = kind == TrainingKind::Scratch;
        const auto nested = run.progress.find("training");
        if (!isNested || nested != run.progress.end()) {
            progress = std::make_shared<const TrainingProgress>(
                TrainingProgress::of(isNested ? *nested : run.progress));
        }
    }

    StoredRun run;
    TrainingKind kind;
    std::shared_ptr<const TrainingProgress> progress;
};

/// A training under way: what its thread does and tells, and what the window knows of it.
struct TrainingCenter::Live {
    qint64 id = 0;
    TrainingKind kind = TrainingKind::Supernet;
    int threads = 0;
    std::shared_ptr<std::mutex> turn;

    QPersistentModelIndex entry; ///< in the list of jobs; of the GUI thread
    quint64 shown = 0;           ///< the version that was told last; of the GUI thread
    int shownArchitecture = -1;  ///< likewise

    std::atomic<bool> hasTurn = false;
    std::atomic<quint64> version = 0;

    void tell(const TrainingProgress &now, int index = -1)
    {
        const Clock::time_point moment = Clock::now();
        const std::lock_guard lock(m_mutex);
        if (m_progress && index == m_architecture && moment - m_told < snapshotInterval
            && now.update < now.maxUpdates) {
            return;
        }
        m_told = moment;
        m_architecture = index;
        m_progress = std::make_shared<const TrainingProgress>(now);
        ++version;
    }

    std::shared_ptr<const TrainingProgress> progress() const
    {
        const std::lock_guard lock(m_mutex);
        return m_progress;
    }

    int architecture() const
    {
        const std::lock_guard lock(m_mutex);
        return m_architecture;
    }

    /// In the job's thread, which owns the workspace.
    Result<void> execute(Workspace &workspace, Job &job)
    {
        std::unique_lock lock(*turn, std::try_to_lock);
        while (!lock.owns_lock()) {
            if (job.isCancelled()) {
                return cancelled();
            }
            job.report({0, 0, {}, "waiting for another training", {}});
            std::this_thread::sleep_for(turnInterval);
            (void)lock.try_lock();
        }
        hasTurn = true;
        ++version;
        engine::ClientOptions options = engineClientOptions(threads);
        options.cancelGrace = checkpointGrace;
        engine::Client client(std::move(options));
        if (kind == TrainingKind::Supernet) {
            return runSupernetTraining(workspace, client, id, job,
                                       [this](const TrainingProgress &now) { tell(now); })
                .map([](const StoredSupernet &) {});
        }
        return runTfsTraining(workspace, client, id, job,
                              [this](std::size_t index, const TrainingProgress &now) {
                                  tell(now, static_cast<int>(index));
                              })
            .map([](const TfsTrainingSummary &) {});
    }

private:
    mutable std::mutex m_mutex; ///< of what follows
    std::shared_ptr<const TrainingProgress> m_progress;
    int m_architecture = -1;
    Clock::time_point m_told;
};

TrainingCenter::TrainingCenter(Session *session, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_engineTurn(std::make_shared<std::mutex>())
{
    m_timer.setInterval(progressInterval);
    connect(&m_timer, &QTimer::timeout, this, &TrainingCenter::showProgress);
    connect(session, &Session::workspaceChanged, this, &TrainingCenter::loadTrainings);
    connect(session->jobs(), &JobList::pausedChanged, this, &TrainingCenter::changed);
}

TrainingCenter::~TrainingCenter() = default;

void TrainingCenter::loadTrainings()
{
    m_known.clear();
    m_removed.clear();
    m_live.clear();
    if (Workspace *workspace = m_session->workspace()) {
        if (!m_session->isReadOnly()) {
            purgeRemoved();
        }
        auto runs = loadRuns(*workspace);
        if (!runs) {
            Q_EMIT m_session->errorOccurred(QString::fromStdString(runs.error().message));
        } else {
            for (StoredRun &run : *runs) {
                if (kindOf(run)) {
                    m_known.emplace_back(std::move(run));
                }
            }
        }
    }
    Q_EMIT changed();
}

void TrainingCenter::purgeRemoved()
{
    const std::vector<qint64> ids = storedIds(m_session, removedDocument);
    if (ids.empty()) {
        return;
    }
    for (const qint64 id : ids) {
        removeTrainingFolder(*m_session->workspace(), id);
        (void)removeRun(*m_session->workspace(), id); // gone already: as well
    }
    storeIds(m_session, removedDocument, {});
}

void TrainingCenter::saveRemoved()
{
    storeIds(m_session, removedDocument, m_removed);
}

TrainingCenter::Known *TrainingCenter::known(qint64 id)
{
    const auto found = std::find_if(m_known.begin(), m_known.end(),
                                    [id](const Known &known) { return known.run.id == id; });
    return found == m_known.end() ? nullptr : &*found;
}

const TrainingCenter::Known *TrainingCenter::known(qint64 id) const
{
    return const_cast<TrainingCenter *>(this)->known(id);
}

TrainingCenter::Live *TrainingCenter::live(qint64 id) const
{
    const auto found = std::find_if(m_live.begin(), m_live.end(),
                                    [id](const auto &live) { return live->id == id; });
    return found == m_live.end() ? nullptr : found->get();
}

std::optional<TrainingInfo> TrainingCenter::training(qint64 id) const
{
    const Known *stored = known(id);
    if (!stored) {
        return std::nullopt;
    }
    TrainingInfo info;
    info.run = stored->run;
    info.kind = stored->kind;
    info.title = titleOf(stored->run, stored->kind);
    info.progress = stored->progress;
    info.problem = stored->run.state == RunState::Failed ? textIn(stored->run.progress, "error")
                                                         : QString();
    info.state = stored->run.state == RunState::Done     ? TrainingState::Done
                 : stored->run.state == RunState::Failed ? TrainingState::Failed
                                                         : TrainingState::Interrupted;
    const Live *now = live(id);
    if (now) {
        info.problem.clear();
        info.state = now->hasTurn ? TrainingState::Running : TrainingState::Waiting;
        if (const auto progress = now->progress()) {
            info.progress = progress;
            info.architecture = now->architecture();
        }
        if (now->entry.isValid()) {
            const auto state = now->entry.data(JobList::StateRole).value<JobList::State>();
            info.canPause = now->entry.data(JobList::CanPauseRole).toBool();
            if (state == JobList::State::Paused) {
                info.state = TrainingState::Paused;
            } else if (state == JobList::State::Cancelling) {
                info.state = TrainingState::Cancelling;
            }
            if (!now->progress()) {
                info.phase = now->entry.data(JobList::DetailRole).toString();
            }
        }
    }
    if (info.kind == TrainingKind::Scratch) {
        const nlohmann::json &progress = info.run.progress;
        const auto architectures = info.run.settings.find("architectures");
        info.total = architectures != info.run.settings.end()
                         ? static_cast<std::int64_t>(architectures->size())
                         : 0;
        info.done = progress.is_object() ? progress.value("done", std::int64_t{0}) : 0;
    } else if (info.kind == TrainingKind::Supernet && info.progress) {
        info.done = info.progress->update;
        info.total = info.progress->maxUpdates;
    }
    return info;
}

std::vector<TrainingInfo> TrainingCenter::trainings() const
{
    std::vector<TrainingInfo> infos;
    for (auto known = m_known.rbegin(); known != m_known.rend(); ++known) {
        const qint64 id = known->run.id;
        if (std::find(m_removed.begin(), m_removed.end(), id) == m_removed.end()) {
            infos.push_back(*training(id));
        }
    }
    return infos;
}

Result<void> TrainingCenter::canRun() const
{
    if (!m_session->workspace()) {
        return failure(ErrorCode::NotFound,
                       tr("No workspace is open; open or create one first.").toStdString());
    }
    if (m_session->isReadOnly()) {
        return failure(ErrorCode::ReadOnly, m_session->readOnlyReason().toStdString());
    }
    return {};
}

Result<qint64> TrainingCenter::started(const Result<qint64> &found,
                                       const std::function<Result<std::int64_t>()> &add)
{
    if (!found) {
        return found;
    }
    qint64 id = *found;
    if (id > 0 && known(id)) {
        restore(id);
        if (const Result<void> resumed = resume(id); !resumed) {
            return tl::make_unexpected(resumed.error());
        }
        return id;
    }
    const Result<std::int64_t> added = add();
    if (!added) {
        return tl::make_unexpected(added.error());
    }
    id = *added;
    reload(id);
    if (const Result<void> launched = launch(id); !launched) {
        Q_EMIT changed();
        return tl::make_unexpected(launched.error());
    }
    Q_EMIT changed();
    return id;
}

Result<qint64> TrainingCenter::startSupernet(const SupernetTrainingPlan &plan)
{
    if (const Result<void> possible = canRun(); !possible) {
        return tl::make_unexpected(possible.error());
    }
    Workspace &workspace = *m_session->workspace();
    const auto found = findSupernetTraining(workspace, plan).map([](std::int64_t id) {
        return qint64(id);
    });
    if (found && *found == 0) {
        // Two trainings of one name would meet only at the end of the second.
        for (const Known &known : m_known) {
            if (known.kind == TrainingKind::Supernet && live(known.run.id)
                && titleOf(known.run, known.kind).toStdString() == plan.name) {
                return failure(ErrorCode::InvalidInput,
                               tr("A supernet %1 is being trained already; choose another name.")
                                   .arg(QString::fromStdString(plan.name))
                                   .toStdString());
            }
        }
    }
    return started(found, [&] { return addSupernetTraining(workspace, plan); });
}

Result<qint64> TrainingCenter::startScratch(const TfsTrainingPlan &plan)
{
    if (const Result<void> possible = canRun(); !possible) {
        return tl::make_unexpected(possible.error());
    }
    Workspace &workspace = *m_session->workspace();
    return started(findTfsTraining(workspace, plan).map([](std::int64_t id) { return qint64(id); }),
                   [&] { return addTfsTraining(workspace, plan); });
}

Result<void> TrainingCenter::resume(qint64 id)
{
    if (const Live *now = live(id)) {
        m_session->jobs()->setPaused(now->entry.row(), false);
        return {};
    }
    if (const Result<void> possible = canRun(); !possible) {
        return possible;
    }
    const Known *stored = known(id);
    if (!stored) {
        return failure(ErrorCode::NotFound,
                       tr("This workspace has no such training any more.").toStdString());
    }
    if (stored->run.state == RunState::Done) {
        return failure(ErrorCode::InvalidInput, tr("The training is done.").toStdString());
    }
    const Result<void> launched = launch(id);
    Q_EMIT changed();
    return launched;
}

Result<void> TrainingCenter::launch(qint64 id)
{
    const Known *stored = known(id);
    if (!stored) {
        return failure(ErrorCode::NotFound,
                       tr("This workspace has no such training any more.").toStdString());
    }
    auto own = m_session->workspace()->openAnother();
    if (!own) {
        return tl::make_unexpected(own.error());
    }
    auto now = std::make_shared<Live>();
    now->id = id;
    now->kind = stored->kind;
    now->turn = m_engineTurn;
    const QString title = titleOf(stored->run, stored->kind);
    QString jobTitle = tr("Train supernet %1").arg(title);
    if (now->kind == TrainingKind::Supernet) {
        const auto plan = supernetTrainingPlanOf(stored->run.settings);
        now->threads = plan ? plan->options.model.threads : 0;
    } else {
        const auto plan = tfsTrainingPlanOf(stored->run.settings);
        now->threads = plan ? plan->options.model.threads : 0;
        jobTitle = tr("Train from scratch: %1").arg(title);
    }
    m_live.push_back(now);
    auto connection = std::make_shared<Workspace>(std::move(*own));
    auto work = [now, connection](Job &job) mutable {
        const Result<void> result = now->execute(*connection, job);
        connection.reset(); // the lock is given up with the last one
        return result;
    };
    connection.reset();
    now->entry = m_session->jobs()->run<void>(
        jobTitle, this, std::move(work),
        [this, now, file = m_session->workspaceFile()](const Result<void> &result) {
            if (m_session->workspaceFile() == file) {
                finish(now, result);
            }
        },
        JobList::Load::Waits);
    m_timer.start();
    return {};
}

/// What the workspace has of it now.
void TrainingCenter::reload(qint64 id)
{
    const Result<std::vector<StoredRun>> runs = loadRuns(*m_session->workspace());
    if (!runs) {
        Q_EMIT m_session->errorOccurred(QString::fromStdString(runs.error().message));
        return;
    }
    for (const StoredRun &run : *runs) {
        if (run.id != id || !kindOf(run)) {
            continue;
        }
        if (Known *stored = known(id)) {
            *stored = Known(run);
        } else {
            m_known.emplace_back(run);
        }
    }
}

void TrainingCenter::finish(const std::shared_ptr<Live> &now, const Result<void> &result)
{
    m_live.erase(std::remove(m_live.begin(), m_live.end(), now), m_live.end());
    const bool wasCancelled = !result && result.error().code == ErrorCode::Cancelled;
    if (!result && !wasCancelled) {
        // Where the run could not even begin, nobody has written why.
        reload(now->id);
        const Known *stored = known(now->id);
        if (stored && stored->run.state != RunState::Failed) {
            nlohmann::json progress = stored->run.progress.is_object() ? stored->run.progress
                                                                       : nlohmann::json::object();
            progress["error"] = result.error().message;
            (void)updateRun(*m_session->workspace(), now->id, RunState::Failed, progress);
        }
    }
    reload(now->id);
    if (now->kind == TrainingKind::Scratch) {
        m_session->reloadTasks();
    }
    Q_EMIT changed();
    if (!wasCancelled) {
        Q_EMIT ended(now->id);
    }
    if (result && now->kind == TrainingKind::Supernet) {
        if (const Known *stored = known(now->id)) {
            Q_EMIT supernetAdded(titleOf(stored->run, stored->kind));
        }
    }
}

void TrainingCenter::pause(qint64 id)
{
    if (const Live *now = live(id)) {
        m_session->jobs()->setPaused(now->entry.row(), true);
    }
}

void TrainingCenter::cancel(qint64 id)
{
    if (const Live *now = live(id)) {
        m_session->jobs()->cancel(now->entry.row());
        Q_EMIT changed();
    }
}

Result<void> TrainingCenter::remove(qint64 id)
{
    if (const Result<void> possible = canRun(); !possible) {
        return possible;
    }
    if (!known(id)) {
        return failure(ErrorCode::NotFound,
                       tr("This workspace has no such training any more.").toStdString());
    }
    if (live(id)) {
        return failure(
            ErrorCode::InvalidInput,
            tr("The training is under way; cancel it before removing it.").toStdString());
    }
    m_removed.push_back(id);
    saveRemoved();
    Q_EMIT changed();
    return {};
}

void TrainingCenter::restore(qint64 id)
{
    const auto found = std::find(m_removed.begin(), m_removed.end(), id);
    if (found == m_removed.end()) {
        return;
    }
    m_removed.erase(found);
    saveRemoved();
    Q_EMIT changed();
}

void TrainingCenter::showProgress()
{
    if (m_live.empty()) {
        m_timer.stop();
    }
    for (const auto &now : std::vector(m_live)) { // who is told may start another one
        const quint64 version = now->version;
        const int architecture = now->architecture();
        if (architecture != now->shownArchitecture) {
            now->shownArchitecture = architecture;
            reload(now->id); // one more has its scores
            if (architecture > 0) {
                m_session->reloadTasks();
            }
        }
        now->shown = version;
        Q_EMIT progressed(now->id);
    }
}

} // namespace auspex
