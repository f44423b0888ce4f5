// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/arch/tfs_data.h"
#include "core/store/workspace.h"

// Reading tasks from a workspace, and deleting and renaming them. All calls belong to the
// workspace's thread.

namespace auspex {

/// What a list of tasks shows.
struct TaskInfo {
    std::int64_t id = 0;
    std::string name;
    std::int64_t revision = 0; ///< rises with every change of the task's data
    std::int64_t records = 0;
    std::vector<std::string> splits;  ///< in the order they came
    std::vector<std::string> targets; ///< sorted
};

/// Sorted by name.
Result<std::vector<TaskInfo>> listTasks(Workspace &workspace);

/// Sorted by name. One consistent view, whatever others write meanwhile.
Result<std::vector<TfsTask>> loadTasks(Workspace &workspace);

/// Fails with ErrorCode::NotFound, listing the names there are.
Result<TfsTask> loadTask(Workspace &workspace, const std::string &name);

/// Deletes a task such that restoreTask() with the returned id brings it back as it was.
Result<std::int64_t> removeTask(Workspace &workspace, const std::string &name);

/// Fails where the id is unknown, or a task of its name has come meanwhile.
Result<void> restoreTask(Workspace &workspace, std::int64_t id);

/// Fails where the new name is empty or taken.
Result<void> renameTask(Workspace &workspace, const std::string &name, const std::string &newName);

/// Removes for good what was deleted (tasks and predictors), and architectures that nothing
/// mentions any more. Gives how many tasks and predictors went.
Result<std::int64_t> purgeDeleted(Workspace &workspace);

// For the stores of this folder, inside their transactions.

/// The id of the task with the name that is not deleted; fails with ErrorCode::NotFound.
Result<std::int64_t> taskIdOf(Workspace &workspace, const std::string &name);

/// What a stored task holds, and the architectures' ids by record index.
struct StoredTask {
    TfsTask task;
    std::vector<std::int64_t> architectureIds;
};
Result<StoredTask> readTask(Database &database, std::int64_t id);

} // namespace auspex
