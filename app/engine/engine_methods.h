// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/server.h"

namespace auspex::engine {

/// The methods of this engine, with the state that they keep between requests.
ServerOptions engineOptions();

} // namespace auspex::engine
