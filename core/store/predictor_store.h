// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/store/workspace.h"

// The predictors that a workspace knows, as texts that rebuild them. All calls belong to the
// workspace's thread.

namespace auspex {

struct StoredPredictor {
    std::int64_t id = 0;
    std::string name; ///< unique, what people read
    std::string spec; ///< "calibrated:linear:recorded:HAT"
    int color = 0;    ///< index into the charts' palette
    int position = 0; ///< in lists

    bool operator==(const StoredPredictor &) const = default;
};

/// In the order of their positions.
Result<std::vector<StoredPredictor>> loadPredictors(Workspace &workspace);

/// Adds it as the last, with the lowest color index that no other has. Fails where the name is
/// taken.
Result<StoredPredictor> addPredictor(Workspace &workspace, const std::string &name,
                                     const std::string &spec);

/// Replaces name, color and position. A changed spec drops what was predicted and evaluated with
/// the old one.
Result<void> updatePredictor(Workspace &workspace, const StoredPredictor &predictor);

/// Deletes a predictor such that restorePredictor() brings it back with all its results.
Result<void> removePredictor(Workspace &workspace, std::int64_t id);

/// Fails where the id is unknown, or a predictor of its name has come meanwhile.
Result<void> restorePredictor(Workspace &workspace, std::int64_t id);

} // namespace auspex
