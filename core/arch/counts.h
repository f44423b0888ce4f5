// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include "core/arch/search_space.h"

namespace auspex {

/// Floating point operations of one forward pass of encoder and decoder over one sentence of
/// space.sentenceLength tokens: twice the multiply-accumulates that the torchprofile counter finds
/// in HAT's model, to the unit. Heads do not enter.
struct FlopCount {
    std::int64_t withoutLastLayer = 0;
    std::int64_t lastLayer = 0; ///< the output projection, 2 * length * decoder width * vocabulary

    std::int64_t total() const { return withoutLastLayer + lastLayer; }
};

struct ParameterCount {
    std::int64_t withoutEmbeddings = 0;
    std::int64_t embeddings
        = 0; ///< decoder width * vocabulary, the reference's "embedding layer size"

    std::int64_t modelSize() const { return withoutEmbeddings + embeddings; }
};

/// A vocabulary of 0 gives the counts without output layer and embeddings.
FlopCount countFlops(const SearchSpace &space, const Architecture &architecture, int vocabulary);
ParameterCount countParameters(const SearchSpace &space, const Architecture &architecture,
                               int vocabulary);

} // namespace auspex
