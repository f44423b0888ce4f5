// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "core/training/training_options.h"

// Every setting of a training as JSON: what runs store and what the engine is sent.

namespace auspex {

/// What trainingJson() holds and the rest: device and threads, intervals, patience. The
/// architecture is an object with HAT's keys (architectureJson()).
nlohmann::ordered_json trainingOptionsJson(const TrainingOptions &options);

/// Reads that form. A member that is not there keeps the default of TrainingOptions; one that is
/// not known, of a wrong type or out of range fails with a sentence that names it, since a setting
/// that is passed over in silence trains something else than was asked for.
Result<TrainingOptions> trainingOptionsOf(const nlohmann::json &value);

/// "single-path", "sandwich", "scratch".
std::string trainingModeName(TrainingMode mode);
std::optional<TrainingMode> trainingModeOfName(std::string_view name);

} // namespace auspex
