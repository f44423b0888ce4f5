// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/predict/wording.h"

#include <array>
#include <charconv>

namespace auspex {

std::string shortNumber(double value)
{
    std::array<char, 32> buffer;
    const auto result = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value,
                                      std::chars_format::general, 4);
    return {buffer.data(), result.ptr};
}

std::string counted(std::size_t count, const std::string &singular)
{
    return std::to_string(count) + ' ' + singular + (count == 1 ? "" : "s");
}

} // namespace auspex
