// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "core/base/job.h"
#include "core/store/supernet_store.h"

// How weights come into a workspace. What is there is listed, found, removed and restored by
// core/store/supernet_store.h. All calls belong to the workspace's thread.

namespace auspex {

struct SupernetImport {
    std::string name;
    std::filesystem::path weights; ///< safetensors, or a PyTorch checkpoint (.pt)
    SupernetShape shape;
    std::string space = {};                      ///< see StoredSupernet
    std::optional<std::string> corpus = {};      ///< a corpus of the workspace
    std::optional<nlohmann::json> training = {}; ///< see StoredSupernet
};

/// Checks that the file has every tensor that the shape calls for, and keeps those, and nothing
/// else, as a safetensors artifact in float32: the same network is the same artifact whichever file
/// it came in. Fails before the workspace is touched where the name is taken, the corpus is not in
/// the workspace or has other vocabularies than the supernet, or a tensor is missing or has another
/// shape (the sentence names it).
Result<StoredSupernet> importSupernet(Workspace &workspace, const SupernetImport &import, Job &job);

} // namespace auspex
