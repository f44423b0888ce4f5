// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/judge/judge_state.h"

#include <algorithm>
#include <mutex>

#include <QPersistentModelIndex>
#include <QPointer>

#include "core/predict/llm_demand.h"
#include "ui/common/value_command.h"
#include "ui/session/supernet_center.h"

namespace auspex {

namespace {

constexpr int delayBeforeJudging = 150; // ms: several quick edits are judged once

QString documentKey()
{
    return QStringLiteral("judge");
}

/// The part of a setup that results depend on. The order of the predictors is not.
JudgeSetup whatIsJudged(const JudgeSetup &setup)
{
    JudgeSetup part;
    part.task = setup.task;
    part.target = setup.target;
    part.demonstrations = setup.demonstrations;
    part.splits = setup.splits;
    part.baseline = setup.baseline;
    for (const JudgedPredictor &predictor : setup.predictors)
        part.predictors.append({predictor.spec});
    std::sort(part.predictors.begin(), part.predictors.end(),
              [](const auto &a, const auto &b) { return a.spec < b.spec; });
    return part;
}

/// What the predictor lacks of its replies: also where it could not be judged for want of them, and
/// what a calibration asks about the demonstrations.
std::optional<JudgeResults::Replies> repliesOf(const TfsTask &task, const PredictorSpec &spec,
                                               const EvaluationOptions &options,
                                               const PredictorServices &services)
{
    const auto demands = llmDemand(task, {spec}, options, services);
    if (!demands)
        return std::nullopt;
    JudgeResults::Replies replies;
    for (const LlmDemand &demand : *demands) {
        const auto questions = services.llm->questions(demand.spec, demand.query);
        const auto missing = services.llm->missing(demand.spec, demand.query);
        if (!questions || !missing)
            return std::nullopt; // the row says why
        replies.asked += static_cast<qint64>(questions->size()) * demand.spec.samples;
        replies.missing += *missing;
    }
    return replies;
}

Result<JudgeResultsPtr> judge(const std::shared_ptr<const TfsTask> &task, const QStringList &texts,
                              EvaluationOptions options, const std::string &baseline,
                              const PredictorServices &services, Job &job)
{
    std::vector<PredictorSpec> specs;
    for (const QString &text : texts) {
        Result<PredictorSpec> spec = parsePredictorSpec(text.toStdString());
        if (!spec)
            continue;
        if (specText(*spec) == baseline)
            options.baseline = specs.size();
        specs.push_back(std::move(*spec));
    }
    Result<Evaluation> evaluation = evaluate(*task, specs, options, job, services);
    if (!evaluation)
        return tl::make_unexpected(evaluation.error());
    std::map<QString, JudgeResults::Replies> replies;
    for (const PredictorEvaluation &row : evaluation->predictors) {
        if (!services.llm || !asksLlm(row.spec) || (row.missed == 0 && !row.error))
            continue;
        const auto found = repliesOf(*task, row.spec, options, services);
        if (found && found->missing > 0)
            replies[QString::fromStdString(specText(row.spec))] = *found;
    }
    return std::make_shared<const JudgeResults>(
        JudgeResults{task, std::move(*evaluation), std::move(replies)});
}

} // namespace

/// Work under way: the job while it lasts, so that an edit can end it.
struct JudgeState::Running {
    std::mutex mutex;
    Job *job = nullptr;
    bool stopped = false;
    JudgeSetup setup;            ///< the part that is judged
    QPersistentModelIndex entry; ///< in the list of jobs

    void stop()
    {
        const std::lock_guard lock(mutex);
        stopped = true;
        if (job)
            job->cancel();
    }

    void begin(Job *now)
    {
        const std::lock_guard lock(mutex);
        job = now;
        if (stopped)
            job->cancel();
    }

