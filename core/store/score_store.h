// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/arch/architecture.h"
#include "core/store/workspace.h"

// Scores of architectures that were computed (by a supernet, as a proxy), so that none is computed
// twice. All calls belong to the workspace's thread.

namespace auspex {

/// All that decides a score but the architecture.
struct ScoreSet {
    std::string kind; ///< "loss", "bleu", "proxy"
    nlohmann::json settings = nlohmann::json::object();

    /// 64 hex digits; equal for equal kinds and settings.
    std::string key() const;
};

/// Of settings as text, which must be JSON with sorted keys and without white space.
std::string scoreSetKey(std::string_view kind, std::string_view settings);

struct StoredScore {
    std::optional<double> value; ///< nothing where the score is no number
    nlohmann::json detail = nlohmann::json::object();

    bool operator==(const StoredScore &) const = default;
};

/// Of each architecture, in their order; nothing for those that have no score yet.
Result<std::vector<std::optional<StoredScore>>> loadScores(
    Workspace &workspace, const ScoreSet &set, std::span<const Architecture> architectures);

/// Writes all of them or none; on the disk when this returns. A score that is there already stays
/// as it is.
Result<void> saveScores(Workspace &workspace, const ScoreSet &set,
                        std::span<const std::pair<Architecture, StoredScore>> scores);

} // namespace auspex
