// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <vector>

#include "core/arch/search_space.h"

namespace auspex {

/// Ten numbers that describe an architecture, each an average over its active layers: encoder
/// width, encoder layers, encoder FFN, encoder heads, decoder width, decoder layers, decoder FFN,
/// decoder self heads, decoder cross heads, attention. Two normalisations exist and must not be
/// mixed.
using Encoding = std::array<double, 10>;

/// For distillation: divided by 640, 6, 3072, 8, 640, 6, 3072, 8, 8; the attention entry is
/// (1 + mean of the raw values -1, 1, 2) / 3.
Encoding distillEncoding(const Architecture &architecture);

/// What HAT divides the encoding of its latency predictors by, for every task and device.
inline constexpr Encoding latencyNorm = {640, 6, 2048, 6, 640, 6, 2048, 6, 6, 2};

/// For latency predictors and for the routers of mixtures of supernets; the attention entry
/// averages the attended layers 1, 2, 3.
Encoding latencyEncoding(const Architecture &architecture, const Encoding &norm = latencyNorm);

/// Which scale the per-layer numbers of the fine encoding have.
enum class FineScale {
    Unit,      ///< FFN / 3072, heads / 8, attended layers / 2 (mixtures of supernets)
    Reference, ///< as the paper's code leaves them: layer values unscaled, attention raw
};

/// Every layer on its own: width / 640, layers / 6, FFN and heads of each encoder layer, the same
/// of the decoder with cross heads and attention. Layers that are not active are zero. 40 numbers
/// for the published spaces, 4 + 2 Le + 4 Ld in general; an architecture deeper than the space is
/// cut.
std::vector<double> fineEncoding(const SearchSpace &space, const Architecture &architecture,
                                 FineScale scale = FineScale::Unit);

} // namespace auspex
