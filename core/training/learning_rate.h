// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace auspex {

enum class LearningRateKind { Cosine, InverseSquareRoot };

/// fairseq's learning rate schedules (spec section 6.3): linear from `warmupFrom` over `warmup`
/// updates to `highest`, and down from there.
struct LearningRate {
    LearningRateKind kind = LearningRateKind::Cosine;
    std::int64_t warmup = 10000;
    double warmupFrom = 1e-7;
    double highest = 1e-3;
    double lowest = 1e-7;    ///< of the cosine
    std::int64_t period = 0; ///< updates of the cosine; 0: what is left of the training
    double shrink = 1.0;     ///< of both ends with every further period

    bool operator==(const LearningRate &) const = default;
};

/// For optimiser step number updates + 1 of a training of `maxUpdates`.
double learningRateAt(const LearningRate &rate, std::int64_t updates, std::int64_t maxUpdates);

} // namespace auspex
