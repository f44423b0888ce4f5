// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <optional>
#include <vector>

#include <QString>
#include <QStringList>

#include "core/base/job.h"
#include "core/store/tfs_store.h"

namespace auspex {

/// What an import came to, also one that was stopped half way: each file is all in or not at all.
struct ImportOutcome {
    std::vector<ImportRequest> imported;  ///< the files that changed something, in their order
    std::vector<std::int64_t> importIds;  ///< of these, for removeImports()
    std::vector<ImportSummary> summaries; ///< of all files, also of those that were known
    QStringList problems;                 ///< line by line, for people
    std::vector<TfsTask> tasks;           ///< of the workspace afterwards
    std::optional<Error> error;           ///< why it stopped; Cancelled where the user did
};

/// Reads all files of a TFS-Eval folder. Lines that cannot be used are in the requests' problems.
Result<std::vector<ImportRequest>> readTfsEvalRequests(const std::filesystem::path &folder,
                                                       Job &job);

/// Imports the files one after the other, each in a transaction of its own. A file without a usable
/// record is a problem, and the others are imported. Call it in any thread, with a workspace of
/// that thread.
ImportOutcome importRequests(Workspace &workspace, const std::vector<ImportRequest> &requests,
                             Job &job);

/// "Imported 90 architectures for 3 tasks from 18 files; 2 lines could not be used."
QString importSummaryText(const ImportOutcome &outcome);

} // namespace auspex
