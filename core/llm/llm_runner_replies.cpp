// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <utility>

#include "core/llm/llm_runner.h"

// What comes of a request: kept first, then counted, asked again or given up.

namespace auspex {

namespace {

/// As many whole requests failed, one after the other and after all their attempts: the service has
/// a trouble that the next thousand would meet, too.
constexpr int failuresThatStop = 10;

/// Whether the service may charge for a request that ended so.
bool mayBeCharged(const ChatFailure &failure)
{
    switch (failure.kind) {
    case FailureKind::BadReply:
    case FailureKind::Timeout:
    case FailureKind::Cancelled:
    case FailureKind::Other:
        return true;
    case FailureKind::Network:
        return failure.code == "cut";
    case FailureKind::RateLimit:
    case FailureKind::Overloaded:
    case FailureKind::Billing:
    case FailureKind::Key:
    case FailureKind::BadRequest:
    case FailureKind::Tls:
    case FailureKind::Redirect:
        break;
    }
    return false;
}

Error errorOf(const ChatFailure &failure)
{
    return {failure.kind == FailureKind::Key ? ErrorCode::InvalidInput : ErrorCode::Io,
            failure.message, failure.raw};
}

} // namespace

void LlmRunner::takeChunk(int id, std::string_view bytes)
{
    const auto found = m_underWay.find(id);
    if (found == m_underWay.end())
        return;
    Prepared &prepared = found->second;
    prepared.streamed += bytes;
    const auto progress = prepared.stream->feed(bytes);
    if (!progress) {
        prepared.streamFailure = progress.error();
        m_client->abort(id);
        return;
    }
    if (progress->text.empty())
        return;
    prepared.hasShownText = true;
    m_watched.text(m_input.key.redacted(progress->text));
}

tl::expected<ChatReply, ChatFailure> LlmRunner::replyOf(Prepared &prepared, HttpOutcome &outcome)
{
    const auto failed = [&](ChatFailure failure) {
        if (!prepared.streamed.empty())
            failure.raw = prepared.streamed;
        return tl::make_unexpected(redacted(std::move(failure), m_input.key));
    };
    if (prepared.streamFailure)
        return failed(*prepared.streamFailure);
    if (!outcome)
        return failed(outcome.error());
    tl::expected<ChatReply, ChatFailure> reply;
    if (prepared.stream && outcome->status < 300) {
        outcome->body = prepared.streamed;
        reply = prepared.stream->finish();
    } else {
        reply = parseReply(m_input.provider, outcome->status, outcome->headers, outcome->body);
    }
    if (!reply)
        return failed(std::move(reply.error()));
    return reply;
}

void LlmRunner::came(int id, HttpOutcome outcome)
{
    auto found = m_underWay.extract(id);
    Prepared prepared = std::move(found.mapped());
    m_hasNews = true;
    m_pacer.received(now(), outcome ? outcome->headers : Headers());
    if (outcome)
        m_watch.replied();
    const auto reply = replyOf(prepared, outcome);
    if (reply)
        takeReply(std::move(prepared), *outcome, *reply);
    else
        takeFailure(std::move(prepared), reply.error(), outcome ? outcome->seconds : 0.0);
    pump();
}

void LlmRunner::takeReply(Prepared prepared, const HttpReply &http, const ChatReply &reply)
{
    m_failuresInARow = 0;
    m_window = std::min(static_cast<double>(m_parallel), m_window + 1.0);
    if (reply.usageIsKnown)
        m_estimate.learn(prepared.sent.body.size(), reply.usage.prompt);
    std::vector<StoredCall> calls = replyCalls(m_input.provider, m_input.key, m_input.prices,
                                               m_input.options, prepared.sent, http, reply);
    double cost = 0.0;
    bool isKnown = true;
    for (const StoredCall &call : calls) {
        isKnown = isKnown && call.cost;
        cost += call.cost.value_or(0.0);
    }
    m_spending.end(prepared.mostCost, isKnown ? cost : prepared.mostCost);

    std::vector<std::size_t> answered = std::move(prepared.planned.samples);
    if (calls.size() < answered.size()) {
        // Fewer choices than asked for: this service has no "n", whatever its preset says.
        m_hasSamplesTogether = false;
        for (std::size_t i = calls.size(); i < answered.size(); ++i)
            m_queue.push_front({{answered[i]}, 0});
        answered.resize(calls.size());
    }
    keep(calls,
         [this, answered](const std::vector<StoredCall> &kept) { countReplies(answered, kept); });
}

/// They are on the disk.
void LlmRunner::countReplies(const std::vector<std::size_t> &samples,
                             const std::vector<StoredCall> &calls)
{
    m_tally.kept(now(), calls);
    std::vector<std::size_t> again;
    for (std::size_t i = 0; i < samples.size(); ++i) {
        PlannedSample &sample = m_plan.samples[samples[i]];
        sample.result = sampleOf(m_input.provider, m_input.options, calls[i]);
        if (asksAgain(m_input.provider, m_input.options, calls[i], sample.result)) {
            planNextAsk(m_input.provider, m_input.questions, m_input.options, m_plan, sample);
            again.push_back(samples[i]);
        } else {
            sample.finished = true;
            m_tally.finished(m_plan, sample);
        }
    }
    for (PlannedRequest &request : requestsFor(m_plan, again, together()))
        m_queue.push_front(std::move(request));
}

void LlmRunner::takeFailure(Prepared prepared, const ChatFailure &failure, double seconds)
{
    m_spending.end(prepared.mostCost, mayBeCharged(failure) ? prepared.mostCost : 0.0);
    const bool wasStopped = m_stopped.has_value();
    const bool isOffline = !m_watched.text && m_watch.failed(now(), failure);
    PlannedRequest planned = prepared.planned;
    bool isOver = false;
    if (failure.kind == FailureKind::Cancelled || isOffline || (wasStopped && failure.retry)) {
        m_queue.push_front(planned); // which a stopped run throws away
    } else {
        planned.attempts += 1;
        const auto delay = nextAttempt(prepared, failure, planned.attempts);
        isOver = !delay;
        if (delay)
            m_later.emplace(now() + *delay, planned);
    }
    if (stopsQueue(failure))
        stop(errorOf(failure));
    if (isOver && ++m_failuresInARow >= failuresThatStop)
        stop(
            {ErrorCode::Io,
             std::to_string(failuresThatStop)
                 + " requests failed one after the other, so that the rest was not sent. The last: "
                 + failure.message,
             failure.raw});

    StoredCall call = failedCall(m_input.provider, m_input.key, m_input.options, prepared.sent,
                                 failure, seconds);
    keep({std::move(call)}, [this, planned, failure, isOver](const std::vector<StoredCall> &) {
        m_tally.failed(failure.kind);
        if (isOver)
            giveUp(planned, failure);
    });
}

bool LlmRunner::stopsQueue(const ChatFailure &failure) const
{
    switch (failure.kind) {
    case FailureKind::Billing:
    case FailureKind::Key:
    case FailureKind::Tls:
    case FailureKind::Redirect:
        return true;
    case FailureKind::RateLimit:
    case FailureKind::Overloaded:
        return failure.retryAfterSeconds.value_or(0.0) > m_input.options.retry.longestRetryAfter;
    default:
        return false;
    }
}

/// Seconds until it is sent again, or nothing.
std::optional<double> LlmRunner::nextAttempt(const Prepared &prepared, const ChatFailure &failure,
                                             int attempts)
{
    if (prepared.hasShownText)
        return {};
    const RetryPolicy &policy = m_input.options.retry;
    const std::optional<double> delay = retryDelay(failure, attempts, policy, m_random.unit());
    if (failure.kind == FailureKind::RateLimit || failure.kind == FailureKind::Overloaded)
        holdEverybody(failure, delay.value_or(policy.firstDelay));
    return delay;
}

/// And fewer are sent at once until replies come again.
void LlmRunner::holdEverybody(const ChatFailure &failure, double seconds)
{
    m_pacer.hold(now(), seconds);
    m_window = std::max(1.0, m_window / 2.0);
    if (now() + seconds < m_heldUntil)
        return;
    m_heldUntil = now() + seconds;
    m_holdReason = failure.kind == FailureKind::RateLimit ? "for the rate limit"
                                                          : "for the service, which is overloaded";
}

void LlmRunner::giveUp(const PlannedRequest &planned, const ChatFailure &failure)
{
    for (const std::size_t index : planned.samples) {
        PlannedSample &sample = m_plan.samples[index];
        sample.finished = true;
        sample.result.failure = failure;
        sample.result.answer.problem = failure.message;
        m_tally.finished(m_plan, sample);
    }
}

/// `then` is called when they are on the disk, with them.
void LlmRunner::keep(const std::vector<StoredCall> &calls,
                     std::function<void(std::vector<StoredCall>)> then)
{
    const std::size_t count = calls.size();
    m_writer->add(calls, [this, calls, count, then = std::move(then)](const Result<void> &kept) {
        m_hasNews = true;
        if (kept) {
            then(calls);
        } else if (!m_broken) {
            m_broken = kept.error();
            m_client->abortAll();
        }
        pump();
    });
}

} // namespace auspex
