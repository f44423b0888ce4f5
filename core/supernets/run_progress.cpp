// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/supernets/run_progress.h"

namespace auspex {

namespace {

using Clock = std::chrono::steady_clock;
constexpr std::chrono::seconds writeInterval{3};

} // namespace

Result<engine::TrainReply> trainForRun(engine::Client &client, const engine::TrainRequest &request,
                                       Job &job, TrainingProgress &progress,
                                       const std::function<void()> &write,
                                       const std::function<void()> &told)
{
    progress.maxUpdates = request.options.maxUpdates;
    Clock::time_point written = Clock::now();
    const auto writeNow = [&] {
        write();
        written = Clock::now();
    };
    engine::TrainingNotices notices;
    notices.updated = [&](const engine::UpdatedNotice &notice) {
        progress.add(notice);
        job.report({progress.update, progress.maxUpdates, "updates", progress.sentence(), {}});
        if (Clock::now() - written >= writeInterval)
            writeNow();
        if (told)
            told();
    };
    notices.validated = [&](const engine::ValidatedNotice &notice) {
        progress.add(notice);
        if (told)
            told();
    };
    notices.saved = [&](const engine::SavedNotice &notice) {
        progress.savedUpdate = notice.update;
        writeNow();
        if (told)
            told();
    };
    return trainFromHere(client, request, job, notices);
}

Result<int> threadsFor(int wanted, engine::Client &client, Job &job, TrainingProgress &progress)
{
    if (wanted > 0)
        progress.threads = wanted;
    if (progress.threads > 0)
        return progress.threads;
    const Result<engine::EngineInformation> engine = client.information(job);
    if (!engine)
        return tl::make_unexpected(engine.error());
    progress.threads = engine->threads;
    return progress.threads;
}

RunState stateAfter(const Error &error)
{
    return error.code == ErrorCode::Cancelled ? RunState::Paused : RunState::Failed;
}

} // namespace auspex
