// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/arch/tfs_data.h"
#include "core/store/workspace.h"

// Writing TFS scores into a workspace, and taking them back. All calls belong to the workspace's
// thread.

namespace auspex {

/// The content of one file, as its reader gave it.
struct ImportRequest {
    std::string task;                           ///< made where it does not exist
    std::string split;                          ///< empty: the records belong to no split
    SplitRole role = SplitRole::Demonstrations; ///< in the split
    std::vector<TfsRecord> records;
    std::vector<std::size_t> lines;    ///< of the record with the same index; may be empty
    std::string file;                  ///< as problems shall name it
    std::string contentSha256;         ///< sha256() of the file's bytes
    std::vector<LineProblem> problems; ///< that the reader found
};

struct ImportSummary {
    std::int64_t importId = 0;
    std::string task;
    bool isNewTask = false;
    bool wasKnown = false; ///< this content was there already; nothing changed
    std::size_t usedRecords = 0;
    std::size_t newRecords = 0;        ///< architectures that the task did not have
    std::size_t newScores = 0;         ///< trained-from-scratch and recorded ones
    std::vector<LineProblem> problems; ///< the reader's, then conflicts with what was known

    /// One sentence of it all, for people.
    std::string message;
};

/// Takes one file into a task in one transaction, by the rules of mergeRecords() and against what
/// the task already holds: all of it is written, or nothing. Where a split's role is given again,
/// the new members replace the old ones. Fails, changing nothing, where no record could be used.
Result<ImportSummary> importTfsFile(Workspace &workspace, const ImportRequest &request);

/// The same for a file that has several parts, such as a table with both roles: all of the parts
/// are written, or nothing of the file. A summary each.
Result<std::vector<ImportSummary>> importTfsFile(Workspace &workspace,
                                                 std::span<const ImportRequest> parts);

/// Stores a split (of drawSplit()) whose indices are those of the task as it is stored, replacing
/// one of the same name. Gives the ids for removeImports(), which takes it back.
Result<std::vector<std::int64_t>> saveSplit(Workspace &workspace, const std::string &task,
                                            const TfsSplit &split);

/// Takes imports back, which leaves their tasks exactly as they were before; a task without imports
/// goes as a whole. They must be the newest of their tasks, for later ones build on them. All or
/// nothing, in one transaction.
Result<void> removeImports(Workspace &workspace, std::vector<std::int64_t> importIds);

} // namespace auspex
