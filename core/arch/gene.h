// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "core/arch/search_space.h"

namespace auspex {

/// HAT's gene: the literal values in this order, with a slot for every layer of the supernet
/// (Le encoder and Ld decoder layers; 40 integers for the published spaces):
/// encoder width, encoder layers, Le FFN dimensions, Le heads, decoder width, decoder layers,
/// Ld FFN dimensions, Ld self heads, Ld cross heads, Ld attention values.
/// Slots of layers that are not active are silent: they are inherited and change nothing.
using Gene = std::vector<int>;

/// Number of integers in a gene of the space: 4 + 2 Le + 4 Ld.
std::size_t geneLength(const SearchSpace &space);

/// The choices of each slot, in the gene's order.
std::vector<const std::vector<int> *> geneChoices(const SearchSpace &space);

/// Silent slots hold the first active layer's value, as HAT fills them.
/// Fails unless the architecture is in the space.
Result<Gene> geneOf(const SearchSpace &space, const Architecture &architecture);

/// Fails on a wrong length or a value that its slot does not offer, naming the slot.
Result<Architecture> architectureOf(const SearchSpace &space, const Gene &gene);

/// Every slot, silent ones included, is drawn uniformly from its choices.
Gene sampleGene(const SearchSpace &space, Random &random);

/// With this probability a slot is redrawn from all its choices, the old value included (HAT, 0.3).
Gene mutated(const SearchSpace &space, const Gene &gene, double probability, Random &random);

/// Each slot comes from either parent with equal probability. Both have the same length.
Gene crossedOver(const Gene &first, const Gene &second, Random &random);

} // namespace auspex
