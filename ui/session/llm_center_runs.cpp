// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "core/store/prompt_store.h"
#include "ui/session/llm_live_run.h"
#include "ui/session/session.h"
#include "ui/session/stored_ids.h"

namespace auspex {

namespace {

const std::string runKind = "llm";
const QString removedDocument = QStringLiteral("llm-runs-removed");

/// Results keep the prompt that they came from, whatever is saved under its name later.
LlmSpec withPromptVersion(LlmSpec spec, Workspace &workspace)
{
    if (!spec.promptVersion) {
        if (const auto prompt = loadPrompt(workspace, spec.prompt); prompt && *prompt) {
            spec.promptVersion = (*prompt)->version;
        }
    }
    return spec;
}

} // namespace

void LlmCenter::loadWorkspaceRuns()
{
    m_runs.clear();
    m_removed.clear();
    m_batches.clear();
    Workspace *workspace = m_session->workspace();
    if (!workspace) {
        updateTimers();
        return;
    }
    if (!m_session->isReadOnly() && m_live.empty()) {
        if (const auto settled = settleInterruptedRuns(*workspace); !settled) {
            Q_EMIT m_session->errorOccurred(QString::fromStdString(settled.error().message));
        }
        purgeRemovedRuns();
    }
    if (auto runs = loadRuns(*workspace, runKind)) {
        m_runs = std::move(*runs);
    } else {
        Q_EMIT m_session->errorOccurred(QString::fromStdString(runs.error().message));
    }
    for (StoredRun &run : m_runs) {
        // A killed program could not write how far it came; its calls tell.
        const LlmRunStatus told = statusOfProgress(run.progress);
        if (run.state == RunState::Paused && told.done == 0
            && problemOfProgress(run.progress).isEmpty()) {
            run.progress = progressJson(statusOfCalls(*workspace, run.id, told), {});
        }
    }
    loadBatchList();
    updateTimers();
}

void LlmCenter::watchPrompts()
{
    if (Workspace *workspace = m_session->workspace()) {
        workspace->addListener([this](Change change) {
            if (change == Change::Prompts) { // predictors of the newest version ask other prompts
                m_promptTimer.start();
            }
        });
    }
}

void LlmCenter::purgeRemovedRuns()
{
    const std::vector<qint64> ids = storedIds(m_session, removedDocument);
    if (ids.empty()) {
        return;
    }
    for (const qint64 id : ids) {
        (void)auspex::removeRun(*m_session->workspace(), id); // gone already: as well
    }
    storeIds(m_session, removedDocument, {});
}

void LlmCenter::saveRemoved()
{
    storeIds(m_session, removedDocument, m_removed);
}

StoredRun *LlmCenter::stored(qint64 id)
{
    const auto found = std::find_if(m_runs.begin(), m_runs.end(),
                                    [id](const StoredRun &run) { return run.id == id; });
    return found == m_runs.end() ? nullptr : &*found;
}

const StoredRun *LlmCenter::stored(qint64 id) const
{
    return const_cast<LlmCenter *>(this)->stored(id);
}

LlmCenter::LiveRun *LlmCenter::live(qint64 id) const
{
    const auto found = std::find_if(m_live.begin(), m_live.end(),
                                    [id](const auto &run) { return run->id == id; });
    return found == m_live.end() ? nullptr : found->get();
}

std::optional<LlmRunInfo> LlmCenter::infoOfNoRun() const
{
    if (!m_session->workspace()) {
        return std::nullopt;
    }
    LlmRunInfo info;
    info.run.id = callsOfNoRun;
    info.run.kind = runKind;
    info.run.state = RunState::Done;
    info.status = statusOfCalls(*m_session->workspace(), 0, {});
    return info.status.requests > 0 ? std::optional(info) : std::nullopt;
}

std::optional<LlmRunInfo> LlmCenter::run(qint64 id) const
{
    if (id == callsOfNoRun) {
        return infoOfNoRun();
    }
    const StoredRun *run = stored(id);
    if (!run) {
        return std::nullopt;
    }
    LlmRunInfo info;
    info.run = *run;
    info.setup
        = llmRunSetupOfJson(QString::fromStdString(run->settings.dump())).value_or(LlmRunSetup());
    if (const LiveRun *now = live(id)) {
        info.isLive = true;
        info.status = now->status();
    } else {
        info.status = statusOfProgress(run->progress);
        info.problem = problemOfProgress(run->progress);
    }
    if (const StoredBatch *batch = batchOf(id)) {
        info.batch = *batch;
    }
    return info;
}

std::vector<LlmRunInfo> LlmCenter::runs() const
{
    std::vector<LlmRunInfo> infos;
    for (auto run = m_runs.rbegin(); run != m_runs.rend(); ++run) {
        if (std::find(m_removed.begin(), m_removed.end(), run->id) == m_removed.end()) {
            infos.push_back(*this->run(run->id));
        }
    }
    return infos;
}

std::vector<LlmQuery> LlmCenter::queriesOf(const LlmRunSetup &setup) const
{
    std::vector<LlmQuery> queries;
    const std::shared_ptr<const TfsTask> task = m_session->task(setup.task);
    const std::shared_ptr<LlmService> service = cachedService();
    if (!task || !service) {
        return queries;
    }
    Result<std::vector<LlmDemand>> demands = demandOf(*task, setup, service);
    if (!demands) {
        return queries;
    }
    for (LlmDemand &demand : *demands) {
        queries.push_back(std::move(demand.query));
    }
    return queries;
}

Result<void> LlmCenter::canRun(const LlmRunSetup &setup) const
{
    if (!m_session->workspace()) {
        return failure(ErrorCode::NotFound,
                       tr("No workspace is open; open or create one before running predictions.")
                           .toStdString());
    }
    if (m_session->isReadOnly()) {
        return failure(ErrorCode::ReadOnly, m_session->readOnlyReason().toStdString());
    }
    if (!m_session->task(setup.task)) {
        return failure(ErrorCode::NotFound,
                       tr("The workspace has no task %1; import it, or choose another one.")
                           .arg(setup.task)
                           .toStdString());
    }
    const auto provider = findProvider(m_providers, setup.spec.provider);
    if (!provider) {
        return tl::make_unexpected(provider.error());
    }
    const std::vector<std::string> problems = providerProblems(*provider);
    if (!problems.empty()) {
        return failure(ErrorCode::InvalidInput, problems.front());
    }
    if (setup.asBatch && !provider->batches) {
        return failure(ErrorCode::InvalidInput, tr("%1 takes no batch jobs; run it without.")
                                                    .arg(QString::fromStdString(provider->title))
                                                    .toStdString());
    }
    return {};
}

Result<qint64> LlmCenter::startRun(const LlmRunSetup &asked)
{
    if (const Result<void> possible = canRun(asked); !possible) {
        return tl::make_unexpected(possible.error());
    }
    LlmRunSetup setup = asked;
    setup.spec = withPromptVersion(asked.spec, *m_session->workspace());
    const auto settings = nlohmann::json::parse(llmRunSetupJson(setup).toStdString());
    Result<StoredRun> run = addRun(*m_session->workspace(), runKind, settings);
    if (!run) {
        return tl::make_unexpected(run.error());
    }
    m_runs.push_back(*run);
    const Result<void> launched = launch(*run, setup);
    if (!launched) {
        write(run->id, RunState::Failed, {}, QString::fromStdString(launched.error().message));
    }
    Q_EMIT runsChanged();
    return launched.map([&] { return qint64(run->id); });
}

Result<void> LlmCenter::resumeRun(qint64 id)
{
    if (LiveRun *now = live(id)) {
        m_session->jobs()->setPaused(now->entry.row(), false);
        return {};
    }
    const std::optional<LlmRunInfo> info = run(id);
    if (!info) {
        return failure(ErrorCode::NotFound,
                       tr("This workspace has no such run any more.").toStdString());
    }
    if (info->batch && info->run.state == RunState::Running) {
        return {}; // the service is at it
    }
    if (const Result<void> possible = canRun(info->setup); !possible) {
        return possible;
    }
    const Result<void> launched = launch(info->run, info->setup);
    Q_EMIT runsChanged();
    return launched;
}

Result<void> LlmCenter::launch(const StoredRun &run, const LlmRunSetup &setup)
{
    auto now = std::make_shared<LiveRun>();
    now->id = run.id;
    now->setup = setup;
    now->task = m_session->task(setup.task);
    const LlmRunStatus told = statusOfProgress(run.progress);
    now->before = statusOfCalls(*m_session->workspace(), run.id, {});
    now->before.failures = told.failures;
    now->setPredictions(told.predictions);
    LlmService::Settings settings = serviceSettings();
    if (setup.budget) {
        settings.budget = std::max(0.0, *setup.budget - now->before.cost.value_or(0.0));
    }
    if (Result<void> opened = now->open(*m_session->workspace(), std::move(settings)); !opened) {
        return opened;
    }
    m_live.push_back(now);
    write(run.id, RunState::Running, now->status(), {});
    auto result = std::make_shared<Result<void>>();
    now->entry = m_session->jobs()->run<void>(
        tr("Predict %1 with %2").arg(setup.task, QString::fromStdString(setup.spec.model)), this,
        [now, result](Job &job) -> Result<void> {
            *result = now->execute(job);
            // A question for the key follows, which is no failure.
            return now->keyMissing && !*result ? Result<void>(cancelled()) : *result;
        },
        [this, now, result, file = m_session->workspaceFile()](const Result<void> &ended) {
            if (m_session->workspaceFile() == file) {
                finishRun(now, now->keyMissing ? *result : ended);
            }
        },
        JobList::Load::Waits);
    m_progressTimer.start();
    return {};
}

void LlmCenter::finishRun(const std::shared_ptr<LiveRun> &run, const Result<void> &result)
{
    const LlmRunStatus status = run->status();
    const auto wrongKey = status.failures.find(std::string(failureKey(FailureKind::Key)));
    const bool needsKey = !result
                          && (run->keyMissing
                              || (wrongKey != status.failures.end() && wrongKey->second > 0));
    RunState state = RunState::Done;
    QString problem;
    if (!result) {
        const bool wasCancelled = result.error().code == ErrorCode::Cancelled;
        state = needsKey ? RunState::Paused : wasCancelled ? RunState::Cancelled : RunState::Failed;
        problem = wasCancelled ? QString() : QString::fromStdString(result.error().message);
    } else if (run->batch) {
        state = RunState::Running; // at the service
    }
    m_live.erase(std::remove(m_live.begin(), m_live.end(), run), m_live.end());
    if (run->batch) {
        loadBatchList();
    }
    write(run->id, state, status, problem);
    updateTimers();
    if (state == RunState::Done) {
        dismissSoon(run->entry);
    }
    Q_EMIT runsChanged();
    Q_EMIT repliesChanged();
    if (state == RunState::Done || state == RunState::Failed) {
        Q_EMIT runEnded(run->id);
    }
    if (needsKey) {
        Q_EMIT keyNeeded(QString::fromStdString(run->setup.spec.provider), problem);
    }
}

/// What is done stands in the list of runs; the jobs' list is for what runs.
void LlmCenter::dismissSoon(const QPersistentModelIndex &job)
{
    QTimer::singleShot(0, this, [jobs = m_session->jobs(), job] {
        if (job.isValid() && jobs->isFinished(job.row())) {
            jobs->dismiss(job.row());
        }
    });
}

void LlmCenter::write(qint64 id, RunState state, const LlmRunStatus &status, const QString &problem)
{
    StoredRun *run = stored(id);
    if (!run) {
        return;
    }
    run->state = state;
    run->progress = progressJson(status, problem);
    Workspace *workspace = m_session->workspace();
    if (const auto written = updateRun(*workspace, id, state, run->progress); !written) {
        Q_EMIT m_session->errorOccurred(QString::fromStdString(written.error().message));
    }
}

void LlmCenter::pauseRun(qint64 id)
{
    if (const LiveRun *now = live(id)) {
        m_session->jobs()->setPaused(now->entry.row(), true);
    }
}

void LlmCenter::cancelRun(qint64 id)
{
    if (const LiveRun *now = live(id)) {
        m_session->jobs()->cancel(now->entry.row());
        Q_EMIT runsChanged();
        return;
    }
    const StoredRun *run = stored(id);
    if (!run || m_session->isReadOnly()) {
        return;
    }
    if (const StoredBatch *batch = batchOf(id); batch && run->state == RunState::Running) {
        stopBatch(*batch);
    } else if (run->state == RunState::Paused || run->state == RunState::Queued) {
        write(id, RunState::Cancelled, statusOfProgress(run->progress), {});
        Q_EMIT runsChanged();
    }
}

Result<void> LlmCenter::removeRun(qint64 id)
{
    if (m_session->isReadOnly()) {
        return failure(ErrorCode::ReadOnly, m_session->readOnlyReason().toStdString());
    }
    if (!stored(id)) {
        return failure(ErrorCode::NotFound,
                       tr("This workspace has no such run any more.").toStdString());
    }
    if (live(id)) {
        return failure(ErrorCode::InvalidInput,
                       tr("The run is under way; cancel it before removing it.").toStdString());
    }
    const bool isAway = std::any_of(m_batches.begin(), m_batches.end(), [id](const auto &batch) {
        return batch.runId == id && isOpen(batch);
    });
    if (isAway) {
        return failure(ErrorCode::InvalidInput,
                       tr("The service is still at work on the batch; cancel it before removing "
                          "the run.")
                           .toStdString());
    }
    m_removed.push_back(id);
    saveRemoved();
    Q_EMIT runsChanged();
    return {};
}

void LlmCenter::restoreRun(qint64 id)
{
    m_removed.erase(std::remove(m_removed.begin(), m_removed.end(), id), m_removed.end());
    saveRemoved();
    Q_EMIT runsChanged();
}

void LlmCenter::showProgress()
{
    for (const auto &run : std::vector(m_live)) { // who is told may start another one
        const quint64 version = run->version;
        if (version != run->shown) {
            run->shown = version;
            Q_EMIT runProgressed(run->id);
        }
    }
    if (m_live.empty()) {
        m_progressTimer.stop();
    }
}

} // namespace auspex
