// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/predict/columns.h"
#include "core/predict/predictor.h"

namespace auspex {

/// The mean score of the k nearest demonstrations, by Euclidean distance of the columns
/// standardised on the demonstrations. Demonstrations as far away as the k-th count as well, so
/// that the result does not depend on their order. The deviation is the leave-one-out error; it
/// needs more than k demonstrations. k >= 1.
std::unique_ptr<Predictor> nearestNeighbours(std::string name, std::vector<Column> columns,
                                             std::size_t k);

} // namespace auspex
