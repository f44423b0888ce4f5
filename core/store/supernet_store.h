// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/arch/supernet.h"
#include "core/store/workspace.h"

// The supernets that a workspace knows; their weights are artifacts. All calls belong to the
// workspace's thread.

namespace auspex {

struct StoredSupernet {
    std::int64_t id = 0;  ///< given by saving
    std::string name;     ///< unique
    std::string artifact; ///< SHA-256 of the safetensors file with its weights
    SupernetShape shape;
    std::string space;                      ///< a built-in space's name, YAML, or empty: not known
    std::optional<std::string> corpus = {}; ///< the one that it was trained on
    std::optional<nlohmann::json> training = {}; ///< how, for people and for training again
    std::string createdAt = {};                  ///< UTC, given by loading

    bool operator==(const StoredSupernet &) const = default;
};

/// Adds a supernet whose weights are an artifact already. Fails where the name is empty or taken,
/// or there is no such artifact. Gives it as it is stored.
Result<StoredSupernet> addSupernet(Workspace &workspace, const StoredSupernet &supernet);

/// Fails as addSupernet() would because of the name, and changes nothing: to be asked before long
/// work.
Result<void> checkSupernetName(Workspace &workspace, const std::string &name);

/// By name, without those that were removed.
Result<std::vector<StoredSupernet>> loadSupernets(Workspace &workspace);

/// By its name, or else by at least four digits that its artifact's SHA-256 begins with. Fails,
/// listing the names that there are, where there is none or the digits fit several artifacts.
Result<StoredSupernet> findSupernet(Workspace &workspace, const std::string &nameOrHash);

Result<void> renameSupernet(Workspace &workspace, std::int64_t id, const std::string &name);

/// Such that restoreSupernet() brings it back: its weights and scores stay.
Result<void> removeSupernet(Workspace &workspace, std::int64_t id);

/// Fails where the id is unknown, or a supernet of its name has come meanwhile.
Result<void> restoreSupernet(Workspace &workspace, std::int64_t id);

} // namespace auspex
