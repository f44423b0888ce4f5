// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/llm/batch_submission.h"

#include <algorithm>

#include <QDateTime>

#include "core/base/text.h"
#include "core/llm/batch_results.h"
#include "core/llm/wire_json.h"

namespace auspex {

namespace {

constexpr const char *inputFileName = "input_file"; // in the settings
constexpr std::int64_t clockSkew = 3600;            ///< seconds by which our clocks may differ
constexpr int mostPages = 100;                      ///< of the service's list, a hundred each

bool needsFile(const Provider &provider)
{
    return provider.family != ApiFamily::Anthropic;
}

/// What a failed step of submitting leaves behind.
Result<StoredBatch> afterFailure(BatchWork &work, const StoredBatch &batch,
                                 const ChatFailure &failure, bool wasCreating)
{
    if (isRefusal(failure)) {
        const auto stored = storedAs(work, batch, BatchState::Failed, failure.message);
        return stored ? errorOf(failure) : stored;
    }
    if (failure.kind == FailureKind::Cancelled && !wasCreating) {
        const auto stored = storedAs(work, batch, BatchState::Cancelled,
                                     "It was cancelled before it was submitted.");
        return stored ? cancelled() : stored;
    }
    const bool isUnknown = wasCreating && mayHaveWorked(failure);
    auto stored = storedAs(work, batch, BatchState::Submitting,
                           failure.message
                               + (isUnknown ? " Whether the service has the batch job shows when "
                                              "it is looked at again."
                                            : " It is submitted when it is looked at again."));
    return stored && failure.kind == FailureKind::Cancelled ? cancelled() : stored;
}

LinkOutcome<std::string> uploadFile(BatchWork &work, const StoredBatch &batch,
                                    const std::string &upload)
{
    const auto body = work.link.repeated(uploadRequest(work.provider, batch.marker, upload));
    if (!body)
        return tl::make_unexpected(body.error());
    std::optional<std::string> file = uploadedFile(*body);
    if (!file)
        return tl::make_unexpected(work.link.unreadable("uploaded file", *body));
    return *std::move(file);
}

/// Whether another batch of the workspace is this one of the service's.
Result<bool> isTaken(BatchWork &work, const std::string &remoteId)
{
    return loadBatches(work.workspace).map([&](const std::vector<StoredBatch> &batches) {
        return std::any_of(batches.begin(), batches.end(),
                           [&](const StoredBatch &batch) { return batch.remoteId == remoteId; });
    });
}

/// The first result of a batch that has ended carries our marker in its id, if it is ours.
LinkOutcome<bool> carriesMarker(BatchWork &work, const StoredBatch &batch,
                                const RemoteBatch &remote)
{
    bool carries = false;
    for (const HttpRequest &request : resultRequests(work.provider, remote)) {
        const LinkOutcome<void> done = work.link.lines(request, [&](std::string_view line) {
            const auto result = batchResult(work.provider.family, line);
            carries = carries || (result && result->customId.starts_with(batch.marker + '-'));
        });
        if (!done)
            return tl::make_unexpected(done.error());
    }
    return carries;
}

/// By what the list says; Anthropic's has no room for a marker.
LinkOutcome<BatchSearch::Found> isThisBatch(BatchWork &work, const StoredBatch &batch,
                                            const RemoteBatch &remote)
{
    using Found = BatchSearch::Found;
    if (work.provider.family != ApiFamily::Anthropic)
        return remote.marker == batch.marker ? Found::Yes : Found::No;
    if (remote.requests != batch.requests || isTaken(work, remote.id).value_or(false))
        return Found::No;
    if (remote.state == RemoteBatch::State::InProgress)
        return Found::Perhaps;
    return carriesMarker(work, batch, remote).map([](bool carries) {
        return carries ? Found::Yes : Found::No;
    });
}

} // namespace

std::string utcNow()
{
    return QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs).toStdString();
}

Result<StoredBatch> storedAs(BatchWork &work, StoredBatch batch, BatchState state,
                             std::string problem)
{
    batch.state = state;
    batch.problem = std::move(problem);
    return updateBatch(work.workspace, batch).map([&] { return batch; });
}

