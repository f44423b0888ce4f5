// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>

#include "core/inference/options.h"

namespace auspex {

/// What matrix products are computed in; everything else stays float32.
enum class ProductType {
    Float32,
    BFloat16,
    Float16, ///< with a dynamic loss scale in training; CUDA devices alone
};

/// Where and how a model computes.
struct ModelOptions {
    std::string device = "cpu"; ///< as LibTorch names it: "cpu", "cuda", "cuda:1"
    int threads = 0;            ///< on the CPU; 0: as many as the process may use
    /// The fast formulation on the CPU; without it, or elsewhere, LibTorch's own operations.
    bool isFast = true;
    Kernel kernel = Kernel::Automatic; ///< of the fast formulation, float32
    ProductType productType = ProductType::Float32;
};

/// Dropout of training (spec section 3.4).
struct DropoutOptions {
    double dropout = 0.3;   ///< times the subnet's width over the supernet's
    double attention = 0.1; ///< of attention probabilities, never scaled
    double router = 0.1;    ///< inside the routers of mixtures
    /// HAT leaves the dropout after the encoder's self-attention at its full rate; off: scaled as
    /// every other.
    bool isEncoderSelfAttentionUnscaled = true;

    bool operator==(const DropoutOptions &) const = default;
};

/// Sums over target tokens; natural logarithms.
struct LossSums {
    double labelSmoothed = 0.0;
    double nll = 0.0;
    std::int64_t tokens = 0;

    LossSums &operator+=(const LossSums &other)
    {
        labelSmoothed += other.labelSmoothed;
        nll += other.nll;
        tokens += other.tokens;
        return *this;
    }
    bool operator==(const LossSums &) const = default;
};

} // namespace auspex
