// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "tests/fuzz/fuzz_bodies.h"

namespace auspex::test {

/// Gives libFuzzer's bytes to a body; ends the program with the sentence where a promise is broken,
/// so that libFuzzer keeps the input. The result is libFuzzer's: always 0.
int runFuzzBody(Violation (*body)(std::string_view), const std::uint8_t *data, std::size_t size);

} // namespace auspex::test
