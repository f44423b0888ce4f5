// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/llm_live_run.h"

#include <algorithm>
#include <iterator>

#include <QTimer>

#include "core/llm/batch.h"
#include "core/store/call_store.h"

namespace auspex {

namespace {

using nlohmann::json;

constexpr int linkInterval = 20; // ms

qint64 numberIn(const json &object, const char *key)
{
    const auto found = object.find(key);
    return found != object.end() && found->is_number() ? found->get<qint64>() : 0;
}

/// Fails with the reason where the run stopped before everything was asked.
Result<void> checkWhole(const std::vector<LlmPrediction> &predictions)
{
    std::string reason;
    bool isWhole = true;
    for (const LlmPrediction &prediction : predictions) {
        isWhole = isWhole && prediction.missing == 0;
        // One that has some of its samples has no problem of its own.
        if (prediction.missing > 0 && reason.empty()) {
            reason = prediction.problem;
        }
    }
    if (isWhole) {
        return {};
    }
    return failure(ErrorCode::Io,
                   reason.empty() ? "The run stopped before its end; resume it to go on." : reason);
}

void add(TokenUsage &sum, const TokenUsage &usage)
{
    sum.prompt += usage.prompt;
    sum.cached += usage.cached;
    sum.cacheWrite += usage.cacheWrite;
    sum.completion += usage.completion;
}

} // namespace

LlmRunStatus LlmCenter::LiveRun::status() const
{
    const std::lock_guard lock(m_mutex);
    LlmRunStatus all = m_now;
    all.predictions = m_predictions;
    all.failed += m_failed;
    all.requests += before.requests;
    add(all.usage, before.usage);
    if (all.cost && before.cost) {
        *all.cost += *before.cost;
    } else {
        all.cost.reset();
    }
    for (const auto &[kind, count] : before.failures) {
        all.failures[kind] += count;
    }
    return all;
}

void LlmCenter::LiveRun::setPredictions(qint64 count)
{
    const std::lock_guard lock(m_mutex);
    m_predictions = count;
    ++version;
}

void LlmCenter::LiveRun::tell(const LlmRunStatus &now)
{
    {
        const std::lock_guard lock(m_mutex);
        m_now = now;
    }
    ++version;
    if (!m_job) {
        return;
    }
    const LlmRunStatus all = status();
    m_job->report(
        {all.done + all.unusable + all.failed, all.predictions, "predictions",
         all.waiting.empty() || all.waiting == "paused" ? std::string() : "waiting " + all.waiting,
         all.cost});
}

Result<void> LlmCenter::LiveRun::open(Workspace &workspace, LlmService::Settings settings)
{
    // The service lives in the run, so what it calls must not keep the run alive.
    const std::weak_ptr<LiveRun> weak = weak_from_this();
    settings.mode = LlmService::Mode::Send;
    settings.keys = [weak](const Provider &provider) {
        FoundKey found = findKey(provider);
        const auto self = weak.lock();
        if (self && found.source == KeySource::None && provider.needsKey) {
            self->keyMissing = true;
        }
        return found;
    };
    settings.listener = [weak](const LlmRunStatus &status) {
        if (const auto self = weak.lock()) {
            self->tell(status);
        }
    };
    m_settings = settings;
    auto service = LlmService::create(std::move(settings), &workspace, id);
    if (!service) {
        return tl::make_unexpected(service.error());
    }
    auto connection = workspace.openAnother();
    if (!connection) {
        return tl::make_unexpected(connection.error());
    }
    m_service = std::move(*service);
    m_connection.emplace(std::move(*connection));
    return {};
}

Result<void> LlmCenter::LiveRun::execute(Job &job)
{
    struct End {
        LiveRun *run;
        ~End()
        {
            run->m_job = nullptr;
            run->m_service.reset(); // whoever closes the workspace waits for nothing
            run->m_connection.reset();
        }
    } const end{this};
    m_job = &job;
    job.setCanPause(!setup.asBatch);
    const auto demands = demandOf(*task, setup, m_service);
    if (!demands) {
        return tl::make_unexpected(demands.error());
    }
    if (const Result<void> counted = count(*demands); !counted) {
        return counted;
    }
    return setup.asBatch ? handOver(*demands, job) : askAll(*demands, job);
}

Result<void> LlmCenter::LiveRun::count(const std::vector<LlmDemand> &demands)
{
    qint64 predictions = 0;
    qint64 lost = 0;
    for (const LlmDemand &demand : demands) {
        const auto questions = m_service->questions(demand.spec, demand.query);
        if (!questions) {
            return tl::make_unexpected(questions.error());
        }
        // Subjects without a question have a prompt that cannot be filled.
        const std::size_t subjects = demand.query.subjects.size();
        const std::size_t unaskable = subjects - std::min(subjects, questions->size());
        lost += static_cast<qint64>(unaskable) * demand.spec.samples;
        predictions += static_cast<qint64>(questions->size() + unaskable) * demand.spec.samples;
    }
    {
        const std::lock_guard lock(m_mutex);
        m_failed = lost;
    }
    setPredictions(predictions);
    return {};
}

/// In turn, each as the Judge will look for it.
Result<void> LlmCenter::LiveRun::askAll(const std::vector<LlmDemand> &demands, Job &job)
{
    // The service counts by the demand; what the job tells is of the whole run (tell()). The
    // service waits in an event loop of this thread, in which the timer passes the user's will on.
    Job part;
    QTimer link;
    link.setInterval(linkInterval);
    QObject::connect(&link, &QTimer::timeout, &link, [&part, &job] {
        part.setPaused(job.isPaused());
        if (job.isCancelled()) {
            part.cancel();
        }
    });
    link.start();
    for (const LlmDemand &demand : demands) {
        part.setPaused(job.isPaused());
        if (job.isCancelled()) {
            return cancelled();
        }
        const auto predictions = m_service->predict(demand.spec, demand.query, part);
        if (!predictions) {
            return tl::make_unexpected(predictions.error());
        }
        if (const Result<void> whole = checkWhole(*predictions); !whole) {
            return whole;
        }
    }
    return {};
}

Result<void> LlmCenter::LiveRun::handOver(const std::vector<LlmDemand> &demands, Job &job)
{
    qint64 missing = 0;
    std::vector<LlmQuestion> questions;
    for (const LlmDemand &demand : demands) {
        const auto lacking = m_service->missing(demand.spec, demand.query);
        if (!lacking) {
            return tl::make_unexpected(lacking.error());
        }
        missing += *lacking;
        auto some = m_service->questions(demand.spec, demand.query);
        if (!some) {
            return tl::make_unexpected(some.error());
        }
        std::move(some->begin(), some->end(), std::back_inserter(questions));
    }
    if (missing == 0) { // nothing will be sent, but it is counted
        return askAll(demands, job);
    }
    const auto provider = findProvider(m_settings.providers, setup.spec.provider);
    if (!provider) {
        return tl::make_unexpected(provider.error());
    }
    const auto options = m_service->runOptions(setup.spec);
    if (!options) {
        return tl::make_unexpected(options.error());
    }
    const FoundKey key = m_settings.keys(*provider);
    if (keyMissing) {
        return tl::make_unexpected(missingKey(*provider));
    }
    auto submitted = submitBatch(*provider, key.key, std::move(questions), *options, *m_connection,
                                 id, job, m_settings.prices);
    if (!submitted) {
        return tl::make_unexpected(submitted.error());
    }
    batch = std::move(*submitted);
    return {};
}

Result<std::vector<LlmDemand>> demandOf(const TfsTask &task, const LlmRunSetup &setup,
                                        const std::shared_ptr<LlmService> &service)
{
    // A calibration of the predictor asks about the demonstrations as well.
    const QString text = (setup.withDemonstrations ? QStringLiteral("calibrated:linear:")
                                                   : QString())
                         + predictorOf(setup);
    const Result<PredictorSpec> spec = parsePredictorSpec(text.toStdString());
    if (!spec) {
        return tl::make_unexpected(spec.error());
    }
    return llmDemand(task, {*spec}, evaluationOptionsOf(setup), PredictorServices{service});
}

nlohmann::json progressJson(const LlmRunStatus &status, const QString &problem)
{
    json progress{
        {"predictions", status.predictions},
        {"done", status.done},
        {"unusable", status.unusable},
        {"failed", status.failed},
        {"from_cache", status.fromCache},
        {"requests", status.requests},
        {"prompt_tokens", status.usage.prompt},
        {"cached_tokens", status.usage.cached},
        {"cache_write_tokens", status.usage.cacheWrite},
        {"completion_tokens", status.usage.completion},
        {"cost", nullptr},
        {"failures", status.failures},
    };
    if (status.cost) {
        progress["cost"] = *status.cost;
    }
    if (!problem.isEmpty()) {
        progress["problem"] = problem.toStdString();
    }
    return progress;
}

LlmRunStatus statusOfProgress(const nlohmann::json &progress)
{
    LlmRunStatus status;
    if (!progress.is_object()) {
        return status;
    }
    status.predictions = numberIn(progress, "predictions");
    status.done = numberIn(progress, "done");
    status.unusable = numberIn(progress, "unusable");
    status.failed = numberIn(progress, "failed");
    status.fromCache = numberIn(progress, "from_cache");
    status.requests = numberIn(progress, "requests");
    status.usage.prompt = numberIn(progress, "prompt_tokens");
    status.usage.cached = numberIn(progress, "cached_tokens");
    status.usage.cacheWrite = numberIn(progress, "cache_write_tokens");
    status.usage.completion = numberIn(progress, "completion_tokens");
    if (const auto cost = progress.find("cost"); cost != progress.end()) {
        status.cost = cost->is_number() ? std::optional(cost->get<double>()) : std::nullopt;
    }
    const auto failures = progress.find("failures");
    if (failures != progress.end() && failures->is_object()) {
        for (const auto &[kind, count] : failures->items()) {
            status.failures[kind] = count.is_number() ? count.get<qint64>() : 0;
        }
    }
    return status;
}

QString problemOfProgress(const nlohmann::json &progress)
{
    const auto found = progress.is_object() ? progress.find("problem") : progress.end();
    return found != progress.end() && found->is_string()
               ? QString::fromStdString(found->get<std::string>())
               : QString();
}

LlmRunStatus statusOfCalls(Workspace &workspace, qint64 runId, LlmRunStatus status)
{
    const Result<CallTotals> totals = callTotals(workspace, runId);
    if (!totals) {
        return status;
    }
    status.done = totals->replies - totals->unusable;
    status.unusable = totals->unusable;
    status.requests = totals->replies + totals->failures;
    status.usage.prompt = totals->promptTokens;
    status.usage.completion = totals->completionTokens;
    status.cost = totals->unpriced > 0 ? std::nullopt : std::optional(totals->cost);
    return status;
}

} // namespace auspex
