// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "core/arch/search_space.h"

namespace auspex::cli {

/// How many different networks the space has, exactly, as decimal digits: the product of the
/// choices of the widths and, summed over the depths, of those of every active layer. A choice that
/// the space lists twice counts once.
std::string architectureCount(const SearchSpace &space);

/// How many different genes it has; those that differ in silent slots only are one architecture.
std::string geneCount(const SearchSpace &space);

} // namespace auspex::cli
