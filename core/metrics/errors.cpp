// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/errors.h"

#include <cassert>
#include <cmath>
#include <cstddef>
#include <limits>

namespace auspex {

namespace {

template<typename OfDifference>
double meanOver(std::span<const double> predicted, std::span<const double> target,
                OfDifference ofDifference)
{
    assert(predicted.size() == target.size());
    if (predicted.empty() || predicted.size() != target.size())
        return std::numeric_limits<double>::quiet_NaN();
    double sum = 0.0;
    for (std::size_t i = 0; i < predicted.size(); ++i)
        sum += ofDifference(predicted[i] - target[i]);
    return sum / static_cast<double>(predicted.size());
}

} // namespace

double meanAbsoluteError(std::span<const double> predicted, std::span<const double> target)
{
    return meanOver(predicted, target, [](double difference) { return std::abs(difference); });
}

double rootMeanSquaredError(std::span<const double> predicted, std::span<const double> target)
{
    return std::sqrt(
        meanOver(predicted, target, [](double difference) { return difference * difference; }));
}

double bias(std::span<const double> predicted, std::span<const double> target)
{
    return meanOver(predicted, target, [](double difference) { return difference; });
}

} // namespace auspex
