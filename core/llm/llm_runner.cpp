// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/llm/llm_runner.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <utility>

#include "core/arch/architecture_codecs.h"
#include "core/llm/key_store.h"

// When a request is sent. What comes of it is in llm_runner_replies.cpp.

namespace auspex {

namespace {

constexpr int lookEveryMs = 50; // pause, cancel, and at most twenty reports a second
constexpr int mostParallel = 512;
constexpr HttpTimeouts probeTimeouts = {30.0, 30.0};

std::uint64_t changingSeed()
{
    return static_cast<std::uint64_t>(std::chrono::steady_clock::now().time_since_epoch().count());
}

Error unknownPrice(const std::string &model)
{
    return {ErrorCode::InvalidInput,
            "The price of " + model
                + " is unknown, so that a budget cannot be kept; enter the price, or run without a "
                  "budget.",
            {}};
}

} // namespace

LlmRunner::LlmRunner(const RunnerInput &input, LlmPlan plan, WatchedRun watched)
    : m_input(input)
    , m_plan(std::move(plan))
    , m_watched(std::move(watched))
    , m_tally(m_plan)
    , m_watch(input.provider)
    , m_pacer(input.provider.requestsPerMinute)
    , m_spending(input.options.budget)
    , m_random(changingSeed(), "llm-retry")
{
    m_clock.start();
    const int asked = input.options.parallel > 0 ? input.options.parallel : input.provider.parallel;
    m_parallel = std::clamp(asked, 1, mostParallel);
    m_window = m_parallel;
}

bool LlmRunner::together() const
{
    return m_hasSamplesTogether && !m_watched.text
           && m_input.provider.family != ApiFamily::Anthropic
           && switchesFor(m_input.provider, m_input.options.parameters.model).manySamples;
}

Result<LlmRunOutcome> LlmRunner::run()
{
    const std::vector<PlannedRequest> requests = openRequests(m_plan, together());
    m_queue.assign(requests.begin(), requests.end());
    if (!m_queue.empty() && !m_input.options.cachedOnly) {
        if (m_input.provider.needsKey && m_input.key.isEmpty())
            m_stopped = missingKey(m_input.provider);
        else if (m_spending.hasBudget()
                 && !mostCost(m_input.prices, m_input.provider, m_input.options.parameters.model, 0,
                              0))
            m_stopped = unknownPrice(m_input.options.parameters.model);
    }
    if (m_queue.empty() || m_input.options.cachedOnly || m_stopped) {
        publish();
        return outcome();
    }
    // Before anything is paid for: can it be kept at all?
    if (const Result<void> writable = m_input.cache.keep({}); !writable)
        return tl::make_unexpected(writable.error());
    const auto ratio = m_input.cache.bytesPerToken(m_input.options.parameters.model);
    if (!ratio)
        return tl::make_unexpected(ratio.error());
    m_estimate = TokenEstimate(*ratio);

    m_input.job.setCanPause(true);
    m_client.emplace(m_parallel + 1); // and a probe
    m_writer.emplace(m_input.cache);
    QObject::connect(&m_lookTimer, &QTimer::timeout, &m_loop, [this] { look(); });
    m_lookTimer.start(lookEveryMs);
    m_wakeTimer.setSingleShot(true);
    m_wakeTimer.setTimerType(Qt::PreciseTimer);
    QObject::connect(&m_wakeTimer, &QTimer::timeout, &m_loop, [this] { pump(); });
    QTimer::singleShot(0, &m_loop, [this] { pump(); });
    m_loop.exec();
    m_lookTimer.stop();
    m_wakeTimer.stop();
    m_client.reset();
    m_writer.reset();
    m_input.job.setCanPause(false);
    m_waiting.clear();
    publish();
    if (m_broken)
        return tl::make_unexpected(*m_broken);
    return outcome();
}

/// A run whose last predictions are to come by a batch job is not at its end.
LlmRunOutcome LlmRunner::outcome()
{
    if (const std::int64_t waiting = m_plan.waiting(); waiting > 0 && !m_stopped)
        m_stopped = Error{ErrorCode::InvalidInput,
                          (waiting == 1 ? std::string("1 prediction waits")
                                        : std::to_string(waiting) + " predictions wait")
                              + " in a batch job and would be paid for twice; collect the batch "
                                "job, or cancel it, then resume.",
                          {}};
    return {m_plan.answers(), m_tally.status(now()), m_stopped};
}

/// Sends as much as may be sent now, and sees to it that it is called again in time.
void LlmRunner::pump()
{
    m_waiting.clear();
    while (mayBegin() && prepareNext()) {
        if (!budgetAllows())
            break;
        const double delay = m_pacer.delay(now(), m_next->tokens);
        if (delay > 0.0) {
            m_waiting = now() < m_heldUntil ? m_holdReason : "for the rate limit";
            wakeAt(now() + delay);
            break;
        }
        sendNext();
    }
    quitIfDone();
}

bool LlmRunner::mayBegin()
{
    if (m_stopped || m_broken) {
        m_queue.clear();
        m_later.clear();
        m_next.reset();
        return false;
    }
    if (m_input.job.isPaused()) {
        m_waiting = "paused";
        return false;
    }
    if (m_watch.isAway()) {
        m_waiting = m_watch.waiting();
        if (now() >= m_watch.probeAt())
            probe();
        else
            wakeAt(m_watch.probeAt());
        return false;
    }
    return static_cast<double>(m_underWay.size()) + 1.0 <= std::floor(m_window);
}

/// The one that is due longest, else a fresh one.
bool LlmRunner::prepareNext()
{
    if (m_next)
        return true;
    if (!m_later.empty() && m_later.begin()->first <= now()) {
        m_next = prepare(std::move(m_later.begin()->second));
        m_later.erase(m_later.begin());
    } else if (!m_queue.empty()) {
        m_next = prepare(std::move(m_queue.front()));
        m_queue.pop_front();
    } else if (!m_later.empty()) {
        if (m_underWay.empty())
            m_waiting = "to try again";
        wakeAt(m_later.begin()->first);
    }
    return m_next.has_value();
}

LlmRunner::Prepared LlmRunner::prepare(PlannedRequest planned)
{
    Prepared prepared;
    const PlannedSample &first = m_plan.samples[planned.samples.at(0)];
    const LlmQuestion &question = m_input.questions[m_plan.prompts[first.prompt].question];
    for (const std::size_t index : planned.samples) {
        prepared.sent.samples.push_back(m_plan.samples[index].sample);
        prepared.sent.keys.push_back(m_plan.samples[index].key);
    }
    prepared.sent.ask = first.ask;
    prepared.sent.architectureKey = architectureKey(question.architecture);
    const bool isStreamed = m_watched.text && first.sample == 0 && first.ask == 0;
    prepared.http = chatRequest(
        m_input.provider, sentParameters(m_input.options.parameters, first.sample, first.ask),
        question.prompt, static_cast<int>(planned.samples.size()), isStreamed);
    if (isStreamed)
        prepared.stream = std::make_unique<StreamReader>(m_input.provider, m_input.key);
    prepared.sent.body = prepared.http.body;

    const std::int64_t prompt = m_estimate.most(prepared.http.body.size());
    const std::int64_t completion = std::int64_t(m_input.options.parameters.maxTokens)
                                    * static_cast<std::int64_t>(planned.samples.size());
    prepared.tokens = prompt + completion;
    prepared.mostCost = mostCost(m_input.prices, m_input.provider, m_input.options.parameters.model,
                                 prompt, completion)
                            .value_or(0.0);
    prepared.planned = std::move(planned);
    return prepared;
}

bool LlmRunner::budgetAllows()
{
    if (m_spending.hasRoomFor(m_next->mostCost))
        return true;
    // Those under way will cost less than they might; then there may be room.
    if (m_underWay.empty())
        stop({ErrorCode::InvalidInput,
              "The budget of " + moneyText(m_spending.budget())
                  + " leaves no room for another "
                    "request: "
                  + moneyText(m_spending.spent()) + " are spent, and the next may cost "
                  + moneyText(m_next->mostCost) + ". Raise the budget to go on.",
              {}});
    else
        m_waiting = "for room in the budget";
    return false;
}

void LlmRunner::sendNext()
{
    Prepared prepared = std::move(*m_next);
    m_next.reset();
    m_pacer.sent(now(), prepared.tokens);
    m_spending.begin(prepared.mostCost);
    m_tally.sent();
    m_hasNews = true;
    const auto nextId = std::make_shared<int>(0); // known before anything is called back
    HttpClient::Chunk chunk;
    if (prepared.stream)
        chunk = [this, nextId](std::string_view bytes) { takeChunk(*nextId, bytes); };
    *nextId = m_client->send(
        prepared.http, m_input.key, m_input.provider.allowsPlainHttp, m_input.options.timeouts,
        [this, nextId](HttpOutcome outcome) { came(*nextId, std::move(outcome)); },
        std::move(chunk));
    prepared.http = {}; // its body is in `sent`
    m_underWay.emplace(*nextId, std::move(prepared));
}

/// A request that costs nothing tells whether the service is there again.
void LlmRunner::probe()
{
    if (m_isProbing)
        return;
    m_isProbing = true;
    m_client->send(modelsRequest(m_input.provider), m_input.key, m_input.provider.allowsPlainHttp,
                   probeTimeouts, [this](const HttpOutcome &outcome) {
                       m_isProbing = false;
                       const bool isThere = outcome || outcome.error().status != 0
                                            || (outcome.error().kind != FailureKind::Network
                                                && outcome.error().kind != FailureKind::Timeout
                                                && outcome.error().kind != FailureKind::Cancelled);
                       if (isThere)
                           m_watch.replied();
                       else
                           m_watch.probeFailed(now(), outcome.error());
                       m_hasNews = true;
                       pump();
                   });
}

void LlmRunner::wakeAt(double time)
{
    const int ms = static_cast<int>(std::clamp(std::ceil((time - now()) * 1000.0), 0.0, 60'000.0));
    if (!m_wakeTimer.isActive() || m_wakeTimer.remainingTime() > ms)
        m_wakeTimer.start(ms);
}

/// Twenty times a second: has somebody paused, resumed or cancelled, and what is to be told?
void LlmRunner::look()
{
    if (m_input.job.isCancelled() && !m_stopped) {
        stop(cancelled().value());
        m_client->abortAll(); // each is told to came()
    }
    const std::string before = m_waiting;
    pump();
    if (m_hasNews || before != m_waiting)
        publish();
}

void LlmRunner::stop(Error error)
{
    if (!m_stopped)
        m_stopped = std::move(error);
    m_hasNews = true;
}

void LlmRunner::quitIfDone()
{
    const bool nothingToSend = m_stopped || m_broken
                               || (m_queue.empty() && m_later.empty() && !m_next);
    if (m_underWay.empty() && !m_isProbing && nothingToSend && m_writer->waiting() == 0)
        m_loop.quit();
}

void LlmRunner::publish()
{
    m_hasNews = false;
    LlmRunStatus status = m_tally.status(now());
    status.inFlight = static_cast<std::int64_t>(m_underWay.size());
    status.waiting = m_waiting;
    if (m_input.listener)
        m_input.listener(status);
    JobProgress progress;
    progress.done = status.done + status.unusable + status.failed;
    progress.total = status.predictions;
    progress.unit = "predictions";
    progress.message = m_waiting.empty() || m_waiting == "paused" ? m_waiting
                                                                  : "waiting " + m_waiting;
    if (progress.message.empty())
        progress.message = "asking " + m_input.options.parameters.model;
    progress.cost = status.cost;
    m_input.job.report(progress);
}

} // namespace auspex
