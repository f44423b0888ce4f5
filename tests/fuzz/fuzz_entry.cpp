// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fuzz/fuzz_entry.h"

#include <cstdio>
#include <cstdlib>

namespace auspex::test {

int runFuzzBody(Violation (*body)(std::string_view), const std::uint8_t *data, std::size_t size)
{
    const Violation broken = body({reinterpret_cast<const char *>(data), size});
    if (broken) {
        std::fprintf(stderr, "%s\n", broken->c_str());
        std::abort();
    }
    return 0;
}

} // namespace auspex::test

/// Undefined behaviour is a finding, not a warning: libFuzzer keeps only what ends the program.
extern "C" const char *__ubsan_default_options()
{
    return "halt_on_error=1:print_stacktrace=1";
}
