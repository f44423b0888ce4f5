// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

// The numbers of a free text and how much each of them claims to be the answer (see answer.h).

namespace auspex {

struct NumberClaim {
    double value = 0.0;
    int claim = 0;         ///< 1 to 3
    std::size_t begin = 0; ///< bytes in the text
    std::size_t end = 0;
};

/// In the order of the text, without those that are not considered. `scale` is the highest value
/// there can be (100 in "25/100"), `metric` the prompt's metric or empty.
std::vector<NumberClaim> numberClaims(std::string_view text, double scale, std::string_view metric);

} // namespace auspex
