// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/llm/batch.h"

#include <unordered_map>

#include <QUuid>

#include "core/base/text.h"
#include "core/llm/batch_plan.h"
#include "core/llm/batch_results.h"
#include "core/llm/batch_submission.h"
#include "core/llm/spending.h"

namespace auspex {

namespace {

constexpr const char *brokenName = "results_broken"; // in the settings

Result<void> checkProvider(const Provider &provider, const SecretKey &key)
{
    if (!provider.batches || provider.family == ApiFamily::Azure)
        return failure(ErrorCode::InvalidInput,
                       provider.title
                           + " has no batch jobs that this program knows; run the questions one by "
                             "one, or choose OpenAI or Anthropic.");
    const std::vector<std::string> problems = providerProblems(provider);
    if (!problems.empty())
        return failure(ErrorCode::InvalidInput, problems.front());
    if (provider.needsKey && key.isEmpty())
        return failure(ErrorCode::InvalidInput, provider.title
                                                    + " needs a key, and there is none; enter it "
                                                      "among the providers.");
    return {};
}

/// The batch as the workspace has it now, whatever the caller's copy says.
Result<StoredBatch> presentBatch(const Provider &provider, const SecretKey &key,
                                 const StoredBatch &batch, Workspace &workspace)
{
    if (const Result<void> usable = checkProvider(provider, key); !usable)
        return tl::make_unexpected(usable.error());
    if (workspace.isReadOnly())
        return failure(ErrorCode::ReadOnly, workspace.readOnlyReason());
    Result<StoredBatch> present = loadBatch(workspace, batch.id);
    if (present && present->provider != provider.id)
        return failure(ErrorCode::InvalidInput, "The batch job was submitted to the provider "
                                                    + present->provider + ", not to " + provider.id
                                                    + "; use that one.");
    return present;
}

Result<void> checkSize(std::int64_t requests, std::size_t bytes)
{
    if (requests > mostBatchRequests)
        return failure(ErrorCode::InvalidInput,
                       "A batch job may have " + std::to_string(mostBatchRequests)
                           + " requests, and this one has " + std::to_string(requests)
                           + "; submit it in parts.");
    if (static_cast<std::int64_t>(bytes) > mostBatchBytes)
        return failure(ErrorCode::InvalidInput,
                       "A batch job may have " + std::to_string(mostBatchBytes / 1'000'000)
                           + " MB, and this one has " + std::to_string(bytes / 1'000'000 + 1)
                           + "; submit it in parts.");
    return {};
}

Result<void> checkBudget(const Provider &provider, const PriceList &prices,
                         const std::vector<LlmQuestion> &questions, const LlmRunOptions &options,
                         Workspace &workspace, Job &job)
{
    if (!options.budget)
        return {};
    const auto cache = workspaceCallCache(workspace, 0);
    if (!cache)
        return tl::make_unexpected(cache.error());
    const Result<CostEstimate> estimate = estimateCost(provider, SecretKey(), prices, questions,
                                                       options, **cache, job);
    if (!estimate)
        return tl::make_unexpected(estimate.error());
    if (!estimate->batchCost)
        return failure(ErrorCode::InvalidInput,
                       "The price of " + options.parameters.model
                           + " is unknown, so that a budget cannot be kept; enter the price, or "
                             "submit without a budget.");
    if (*estimate->batchCost > *options.budget)
        return failure(ErrorCode::InvalidInput,
                       "The batch job may cost " + moneyText(*estimate->batchCost)
                           + ", and the budget is " + moneyText(*options.budget)
                           + "; nothing was submitted. Raise the budget, or submit less.");
    return {};
}

Result<void> checkAnythingLeft(const BatchPlan &plan)
{
    if (!plan.requests.empty())
        return {};
    if (plan.waiting == 0)
        return failure(ErrorCode::InvalidInput,
                       "Nothing is left to ask: the workspace has a reply to each question.");
    return failure(ErrorCode::InvalidInput,
                   "Nothing is left to ask: " + std::to_string(plan.waiting)
                       + " predictions wait in another batch job already; collect that one.");
}

/// Takes the results of a batch that has ended into the workspace.
class Collection {
public:
    Collection(BatchWork &work, const PriceList &prices, const StoredBatch &batch)
        : m_work(work)
        , m_prices(prices)
        , m_batch(batch)
    {
    }

