// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace auspex {

/// numpy.random.RandomState(seed).permutation(count): the Mersenne Twister, and a shuffle from the
/// back whose indices are drawn by masking and rejection. HAT's batches are ordered by it. `count`
/// may be at most 2^32.
std::vector<std::size_t> numpyPermutation(std::size_t count, std::uint32_t seed);

} // namespace auspex
