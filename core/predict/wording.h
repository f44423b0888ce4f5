// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>

namespace auspex {

/// At most four significant digits, without trailing zeros and whatever the locale: "0.4812",
/// "23.91".
std::string shortNumber(double value);

/// "1 demonstration", "3 demonstrations".
std::string counted(std::size_t count, const std::string &singular);

} // namespace auspex
