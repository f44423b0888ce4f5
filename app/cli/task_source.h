// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "app/cli/context.h"
#include "core/arch/tfs_data.h"
#include "core/store/workspace.h"

// Where a command's TFS data comes from.

namespace auspex::cli {

/// The tasks of a folder in the LLMAS layout; lines that cannot be read are warned about.
tl::expected<std::vector<TfsTask>, Stop> tasksOfFolder(Context &context, const std::string &folder);

/// Those of a workspace; fails where it has none.
tl::expected<std::vector<TfsTask>, Stop> tasksOfWorkspace(Workspace &workspace);

/// Of --tfs FOLDER or of --workspace, which is opened for reading; both or neither is a wrong
/// command line.
tl::expected<std::vector<TfsTask>, Stop> readTasks(Context &context, const std::string &folder);

/// Those that were asked for, in that order; all where none was. Fails on an unknown name.
tl::expected<std::vector<TfsTask>, Stop> chosenTasks(std::vector<TfsTask> tasks,
                                                     const std::vector<std::string> &names);

/// The one of the name, or without a name the only one.
tl::expected<TfsTask, Stop> chosenTask(std::vector<TfsTask> tasks, const std::string &name);

} // namespace auspex::cli
