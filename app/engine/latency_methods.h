// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/server.h"

namespace auspex::engine {

// The method latency/measure of core/engine/PROTOCOL.md: decodes, calls core/nmt, encodes.
Result<nlohmann::json> measureLatency(Call &call);

} // namespace auspex::engine
