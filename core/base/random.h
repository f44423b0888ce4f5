// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

namespace auspex {

/// The project's only source of random numbers: xoshiro256++ (Blackman and Vigna, 2019), whose
/// output is the same on every platform. Each piece of work owns a stream derived from
/// (seed, purpose, index), so that work done in parallel or resumed draws the same numbers.
/// Not thread-safe: one stream belongs to one thread.
class Random {
public:
    Random(std::uint64_t seed, std::string_view purpose, std::uint64_t index = 0);

    std::uint64_t next();

    /// Uniform in [0, count); count must be positive. Unbiased (rejection).
    std::uint64_t below(std::uint64_t count);

    /// Uniform in [0, 1) with 53 random bits.
    double unit();

    template<typename T>
    const T &choice(const std::vector<T> &values)
    {
        return values[static_cast<std::size_t>(below(values.size()))];
    }

    /// Fisher-Yates, from the back.
    template<typename T>
    void shuffle(std::vector<T> &values)
    {
        for (std::size_t i = values.size(); i > 1; --i)
            std::swap(values[i - 1], values[static_cast<std::size_t>(below(i))]);
    }

private:
    std::array<std::uint64_t, 4> m_state;
};

} // namespace auspex
