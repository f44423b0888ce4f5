// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "core/store/workspace.h"

// Large binary content beside the workspace file (NAME.auspex.d), each under its SHA-256:
// checkpoints, caches. The same content is there once. All calls belong to the workspace's thread.

namespace auspex {

struct Artifact {
    std::string sha256;
    std::int64_t size = 0; ///< bytes
    std::string kind;      ///< "checkpoint"
    std::string name;      ///< what people read

    bool operator==(const Artifact &) const = default;
};

/// Stores the bytes; on the disk, complete, before this returns. Content that is there already
/// keeps its kind and name. A failure leaves no row, and at most an unused file in the folder.
Result<Artifact> putArtifact(Workspace &workspace, std::string_view bytes, const std::string &kind,
                             const std::string &name);

/// As putArtifact(), from a file of any size, which is copied.
Result<Artifact> putArtifactFile(Workspace &workspace, const std::filesystem::path &file,
                                 const std::string &kind, const std::string &name);

/// In the order they came.
Result<std::vector<Artifact>> listArtifacts(Workspace &workspace);

/// Where the content is, to read. Fails where the workspace has no such artifact or its file is
/// gone.
Result<std::filesystem::path> artifactPath(Workspace &workspace, const std::string &sha256);

/// Reads the whole file; fails with ErrorCode::Corrupt where its content is not what was stored.
Result<void> verifyArtifact(Workspace &workspace, const std::string &sha256);

} // namespace auspex
