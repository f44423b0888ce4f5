// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ablation/ablation_state.h"

#include <algorithm>

#include <QPersistentModelIndex>

#include "ui/common/value_command.h"
#include "ui/session/session.h"

namespace auspex {

namespace {

constexpr int delayBeforeJudging = 200; // ms: several quick edits, or replies, are judged once

QString documentKey()
{
    return QStringLiteral("ablation");
}

QString promptSpec(const AblationRow &row)
{
    return QString::fromStdString(row.spec.argument);
}

std::vector<LlmRunSetup> portionsOf(const AblationSetup &setup,
                                    const std::vector<AblationRow> &rows, const AblationPlan &plan)
{
    std::vector<LlmRunSetup> portions;
    for (const QString &task : setup.tasks) {
        for (const int demonstrations : setup.demonstrations) {
            for (std::size_t row = 0; row < rows.size(); ++row) {
                const Result<LlmSpec> spec = parseLlmSpec(promptSpec(rows[row]).toStdString());
                if (!spec || !isJudged(plan, rows, row, demonstrations))
                    continue;
                LlmRunSetup portion;
                portion.spec = *spec;
                portion.task = task;
                portion.target = setup.target;
                portion.demonstrations = demonstrations;
                portion.splits = setup.splits;
                portions.push_back(std::move(portion));
            }
        }
    }
    return portions;
}

void add(std::optional<double> &sum, const std::optional<double> &part)
{
    if (sum && part)
        *sum += *part;
    else
        sum.reset();
}

/// Sums what the plan asks and the workspace lacks. Runs in a job's thread.
Result<void> addMissing(AblationResults &results, const std::vector<LlmDemand> &demands,
                        LlmService &service, Job &job)
{
    results.estimate.cost = 0.0;
    results.estimate.batchCost = 0.0;
    for (const LlmDemand &demand : demands) {
        results.predictions += static_cast<std::int64_t>(demand.query.subjects.size())
                               * demand.spec.samples;
        const Result<std::int64_t> missing = service.missing(demand.spec, demand.query);
        if (!missing)
            return tl::make_unexpected(missing.error());
        results.missing += *missing;
        if (*missing == 0)
            continue;
        const Result<CostEstimate> estimate = service.estimate(demand.spec, demand.query, job);
        if (!estimate)
            return tl::make_unexpected(estimate.error());
        results.estimate.requests += estimate->requests;
        results.estimate.promptTokens += estimate->promptTokens;
        results.estimate.completionTokens += estimate->completionTokens;
        results.estimate.seconds += estimate->seconds;
        add(results.estimate.cost, estimate->cost);
        add(results.estimate.batchCost, estimate->batchCost);
    }
    return {};
}

} // namespace

AblationState::AblationState(Session *session, LlmCenter *center, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_center(center)
{
    m_delay.setSingleShot(true);
    m_delay.setInterval(delayBeforeJudging);
    connect(&m_delay, &QTimer::timeout, this, &AblationState::judge);
    connect(session, &Session::workspaceChanged, this, [this] {
        m_queue.clear();
        m_current = 0;
        m_results.reset();
        load();
        Q_EMIT askingChanged();
    });
    connect(session, &Session::tasksChanged, this, &AblationState::load);
    connect(session, &Session::documentChanged, this, [this](const QString &key) {
        if (key == documentKey() && !m_saving)
            load();
    });
    connect(center, &LlmCenter::repliesChanged, this, &AblationState::judgeSoon);
    connect(center, &LlmCenter::providersChanged, this, &AblationState::judgeSoon);
    connect(center, &LlmCenter::pricesChanged, this, &AblationState::judgeSoon);
    connect(center, &LlmCenter::runsChanged, this, &AblationState::followRuns);
    load();
}

AblationState::~AblationState() = default;

std::vector<std::shared_ptr<const TfsTask>> AblationState::tasks() const
{
    std::vector<std::shared_ptr<const TfsTask>> found;
    for (const QString &name : m_setup.tasks) {
        if (auto task = m_session->task(name))
            found.push_back(std::move(task));
    }
    return found;
}

void AblationState::load()
{
    AblationSetup setup
        = ablationSetupOfJson(m_session->document(documentKey())).value_or(paperAblationSetup());
    setup.tasks.removeIf([this](const QString &name) { return !m_session->task(name); });
    if (setup.tasks.isEmpty() && !m_session->tasks().empty())
        setup.tasks = {QString::fromStdString(m_session->tasks().front()->name)};
    m_setup = setup;
    Q_EMIT setupChanged();
    judgeSoon();
}

void AblationState::save()
{
    if (!m_session->workspace())
        return;
    m_saving = true;
    m_session->setDocument(documentKey(), ablationSetupJson(m_setup));
    m_saving = false;
}

void AblationState::apply(const AblationSetup &setup)
{
    m_setup = setup;
    save();
    Q_EMIT setupChanged();
    judgeSoon();
}

void AblationState::change(const QString &name, const AblationSetup &setup, int merge)
{
    if (setup != m_setup)
        m_session->undoStack()->push(new ValueCommand<AblationSetup>(
            name, this, m_setup, setup, [this](const AblationSetup &value) { apply(value); },
            merge));
}

QString AblationState::whatIsLacking() const
{
    if (tasks().empty())
        return tr("Choose a task with scores of training from scratch.");
    if (m_setup.models.isEmpty())
        return tr("Choose a model to see what each part of the prompt is worth to it.");
    if (m_setup.prompts.isEmpty())
        return tr("Choose a prompt.");
    return {};
}

void AblationState::judgeSoon()
{
    m_delay.start();
    Q_EMIT resultsChanged();
}

void AblationState::judge()
{
    ++m_number;
    m_judging = false;
    m_problem = whatIsLacking();
    const std::shared_ptr<LlmService> service = m_center->cachedService();
    if (!m_problem.isEmpty() || !service) {
        m_results.reset();
        Q_EMIT resultsChanged();
        return;
    }
    const AblationPlan plan = planOf(m_setup);
    Result<std::vector<AblationRow>> rows = ablationRows(plan);
    if (!rows) {
        m_results.reset();
        m_problem = QString::fromStdString(rows.error().message);
        Q_EMIT resultsChanged();
        return;
    }
    std::vector<TfsTask> data;
    for (const auto &task : tasks())
        data.push_back(*task);
    m_judging = true;
    const int number = m_number;
    JobList *jobs = m_session->jobs();
    jobs->run<AblationResultsPtr>(
        tr("Judging the ablation"), this,
        [=](Job &job) -> Result<AblationResultsPtr> {
            auto results = std::make_shared<AblationResults>();
            PredictorServices services;
            services.llm = service;
            Result<Ablation> ablation = runAblation(data, plan, services, job);
            if (!ablation)
                return tl::make_unexpected(ablation.error());
            results->ablation = *std::move(ablation);
            const auto demands = ablationDemand(data, plan, services);
            if (!demands)
                return tl::make_unexpected(demands.error());
            if (const Result<void> added = addMissing(*results, *demands, *service, job); !added)
                return tl::make_unexpected(added.error());
            return results;
        },
        [this, number](Result<AblationResultsPtr> results) { finish(number, std::move(results)); });
    // Judging takes a moment and is done again at every edit: what went well leaves the list.
    const QPersistentModelIndex entry(jobs->index(jobs->rowCount() - 1));
    connect(
        jobs, &JobList::runningCountChanged, this,
        [jobs, entry] {
            QTimer::singleShot(0, jobs, [jobs, entry] {
                if (entry.isValid() && jobs->isFinished(entry.row())
                    && jobs->state(entry.row()) != JobList::State::Failed)
                    jobs->dismiss(entry.row());
            });
        },
        Qt::SingleShotConnection);
    Q_EMIT resultsChanged();
}

void AblationState::finish(int number, Result<AblationResultsPtr> results)
{
    if (number != m_number)
        return;
    m_judging = false;
    if (results) {
        m_results = *std::move(results);
    } else {
        m_results.reset();
        m_problem = QString::fromStdString(results.error().message);
    }
    Q_EMIT resultsChanged();
}

void AblationState::start()
{
    const AblationPlan plan = planOf(m_setup);
    const Result<std::vector<AblationRow>> rows = ablationRows(plan);
    if (!rows) {
        Q_EMIT failed(QString::fromStdString(rows.error().message));
        return;
    }
    m_queue.clear();
    for (LlmRunSetup &portion : portionsOf(m_setup, *rows, plan))
        m_queue.append(std::move(portion));
    m_budgetLeft = m_setup.budget;
    startNext();
    Q_EMIT askingChanged();
}

void AblationState::cancel()
{
    m_queue.clear();
    if (m_current != 0)
        m_center->cancelRun(m_current);
    Q_EMIT askingChanged();
}

void AblationState::startNext()
{
    m_current = 0;
    const std::shared_ptr<LlmService> service = m_center->cachedService();
    while (!m_queue.isEmpty()) {
        LlmRunSetup setup = m_queue.takeFirst();
        bool complete = service != nullptr;
        for (const LlmQuery &query : m_center->queriesOf(setup)) {
            const Result<std::int64_t> missing = service ? service->missing(setup.spec, query)
                                                         : Result<std::int64_t>(1);
            complete = complete && missing && *missing == 0;
        }
        if (complete)
            continue;
        setup.budget = m_budgetLeft;
        const Result<qint64> run = m_center->startRun(setup);
        if (!run) {
            m_queue.clear();
            Q_EMIT failed(QString::fromStdString(run.error().message));
            break;
        }
        m_current = *run;
        break;
    }
}

void AblationState::followRuns()
{
    if (m_current == 0)
        return;
    const std::vector<LlmRunInfo> runs = m_center->runs();
    const auto run = std::find_if(runs.begin(), runs.end(), [this](const LlmRunInfo &info) {
        return info.run.id == m_current;
    });
    if (run != runs.end() && run->isLive)
        return;
    const bool done = run != runs.end() && run->run.state == RunState::Done;
    if (!done)
        m_queue.clear(); // cancelled, out of money or failed: its row says which
    else if (m_budgetLeft)
        m_budgetLeft = std::max(0.0, *m_budgetLeft - run->status.cost.value_or(0.0));
    startNext();
    Q_EMIT askingChanged();
}

} // namespace auspex
