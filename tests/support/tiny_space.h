// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/arch/search_space.h"

namespace auspex::test {

/// A supernet of it trains in a second or two.
SearchSpace tinySpace();

} // namespace auspex::test
