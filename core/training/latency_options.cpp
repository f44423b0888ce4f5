// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/latency_options.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <vector>

namespace auspex {

TrimmedMean trimmedMean(std::span<const double> values)
{
    assert(values.size() >= 2);
    std::vector<double> sorted(values.begin(), values.end());
    std::sort(sorted.begin(), sorted.end());
    const std::size_t tenth = sorted.size() / 10;
    const std::span<const double> kept(sorted.data() + tenth,
                                       sorted.size() - tenth - std::max<std::size_t>(1, tenth));
    TrimmedMean result;
    for (const double value : kept)
        result.mean += value / static_cast<double>(kept.size());
    for (const double value : kept)
        result.deviation += (value - result.mean) * (value - result.mean)
                            / static_cast<double>(kept.size());
    result.deviation = std::sqrt(result.deviation);
    return result;
}

} // namespace auspex
