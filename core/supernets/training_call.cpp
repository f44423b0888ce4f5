// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/supernets/training_call.h"

#include <chrono>
#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>

namespace auspex {

namespace {

constexpr std::chrono::milliseconds watchInterval{50};

/// What comes from the client's thread.
struct Inbox {
    using Message = std::pair<std::string, nlohmann::json>;

    std::mutex mutex;
    std::condition_variable changed;
    std::deque<Message> messages;
    std::optional<JobProgress> progress;
    std::optional<Result<nlohmann::json>> reply;
};

template<typename Notice>
void tell(const Result<Notice> &notice, const std::function<void(const Notice &)> &listener)
{
    if (notice && listener)
        listener(*notice);
}

void tell(const Inbox::Message &message, const engine::TrainingNotices &notices)
{
    const auto &[name, parameters] = message;
    if (name == engine::method::trainUpdated)
        tell(engine::updatedNoticeOf(parameters), notices.updated);
    else if (name == engine::method::trainValidated)
        tell(engine::validatedNoticeOf(parameters), notices.validated);
    else if (name == engine::method::trainSaved)
        tell(engine::savedNoticeOf(parameters), notices.saved);
}

} // namespace

Result<engine::TrainReply> trainFromHere(engine::Client &client,
                                         const engine::TrainRequest &request, Job &job,
                                         const engine::TrainingNotices &notices)
{
    const auto inbox = std::make_shared<Inbox>();
    const auto inner = std::make_shared<Job>([inbox](const JobProgress &progress) {
        const std::lock_guard lock(inbox->mutex);
        inbox->progress = progress;
        inbox->changed.notify_all();
    });
    client.send(
        engine::method::trainRun, engine::jsonOf(request), inner,
        [inbox](Result<nlohmann::json> reply) {
            const std::lock_guard lock(inbox->mutex);
            inbox->reply = std::move(reply);
            inbox->changed.notify_all();
        },
        [inbox](const std::string &name, const nlohmann::json &parameters) {
            const std::lock_guard lock(inbox->mutex);
            inbox->messages.emplace_back(name, parameters);
            inbox->changed.notify_all();
        });
    std::unique_lock lock(inbox->mutex);
    for (;;) {
        inbox->changed.wait_for(lock, watchInterval);
        std::deque<Inbox::Message> messages = std::exchange(inbox->messages, {});
        const std::optional<JobProgress> progress = std::exchange(inbox->progress, {});
        const bool isLast = inbox->reply.has_value();
        lock.unlock();
        job.setCanPause(inner->canPause());
        inner->setPaused(job.isPaused());
        if (job.isCancelled())
            inner->cancel();
        // What an update brought is told with its notice, in more words.
        if (progress && progress->message != "training")
            job.report(*progress);
        for (const Inbox::Message &message : messages)
            tell(message, notices);
        lock.lock();
        if (isLast)
            break;
    }
    job.setCanPause(false);
    if (!*inbox->reply)
        return tl::make_unexpected(inbox->reply->error());
    return engine::trainReplyOf(**inbox->reply);
}

} // namespace auspex