    Result<StoredBatch> run(const RemoteBatch &remote);

private:
    void take(std::string_view line);
    void flush();
    Result<StoredBatch> incomplete(const std::string &message);
    Result<StoredBatch> complete(const RemoteBatch &remote);
    std::string problemOf(bool wasCancelled, std::int64_t without) const;

    BatchWork &m_work;
    const PriceList &m_prices;
    StoredBatch m_batch;
    std::unordered_map<std::string, std::vector<BatchRequest>> m_waiting; ///< by request id
    std::vector<StoredCall> m_calls;                                      ///< not yet stored
    std::unordered_map<std::string, bool> m_seen; ///< request ids in the results
    std::int64_t m_unreadable = 0;
    std::int64_t m_failed = 0; ///< requests
    std::optional<Error> m_storeError;
};

Result<StoredBatch> Collection::run(const RemoteBatch &remote)
{
    auto requests = loadBatchRequests(m_work.workspace, m_batch.id);
    if (!requests)
        return tl::make_unexpected(requests.error());
    for (BatchRequest &request : *requests)
        m_waiting[request.customId].push_back(std::move(request));
    for (const HttpRequest &request : resultRequests(m_work.provider, remote)) {
        const LinkOutcome<void> done = m_work.link.lines(
            request, [this](std::string_view line) { take(line); });
        flush();
        if (m_storeError)
            return tl::make_unexpected(*m_storeError);
        if (!done && done.error().kind == FailureKind::Cancelled)
            return cancelled();
        if (!done)
            return incomplete(done.error().message);
    }
    if (static_cast<std::int64_t>(m_seen.size()) < remote.results)
        return incomplete("The results of the batch job " + remote.id + " came incompletely ("
                          + std::to_string(m_seen.size()) + " of " + std::to_string(remote.results)
                          + "); collect it again.");
    return complete(remote);
}

void Collection::take(std::string_view line)
{
    constexpr std::size_t callsAtOnce = 200;
    if (m_storeError)
        return;
    const std::optional<BatchResult> result = batchResult(m_work.provider.family, line);
    if (!result) {
        ++m_unreadable;
        return;
    }
    m_seen[result->customId] = true;
    const auto waiting = m_waiting.find(result->customId);
    if (waiting == m_waiting.end())
        return; // taken in before
    if (result->kind == BatchResult::Kind::Cancelled)
        return; // it was never asked: it stays waiting, and is let go at the end
    bool failed = false;
    for (StoredCall &call : callsOf(m_work.provider, m_prices, m_batch, *result, waiting->second)) {
        failed = failed || !call.replied;
        m_calls.push_back(std::move(call));
    }
    m_failed += failed ? 1 : 0;
    m_waiting.erase(waiting);
    if (m_calls.size() >= callsAtOnce)
        flush();
}

void Collection::flush()
{
    if (m_storeError || m_calls.empty())
        return;
    const Result<void> done = settleBatchRequests(m_work.workspace, m_batch.id, m_calls);
    if (!done)
        m_storeError = done.error();
    m_calls.clear();
    m_work.job.report({m_batch.requests - static_cast<std::int64_t>(m_waiting.size()),
                       m_batch.requests,
                       "requests",
                       "taking in results",
                       {}});
}

/// They are still at the service: the batch stays as it is.
Result<StoredBatch> Collection::incomplete(const std::string &message)
{
    m_batch.settings[brokenName] = true;
    const auto stored = storedAs(m_work, m_batch, BatchState::Ended, message);
    return stored ? failure(ErrorCode::Io, message) : stored;
}

Result<StoredBatch> Collection::complete(const RemoteBatch &remote)
{
    const bool wasCancelled = remote.isCancelled;
    const auto without = static_cast<std::int64_t>(m_waiting.size());
    for (const auto &[id, requests] : m_waiting) {
        for (const BatchRequest &request : requests) {
            if (!wasCancelled)
                m_calls.push_back(
                    callWithoutResult(m_batch, request,
                                      "The batch job ended without a result for this request; "
                                      "submit it again."));
        }
    }
    flush();
    if (m_storeError)
        return tl::make_unexpected(*m_storeError);
    m_batch.settings.erase(brokenName);
    m_batch.finished = m_batch.requests - without;
    return storedAs(m_work, m_batch,
                    wasCancelled && without > 0 ? BatchState::Cancelled : BatchState::Collected,
                    problemOf(wasCancelled, without));
}

std::string Collection::problemOf(bool wasCancelled, std::int64_t without) const
{
    std::vector<std::string> sentences;
    const std::string all = " of " + std::to_string(m_batch.requests) + " requests ";
    if (m_failed > 0)
        sentences.push_back(std::to_string(m_failed) + all
                            + "failed, each for the reason that its call tells.");
    if (without > 0)
        sentences.push_back(
            std::to_string(without) + all + "ended without a result"
            + (wasCancelled ? " because the batch job was cancelled." : "; submit them again."));
    if (m_unreadable > 0)
        sentences.push_back(
            "Lines of the results that could not be read: " + std::to_string(m_unreadable) + '.');
    return join(sentences, " ");
}

Result<StoredBatch> pollAndCollect(BatchWork &work, const PriceList &prices, StoredBatch batch)
{
    work.job.report({batch.finished, batch.requests, "requests", "asking the service", {}});
    batch.checkedAt = utcNow();
    const LinkOutcome<std::string> body = work.link.repeated(
        batchRequest(work.provider, batch.remoteId));
    if (!body && body.error().status == 404)
        return failure(ErrorCode::NotFound,
                       work.provider.title + " knows no batch job " + batch.remoteId
                           + " for this key; use the key that submitted it, or cancel it if it is "
                             "gone for good.",
                       body.error().raw);
    if (!body)
        return errorOf(body.error());
    const std::optional<RemoteBatch> remote = remoteBatch(work.provider, *body);
    if (!remote)
        return errorOf(work.link.unreadable("batch job", *body));
    batch.finished = remote->finished;
    switch (remote->state) {
    case RemoteBatch::State::InProgress:
        return storedAs(work, std::move(batch), BatchState::InProgress,
                        remote->isCancelled ? "It is being cancelled." : "");
    case RemoteBatch::State::Failed:
        return storedAs(
            work, std::move(batch), BatchState::Failed,
            work.provider.title + " refused the batch job"
                + (remote->problem.empty() ? std::string(".") : ": " + remote->problem));
    case RemoteBatch::State::Ended:
        break;
    }
    Result<StoredBatch> ended = storedAs(work, std::move(batch), BatchState::Ended, {});
    return ended ? Collection(work, prices, *ended).run(*remote) : ended;
}

Result<StoredBatch> cancelRemote(BatchWork &work, StoredBatch batch)
{
    const LinkOutcome<std::string> body = work.link.repeated(
        cancelBatchRequest(work.provider, batch.remoteId));
    if (!body && body.error().status == 404)
        return storedAs(work, std::move(batch), BatchState::Cancelled,
                        work.provider.title + " does not know it any more.");
    // One that has ended meanwhile is refused: it is collected as it is.
    if (!body && body.error().kind != FailureKind::BadRequest && body.error().status != 409)
        return errorOf(body.error());
    return storedAs(work, std::move(batch), BatchState::InProgress, "It is being cancelled.");
}

Result<StoredBatch> cancelSubmitting(BatchWork &work, StoredBatch batch)
{
    const LinkOutcome<BatchSearch> search = searchBatch(work, batch);
    if (!search)
        return errorOf(search.error());
    switch (search->found) {
    case BatchSearch::Found::No:
        break;
    case BatchSearch::Found::Perhaps:
        return failure(ErrorCode::InvalidInput,
                       "The batch job " + search->remote.id + " of " + work.provider.title
                           + " may be this one, which shows when it has ended; cancel it there, or "
                             "try again later.");
    case BatchSearch::Found::Yes: {
        Result<StoredBatch> adopted = adoptBatch(work, std::move(batch), search->remote);
        return adopted ? cancelRemote(work, *std::move(adopted)) : adopted;
    }
    }
    return storedAs(work, std::move(batch), BatchState::Cancelled,
                    "It was cancelled before it was submitted.");
}

} // namespace

Result<StoredBatch> submitBatch(const Provider &provider, const SecretKey &key,
                                const std::vector<LlmQuestion> &questions,
                                const LlmRunOptions &options, Workspace &workspace,
                                std::int64_t runId, Job &job, const PriceList &prices)
{
    if (const Result<void> usable = checkProvider(provider, key); !usable)
        return tl::make_unexpected(usable.error());
    if (workspace.isReadOnly())
        return failure(ErrorCode::ReadOnly, workspace.readOnlyReason());
    if (options.cachedOnly)
        return failure(ErrorCode::InvalidInput,
                       "Only kept replies were asked for, and a batch job sends; allow sending.");
    StoredBatch batch;
    batch.runId = runId;
    batch.provider = provider.id;
    batch.model = options.parameters.model;
    batch.marker = "auspex-" + QUuid::createUuid().toString(QUuid::Id128).toStdString();
    batch.settings["reading"] = batchReadingJson({options.answers, options.parameters.maxTokens});
    const Result<BatchPlan> plan = planBatch(provider, questions, options, batch.marker, workspace);
    if (!plan)
        return tl::make_unexpected(plan.error());
    if (const Result<void> left = checkAnythingLeft(*plan); !left)
        return tl::make_unexpected(left.error());
    batch.requests = requestCount(plan->requests);
    const std::string upload = batchUpload(provider, plan->requests);
    if (const Result<void> fits = checkSize(batch.requests, upload.size()); !fits)
        return tl::make_unexpected(fits.error());
    if (const Result<void> within = checkBudget(provider, prices, questions, options, workspace,
                                                job);
        !within)
        return tl::make_unexpected(within.error());
    if (job.isCancelled())
        return cancelled();
    Result<StoredBatch> added = addBatch(workspace, batch, plan->requests);
    if (!added)
        return added;
    BatchWork work{provider, BatchLink(provider, key, job), workspace, job};
    return sendBatch(work, *added, upload);
}

Result<StoredBatch> collectBatch(const Provider &provider, const SecretKey &key,
                                 const PriceList &prices, const StoredBatch &batch,
                                 Workspace &workspace, Job &job)
{
    Result<StoredBatch> present = presentBatch(provider, key, batch, workspace);
    if (!present || isFinal(present->state))
        return present;
    BatchWork work{provider, BatchLink(provider, key, job), workspace, job};
    if (present->state == BatchState::Submitting)
        present = settleBatch(work, *std::move(present));
    if (!present || present->state == BatchState::Submitting || isFinal(present->state))
        return present;
    return pollAndCollect(work, prices, *std::move(present));
}

Result<StoredBatch> cancelBatch(const Provider &provider, const SecretKey &key,
                                const StoredBatch &batch, Workspace &workspace, Job &job)
{
    Result<StoredBatch> present = presentBatch(provider, key, batch, workspace);
    if (!present || isFinal(present->state))
        return present;
    BatchWork work{provider, BatchLink(provider, key, job), workspace, job};
    if (present->state == BatchState::Submitting)
        return cancelSubmitting(work, *std::move(present));
    if (present->state == BatchState::InProgress)
        return cancelRemote(work, *std::move(present));
    if (!present->settings.contains(brokenName))
        return present; // its results wait: they were paid for
    return storedAs(work, *std::move(present), BatchState::Cancelled,
                    "It was given up; its results could not be collected.");
}

} // namespace auspex
