// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/store/workspace.h"

// Pieces of work that outlast a program: LLM runs now, trainings and searches later (the table
// "runs"). All calls belong to the workspace's thread.

namespace auspex {

enum class RunState { Queued, Running, Paused, Done, Failed, Cancelled };

struct StoredRun {
    std::int64_t id = 0; ///< given by saving
    std::string kind;    ///< "llm", "ablation"
    RunState state = RunState::Queued;
    nlohmann::json settings = nlohmann::json::object(); ///< enough to run it again
    nlohmann::json progress = nlohmann::json::object(); ///< for people: counts, cost, the error
    std::string createdAt;                              ///< UTC, given by loading
    std::string changedAt;
};

Result<StoredRun> addRun(Workspace &workspace, const std::string &kind,
                         const nlohmann::json &settings);
Result<void> updateRun(Workspace &workspace, std::int64_t id, RunState state,
                       const nlohmann::json &progress);
/// Oldest first; of all kinds, where the kind is empty.
Result<std::vector<StoredRun>> loadRuns(Workspace &workspace, const std::string &kind = {});

/// Those that a killed program left as running become paused: to be called by the program that
/// holds the workspace's lock, when it opens it. Gives their number.
Result<std::int64_t> settleInterruptedRuns(Workspace &workspace);

/// Removes the run; its calls and batch jobs stay, as those of no run.
Result<void> removeRun(Workspace &workspace, std::int64_t id);

} // namespace auspex