    void end()
    {
        const std::lock_guard lock(mutex);
        job = nullptr;
    }
};

JudgeState::JudgeState(Session *session, QObject *parent)
    : QObject(parent)
    , m_session(session)
{
    m_delay.setSingleShot(true);
    m_delay.setInterval(delayBeforeJudging);
    connect(&m_delay, &QTimer::timeout, this, &JudgeState::start);
    connect(session, &Session::workspaceChanged, this, [this] {
        m_results.reset();
        load();
        Q_EMIT resultsChanged();
    });
    connect(session, &Session::tasksChanged, this, &JudgeState::load);
    connect(session->llm(), &LlmCenter::repliesChanged, this, [this] {
        if (task() && asksLlm(m_setup))
            judgeSoon(); // what it lacked may be there now
    });
    connect(session, &Session::documentChanged, this, [this](const QString &key) {
        if (key == documentKey() && !m_saving)
            load();
    });
    load();
}

JudgeState::~JudgeState()
{
    stop();
}

std::shared_ptr<const TfsTask> JudgeState::task() const
{
    return m_session->task(m_setup.task);
}

void JudgeState::load()
{
    const JudgeSetup stored
        = judgeSetupOfJson(m_session->document(documentKey())).value_or(JudgeSetup());
    std::shared_ptr<const TfsTask> task = m_session->task(stored.task);
    if (!task && !m_session->tasks().empty())
        task = m_session->tasks().front();
    m_setup = task ? settled(stored, *task) : stored;
    if (task && m_setup != stored)
        save();
    Q_EMIT setupChanged();
    if (task) {
        judgeIfNeeded();
        return;
    }
    stop();
    m_results.reset();
    m_error.clear();
    m_stale = false;
    Q_EMIT resultsChanged();
    Q_EMIT runningChanged();
}

void JudgeState::save()
{
    if (!m_session->workspace())
        return;
    m_saving = true;
    m_session->setDocument(documentKey(), judgeSetupJson(m_setup));
    m_saving = false;
}

void JudgeState::apply(const JudgeSetup &setup)
{
    m_setup = setup;
    judgeIfNeeded();
    if (m_results && !m_stale)
        chooseDrawn(m_setup, m_results->evaluation);
    save();
    Q_EMIT setupChanged();
}

void JudgeState::judgeIfNeeded()
{
    const bool needed = !m_results || m_results->task != task()
                        || m_judged != whatIsJudged(m_setup);
    if (needed && !(m_running && m_running->setup == whatIsJudged(m_setup)))
        judgeSoon();
    if (needed || !m_stale)
        return;
    stop(); // an edit was taken back before it was judged
    m_stale = false;
    m_error.clear();
    Q_EMIT resultsChanged();
    Q_EMIT runningChanged();
}

void JudgeState::change(const QString &name, const JudgeSetup &setup, int merge)
{
    if (setup != m_setup)
        m_session->undoStack()->push(new ValueCommand<JudgeSetup>(
            name, this, m_setup, setup, [this](const JudgeSetup &value) { apply(value); }, merge));
}

void JudgeState::setTask(const QString &task)
{
    const std::shared_ptr<const TfsTask> found = m_session->task(task);
    if (found)
        change(tr("Judge %1").arg(task), settled(m_setup, *found));
}

void JudgeState::setTarget(const QString &target)
{
    JudgeSetup setup = m_setup;
    setup.target = target;
    change(tr("Show %1").arg(targetTitle(target)), setup);
}

void JudgeState::setDemonstrations(int count)
{
    constexpr int mergeDemonstrations = 0x4a01; // any number that no other command has
    JudgeSetup setup = m_setup;
    setup.demonstrations = count;
    change(tr("Show %n demonstration(s)", nullptr, count), setup, mergeDemonstrations);
}

void JudgeState::setSplits(const QStringList &splits)
{
    JudgeSetup setup = m_setup;
    setup.splits = splits;
    change(splits.isEmpty() ? tr("Judge on all splits")
                            : tr("Judge on split(s) %1", nullptr, static_cast<int>(splits.size()))
                                  .arg(splits.join(QStringLiteral(", "))),
           setup);
}

void JudgeState::setBaseline(const QString &spec)
{
    JudgeSetup setup = m_setup;
    setup.baseline = spec;
    change(spec.isEmpty() ? tr("Compare with nothing")
                          : tr("Compare with %1").arg(predictorTitle(spec)),
           setup);
}

void JudgeState::addPredictor(const QString &spec)
{
    if (indexOf(m_setup, spec) >= 0)
        return;
    JudgeSetup setup = m_setup;
    setup.predictors.append({spec});
    setDrawn(setup, setup.predictors.size() - 1, true);
    change(tr("Add predictor %1").arg(predictorTitle(spec)), setup);
}

void JudgeState::removePredictors(const QStringList &specs)
{
    if (specs.isEmpty())
        return;
    JudgeSetup setup = m_setup;
    setup.predictors.removeIf(
        [&](const JudgedPredictor &predictor) { return specs.contains(predictor.spec); });
    if (specs.contains(setup.baseline))
        setup.baseline.clear();
    change(specs.size() == 1
               ? tr("Remove predictor %1").arg(predictorTitle(specs.first()))
               : tr("Remove %n predictor(s)", nullptr, static_cast<int>(specs.size())),
           setup);
}

void JudgeState::movePredictor(const QString &spec, int by)
{
    const qsizetype from = indexOf(m_setup, spec);
    const qsizetype to = from + by;
    if (from < 0 || to < 0 || to >= m_setup.predictors.size())
        return;
    JudgeSetup setup = m_setup;
    setup.predictors.move(from, to);
    change(tr("Move predictor %1").arg(predictorTitle(spec)), setup);
}

void JudgeState::setPredictorDrawn(const QString &spec, bool drawn)
{
    const qsizetype index = indexOf(m_setup, spec);
    if (index < 0)
        return;
    JudgeSetup setup = m_setup;
    setDrawn(setup, index, drawn);
    setup.drawnChosen = true;
    change((drawn ? tr("Draw %1") : tr("Hide %1")).arg(predictorTitle(spec)), setup);
}

void JudgeState::restoreDefaultPredictors()
{
    if (const std::shared_ptr<const TfsTask> now = task())
        change(tr("Restore the default predictors"), withDefaultPredictors(m_setup, *now));
}

void JudgeState::showRun(const LlmRunSetup &run)
{
    const std::shared_ptr<const TfsTask> found = m_session->task(run.task);
    if (!found)
        return;
    JudgeSetup setup = settled(m_setup, *found);
    setup.target = run.target;
    setup.demonstrations = run.demonstrations;
    setup.splits = found->splits.empty() && run.splits.size() == judgedSplits({}, *found).size()
                       ? QStringList()
                       : run.splits;
    setup = settled(setup, *found);
    const QString spec = predictorOf(run);
    QStringList wanted{spec};
    for (const PredictorSpec &one :
         defaultPredictors(knowledgeOf(*found, run.target.toStdString()))) {
        if (one.kind == "ols" || one.kind == "ridge" || one.kind == "stacked")
            wanted.append(QString::fromStdString(specText(one)));
    }
    for (const QString &text : std::as_const(wanted)) {
        if (indexOf(setup, text) < 0)
            setup.predictors.append({text});
    }
    setDrawn(setup, indexOf(setup, spec), true);
    change(tr("Judge %1").arg(predictorTitle(spec)), setup);
}

std::optional<LlmRunSetup> JudgeState::runFor(const QString &spec) const
{
    const Result<PredictorSpec> parsed = parsePredictorSpec(spec.toStdString());
    if (!parsed || !asksLlm(*parsed))
        return std::nullopt;
    const Result<LlmSpec> asked = llmSpecOf(*parsed);
    if (!asked)
        return std::nullopt;
    LlmRunSetup run;
    run.spec = *asked;
    run.task = m_setup.task;
    run.target = m_setup.target;
    run.demonstrations = m_setup.demonstrations;
    run.splits = m_setup.splits;
    run.withDemonstrations = parsed->kind != "llm";
    return run;
}

void JudgeState::judgeSoon()
{
    stop();
    m_stale = m_results != nullptr;
    m_delay.start();
    Q_EMIT runningChanged();
}

void JudgeState::evaluateNow()
{
    if (!task())
        return;
    stop();
    m_stale = m_results != nullptr;
    start();
}

void JudgeState::stop()
{
    m_delay.stop();
    if (m_running)
        m_running->stop();
    m_running.reset();
    m_progress = 0;
}

void JudgeState::start()
{
    const std::shared_ptr<const TfsTask> now = task();
    if (!now)
        return;
    QStringList specs;
    for (const JudgedPredictor &predictor : m_setup.predictors)
        specs.append(predictor.spec);
    const EvaluationOptions options = evaluationOptions(m_setup, *now);
    const std::string baseline = m_setup.baseline.toStdString();
    auto running = std::make_shared<Running>();
    running->setup = whatIsJudged(m_setup);
    m_running = running;
    const QPointer<JudgeState> self(this);
    Session *session = m_session; // outlives its jobs, as this may not
    // Replies that are paid for are used; nothing is sent from here.
    auto services = std::make_shared<PredictorServices>();
    if (asksLlm(m_setup))
        services->llm = session->llm()->cachedService();
    if (asksEngine(m_setup))
        services->supernets = session->supernets()->serviceForJudging();

    const auto work = [=, task = now](Job &outer) -> Result<JudgeResultsPtr> {
        Job *inner = nullptr;
        int percent = -1;
        Job job([&](const JobProgress &progress) {
            outer.report(progress);
            if (outer.isCancelled())
                inner->cancel();
            const int done = progress.total > 0
                                 ? static_cast<int>(100 * progress.done / progress.total)
                                 : 0;
            if (done == percent)
                return;
            percent = done;
            QMetaObject::invokeMethod(session, [self, running, done] {
                if (self && self->m_running == running)
                    self->showProgress(done);
            });
        });
        inner = &job;
        running->begin(&job);
        Result<JudgeResultsPtr> results = judge(task, specs, options, baseline, *services, job);
        services->llm.reset(); // it holds the workspace open
        services->supernets.reset();
        running->end();
        return results;
    };
    m_session->jobs()->run<JudgeResultsPtr>(
        tr("Judging predictors on %1").arg(m_setup.task), this, work,
        [this, running](Result<JudgeResultsPtr> results) { finish(running, std::move(results)); });
    running->entry = m_session->jobs()->index(m_session->jobs()->rowCount() - 1);
    Q_EMIT runningChanged();
}

void JudgeState::showProgress(int percent)
{
    m_progress = percent;
    Q_EMIT runningChanged();
}

void JudgeState::finish(const std::shared_ptr<Running> &running, Result<JudgeResultsPtr> results)
{
    // Judging takes a moment and is done again at every edit: what went well leaves the list of
    // jobs.
    JobList *jobs = m_session->jobs();
    QTimer::singleShot(0, this, [jobs, entry = running->entry] {
        if (entry.isValid() && jobs->isFinished(entry.row())
            && jobs->state(entry.row()) != JobList::State::Failed)
            jobs->dismiss(entry.row());
    });
    if (running != m_running)
        return;
    m_running.reset();
    m_progress = 0;
    if (results) {
        m_results = *results;
        m_judged = running->setup;
        m_stale = false;
        m_error.clear();
        JudgeSetup chosen = m_setup;
        chooseDrawn(chosen, m_results->evaluation);
        if (chosen != m_setup) {
            m_setup = chosen;
            save();
            Q_EMIT setupChanged();
        }
    } else {
        m_stale = m_results != nullptr;
        m_error = results.error().code == ErrorCode::Cancelled
                      ? tr("Judging was cancelled. Press F5 to judge again.")
                      : QString::fromStdString(results.error().message);
    }
    Q_EMIT resultsChanged();
    Q_EMIT runningChanged();
}

} // namespace auspex
