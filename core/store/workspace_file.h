// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

#include "core/base/result.h"

namespace auspex {

/// "AUSP", which marks a SQLite file as a workspace.
inline constexpr int workspaceApplicationId = 0x41555350;

/// The schema of the workspace in a file, read without opening it as a database. Fails, saying what
/// the file is, for one that does not exist, is no workspace, or is cut off within its first page.
Result<int> schemaVersionOf(const std::filesystem::path &file);

/// NAME.auspex.d, where the artifacts are.
std::filesystem::path artifactFolderOf(const std::filesystem::path &file);

/// Makes what was written to a file, or the names in its folder, survive a power loss.
Result<void> flushFile(const std::filesystem::path &file);
Result<void> flushFolderOf(const std::filesystem::path &file);

/// Renames unless the new name is taken (ErrorCode::InvalidInput).
Result<void> renameToNewName(const std::filesystem::path &file,
                             const std::filesystem::path &newName);

} // namespace auspex
