// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

#include "core/base/job.h"
#include "core/store/workspace.h"

namespace auspex {

/// Copies the workspace with its artifacts to a new name, as it is at one moment, while it and
/// others go on reading and writing. Written under another name and renamed, so that a file at
/// `target` is complete. Fails where the target exists. Progress in pages, then artifacts. On the
/// workspace's thread, or with a workspace of openAnother() on any.
Result<void> backupWorkspace(Workspace &workspace, const std::filesystem::path &target, Job &job);

} // namespace auspex
