// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/learning_rate.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace auspex {

double learningRateAt(const LearningRate &rate, std::int64_t updates, std::int64_t maxUpdates)
{
    if (updates < rate.warmup)
        return rate.warmupFrom
               + static_cast<double>(updates) * (rate.highest - rate.warmupFrom)
                     / static_cast<double>(rate.warmup);
    if (rate.kind == LearningRateKind::InverseSquareRoot)
        return rate.highest
               * std::sqrt(static_cast<double>(std::max<std::int64_t>(rate.warmup, 1))
                           / static_cast<double>(std::max<std::int64_t>(updates, 1)));
    const std::int64_t period = std::max<std::int64_t>(
        rate.period > 0 ? rate.period : maxUpdates - rate.warmup, 1);
    const std::int64_t passed = (updates - rate.warmup) / period;
    const auto place = static_cast<double>((updates - rate.warmup) - period * passed);
    const double factor = std::pow(rate.shrink, static_cast<double>(passed));
    const double lowest = rate.lowest * factor;
    const double highest = rate.highest * factor;
    return lowest
           + 0.5 * (highest - lowest)
                 * (1.0 + std::cos(std::numbers::pi * place / static_cast<double>(period)));
}

} // namespace auspex
