// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include "core/arch/search_space.h"

namespace auspex {

/// The architecture that HAT's training samples at an update (single path, one shot): Python's
/// random generator, seeded with the number of updates done, and random.choice over the space's
/// lists in HAT's order. The sequence over the updates is fixed and the same as the reference's.
Architecture hatSample(const SearchSpace &space, std::uint32_t updates);

} // namespace auspex