Result<StoredBatch> adoptBatch(BatchWork &work, StoredBatch batch, const RemoteBatch &remote)
{
    batch.remoteId = remote.id;
    batch.finished = remote.finished;
    batch.checkedAt = utcNow();
    return storedAs(work, std::move(batch), BatchState::InProgress, {});
}

Result<StoredBatch> sendBatch(BatchWork &work, StoredBatch batch, const std::string &upload)
{
    std::string file = textOf(memberOf(batch.settings, inputFileName));
    const bool isReused = !file.empty();
    if (needsFile(work.provider) && file.empty()) {
        work.job.report({0, batch.requests, "requests", "uploading the requests", {}});
        const LinkOutcome<std::string> uploaded = uploadFile(work, batch, upload);
        if (!uploaded)
            return afterFailure(work, batch, uploaded.error(), false);
        file = *uploaded;
        batch.settings[inputFileName] = file;
        if (const auto stored = updateBatch(work.workspace, batch); !stored)
            return tl::make_unexpected(stored.error());
    }
    work.job.report({0, batch.requests, "requests", "creating the batch job", {}});
    const LinkOutcome<std::string> body = work.link.once(
        createBatchRequest(work.provider, batch.marker, file, upload));
    if (!body && isReused && body.error().kind == FailureKind::BadRequest) {
        batch.settings.erase(inputFileName); // the service has let go of the file
        return sendBatch(work, std::move(batch), upload);
    }
    if (!body)
        return afterFailure(work, batch, body.error(), true);
    const std::optional<RemoteBatch> remote = remoteBatch(work.provider, *body);
    if (!remote)
        return afterFailure(work, batch, work.link.unreadable("batch job", *body), true);
    return adoptBatch(work, std::move(batch), *remote);
}

LinkOutcome<BatchSearch> searchBatch(BatchWork &work, const StoredBatch &batch)
{
    BatchSearch search;
    const std::int64_t earliest = secondsOfUtc(batch.createdAt).value_or(0) - clockSkew;
    std::string after;
    for (int page = 0; page < mostPages; ++page) {
        const auto body = work.link.repeated(listBatchesRequest(work.provider, after));
        if (!body)
            return tl::make_unexpected(body.error());
        const std::optional<RemoteBatchPage> list = remoteBatchPage(work.provider, *body);
        if (!list)
            return tl::make_unexpected(work.link.unreadable("list of batch jobs", *body));
        bool anyLater = false;
        for (const RemoteBatch &remote : list->batches) {
            if (remote.createdAt != 0 && remote.createdAt < earliest)
                continue;
            anyLater = true;
            const LinkOutcome<BatchSearch::Found> found = isThisBatch(work, batch, remote);
            if (!found)
                return tl::make_unexpected(found.error());
            if (*found == BatchSearch::Found::Yes)
                return BatchSearch{*found, remote};
            if (*found == BatchSearch::Found::Perhaps)
                search = {*found, remote};
        }
        if (list->after.empty() || !anyLater) // the rest is older still
            return search;
        after = list->after;
    }
    return search;
}

Result<StoredBatch> settleBatch(BatchWork &work, StoredBatch batch)
{
    work.job.report({0, 0, {}, "looking for the batch job at the service", {}});
    batch.checkedAt = utcNow();
    const LinkOutcome<BatchSearch> search = searchBatch(work, batch);
    if (!search) {
        const auto stored = storedAs(work, std::move(batch), BatchState::Submitting,
                                     search.error().message);
        return stored ? errorOf(search.error()) : stored;
    }
    if (search->found == BatchSearch::Found::Yes)
        return adoptBatch(work, std::move(batch), search->remote);
    if (search->found == BatchSearch::Found::Perhaps)
        return storedAs(work, std::move(batch), BatchState::Submitting,
                        "The batch job " + search->remote.id + " of " + work.provider.title
                            + " may be this one, which shows when it has ended; look again later.");
    const auto requests = loadBatchRequests(work.workspace, batch.id);
    if (!requests)
        return tl::make_unexpected(requests.error());
    return sendBatch(work, std::move(batch), batchUpload(work.provider, *requests));
}

} // namespace auspex
