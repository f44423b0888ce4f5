// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tensors/numpy_random.h"

#include <bit>
#include <numeric>
#include <random>

namespace auspex {

std::vector<std::size_t> numpyPermutation(std::size_t count, std::uint32_t seed)
{
    std::vector<std::size_t> order(count);
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::mt19937 generator(seed); // seeds as numpy does where the seed is one integer
    for (std::size_t i = count; i-- > 1;) {
        const std::size_t mask = std::bit_ceil(i + 1) - 1;
        std::size_t other = 0;
        do {
            other = static_cast<std::size_t>(generator()) & mask;
        } while (other > i);
        std::swap(order[i], order[other]);
    }
    return order;
}

} // namespace auspex
