// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/base/job.h"
#include "core/store/workspace.h"

namespace auspex {

/// One thing that is wrong with a workspace, as a full sentence.
struct Finding {
    enum class Severity {
        Damage, ///< data is lost or contradicts itself
        Note,   ///< harmless: a leftover of a crash
    };
    Severity severity = Severity::Damage;
    std::string message;
};

/// Checks all that can be checked: SQLite's pages and references, imports against their rows,
/// splits, architectures against their keys, prompts, calls, batch jobs, supernets and score
/// sets, stored JSON, and every artifact against its SHA-256.
/// An empty list is a clean bill. Changes nothing. Fails only where it is cancelled; what cannot be
/// read is a finding.
Result<std::vector<Finding>> checkWorkspace(Workspace &workspace, Job &job);

/// How much is in a workspace.
struct WorkspaceInfo {
    std::int64_t schemaVersion = 0;
    std::int64_t fileBytes = 0;
    std::int64_t artifactBytes = 0;
    std::int64_t tasks = 0;   ///< without the deleted ones, as are predictors and prompts
    std::int64_t deleted = 0; ///< tasks and predictors that purgeDeleted() would remove
    std::int64_t architectures = 0;
    std::int64_t imports = 0;
    std::int64_t splits = 0;
    std::int64_t tfsScores = 0;
    std::int64_t recordedScores = 0;
    std::int64_t predictors = 0;
    std::int64_t predictions = 0;
    std::int64_t evaluations = 0;
    std::int64_t runs = 0;
    std::int64_t prompts = 0;       ///< names, not versions
    std::int64_t calls = 0;         ///< to LLM services, failed attempts included
    double callsCost = 0.0;         ///< US dollars of the replies whose price is known
    std::int64_t callsUnpriced = 0; ///< replies whose price is not
    std::int64_t batches = 0;
    std::int64_t corpora = 0;
    std::int64_t supernets = 0;    ///< without the deleted ones
    std::int64_t subnetScores = 0; ///< of supernets and proxies
    std::int64_t artifacts = 0;
};
Result<WorkspaceInfo> workspaceInfo(Workspace &workspace);

} // namespace auspex
