// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/server.h"

namespace auspex::engine {

// The method proxy/score of core/engine/PROTOCOL.md: decodes, calls core/nmt, encodes.
Result<nlohmann::json> scoreProxies(Call &call);

} // namespace auspex::engine
