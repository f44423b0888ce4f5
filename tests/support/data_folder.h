// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <optional>

namespace auspex::test {

/// The folder of real data that is not part of the project: the one that the environment variable
/// AUSPEX_DATA names, else ../shared/data beside the project's root. Nothing where neither exists.
std::optional<std::filesystem::path> dataFolder();

} // namespace auspex::test

/// Ends the running test function as skipped, with the reason, where the real data is missing.
#define AUSPEX_REQUIRE_DATA()                                                                      \
    do {                                                                                           \
        if (!auspex::test::dataFolder())                                                           \
            QSKIP("The real data is missing: set AUSPEX_DATA to the folder that holds tfs-eval."); \
    } while (false)
