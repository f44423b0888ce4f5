// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/llm/batch_link.h"

#include <algorithm>

#include <QEventLoop>
#include <QTimer>

#include "core/base/text.h"
#include "core/llm/batch_results.h"
#include "core/llm/pacing.h"

namespace auspex {

namespace {

/// Patience for a person who waits: the job is looked at again later anyway.
constexpr int mostRetries = 2;

/// 200 MB at some 60 kB a second.
constexpr HttpTimeouts timeouts = {3600.0, 120.0};

/// Bytes that the service said would come; 0 where it said nothing.
std::int64_t lengthOf(const Headers &headers)
{
    const std::string *length = headerValue(headers, "content-length");
    return length ? parseInteger(*length).value_or(0) : 0;
}

/// Measured: now and then Qt 6.4 takes a reset connection for the end of the body.
ChatFailure cutOff(const Provider &provider)
{
    ChatFailure failure;
    failure.kind = FailureKind::Network;
    failure.code = "cut";
    failure.message = "The connection to " + provider.title
                      + " was cut before all results came; collect them again.";
    failure.retry = true;
    return failure;
}

} // namespace

BatchLink::BatchLink(const Provider &provider, const SecretKey &key, Job &job)
    : m_provider(provider)
    , m_key(key)
    , m_job(job)
{
}

LinkOutcome<std::string> BatchLink::once(const HttpRequest &request)
{
    return send(request, {});
}

LinkOutcome<std::string> BatchLink::repeated(const HttpRequest &request)
{
    return retried(request, [] { return HttpClient::Chunk(); });
}

LinkOutcome<void> BatchLink::lines(const HttpRequest &request,
                                   const std::function<void(std::string_view)> &use)
{
    LineSplitter splitter;
    const auto useRedacted = [&](std::string_view line) { use(m_key.redacted(std::string(line))); };
    const auto begin = [&]() -> HttpClient::Chunk {
        splitter = LineSplitter(); // what a broken download left is no line
        return [&](std::string_view bytes) { splitter.feed(bytes, useRedacted); };
    };
    const LinkOutcome<std::string> done = retried(request, begin);
    if (!done)
        return tl::make_unexpected(done.error());
    splitter.finish(useRedacted);
    return {};
}

ChatFailure BatchLink::unreadable(const std::string &what, const std::string &body) const
{
    ChatFailure failure;
    failure.kind = FailureKind::BadReply;
    failure.raw = m_key.redacted(body);
    failure.message = m_provider.title + " answered with something that is no " + what + " ("
                      + quotedForMessage(failure.raw) + "); check the provider's address.";
    return failure;
}

LinkOutcome<std::string> BatchLink::send(const HttpRequest &request, const HttpClient::Chunk &chunk)
{
    std::int64_t received = 0;
    const auto counted = [&](std::string_view bytes) {
        received += static_cast<std::int64_t>(bytes.size());
        chunk(bytes);
    };
    HttpOutcome outcome = fetch(request, m_key, m_provider.allowsPlainHttp, timeouts, m_job,
                                chunk ? HttpClient::Chunk(counted) : HttpClient::Chunk());
    if (!outcome)
        return tl::make_unexpected(redacted(std::move(outcome.error()), m_key));
    if (outcome->status < 400 && chunk && received < lengthOf(outcome->headers))
        return tl::make_unexpected(cutOff(m_provider));
    if (outcome->status < 400)
        return std::move(outcome->body);
    return tl::make_unexpected(
        redacted(failureOf(m_provider, outcome->status, outcome->headers, outcome->body), m_key));
}

LinkOutcome<std::string> BatchLink::retried(const HttpRequest &request,
                                            const std::function<HttpClient::Chunk()> &begin)
{
    RetryPolicy policy;
    policy.maxRetries = mostRetries;
    for (int attempt = 1;; ++attempt) {
        LinkOutcome<std::string> outcome = send(request, begin());
        if (outcome || m_job.isCancelled())
            return outcome;
        const auto delay = retryDelay(outcome.error(), attempt, policy, 0.0);
        if (!delay)
            return outcome;
        wait(*delay);
    }
}

void BatchLink::wait(double seconds)
{
    constexpr int lookEveryMs = 20;
    QEventLoop loop;
    QTimer::singleShot(static_cast<int>(std::max(0.0, seconds) * 1000.0), &loop, &QEventLoop::quit);
    QTimer look;
    QObject::connect(&look, &QTimer::timeout, &loop, [&] {
        if (m_job.isCancelled())
            loop.quit();
    });
    look.start(lookEveryMs);
    loop.exec();
}

bool isRefusal(const ChatFailure &failure)
{
    switch (failure.kind) {
    case FailureKind::BadRequest:
    case FailureKind::Key:
    case FailureKind::Billing:
    case FailureKind::Redirect:
    case FailureKind::Tls:
        return true;
    default:
        return false;
    }
}

bool mayHaveWorked(const ChatFailure &failure)
{
    return !isRefusal(failure) && failure.kind != FailureKind::RateLimit;
}

tl::unexpected<Error> errorOf(const ChatFailure &failure)
{
    if (failure.kind == FailureKind::Cancelled)
        return cancelled();
    return auspex::failure(failure.kind == FailureKind::Network
                                   || failure.kind == FailureKind::Timeout
                               ? ErrorCode::Io
                               : ErrorCode::InvalidInput,
                           failure.message, failure.raw);
}

} // namespace auspex
