// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <mutex>
#include <optional>

#include <QPersistentModelIndex>

#include "core/predict/llm_demand.h"
#include "ui/session/llm_center.h"

namespace auspex {

/// A run under way: what its thread does and tells, and what the window knows of it.
struct LlmCenter::LiveRun : std::enable_shared_from_this<LiveRun> {
    // Set once, before the thread begins.
    qint64 id = 0;
    LlmRunSetup setup;
    std::shared_ptr<const TfsTask> task;
    LlmRunStatus before; ///< what earlier stretches of the run sent and paid

    // Of the GUI thread.
    QPersistentModelIndex entry; ///< in the list of jobs
    quint64 shown = 0;           ///< the version of the status that was told last

    // Of both.
    std::atomic<quint64> version = 0;      ///< of the status
    std::atomic<bool> keyMissing = false;  ///< nothing could be sent for want of a key
    std::optional<StoredBatch> batch = {}; ///< what was handed over; to be read after the end

    /// Opens what the thread needs of the workspace.
    Result<void> open(Workspace &workspace, LlmService::Settings settings);

    /// Asks everything, or hands it over as a batch job; in the run's thread.
    Result<void> execute(Job &job);

    /// The whole run so far: sent and paid before is counted in.
    LlmRunStatus status() const;
    void setPredictions(qint64 count);

private:
    Result<void> askAll(const std::vector<LlmDemand> &demands, Job &job);
    Result<void> handOver(const std::vector<LlmDemand> &demands, Job &job);
    Result<void> count(const std::vector<LlmDemand> &demands);
    void tell(const LlmRunStatus &now);

    LlmService::Settings m_settings;
    std::shared_ptr<LlmService> m_service; ///< sends
    std::optional<Workspace> m_connection;
    Job *m_job = nullptr; ///< while execute() lasts, of its thread

    mutable std::mutex m_mutex; ///< of what follows
    LlmRunStatus m_now;
    qint64 m_predictions = 0;
    qint64 m_failed = 0; ///< that could not even be asked
};

/// What the run has to ask, by the split.
Result<std::vector<LlmDemand>> demandOf(const TfsTask &task, const LlmRunSetup &setup,
                                        const std::shared_ptr<LlmService> &service);

/// For people, and to begin with again: the run's document "progress".
nlohmann::json progressJson(const LlmRunStatus &status, const QString &problem);
LlmRunStatus statusOfProgress(const nlohmann::json &progress);
QString problemOfProgress(const nlohmann::json &progress);

/// What the calls of a run amount to, as the workspace has them.
LlmRunStatus statusOfCalls(Workspace &workspace, qint64 runId, LlmRunStatus status);

} // namespace auspex
