// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/engine/supernet_cache.h"
#include "core/engine/server.h"

namespace auspex::engine {

// The methods supernet/... of core/engine/PROTOCOL.md: each decodes, calls core/inference, encodes.
Result<nlohmann::json> scoreSupernet(SupernetCache &supernets, Call &call);
Result<nlohmann::json> generateWithSupernet(SupernetCache &supernets, Call &call);
Result<nlohmann::json> extractFromSupernet(SupernetCache &supernets, Call &call);

} // namespace auspex::engine
