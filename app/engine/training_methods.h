// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/server.h"

namespace auspex::engine {

// The methods train/... of core/engine/PROTOCOL.md: each decodes, calls core/nmt, encodes.
Result<nlohmann::json> runTraining(Call &call);
Result<nlohmann::json> initialiseWeights(Call &call);

} // namespace auspex::engine
