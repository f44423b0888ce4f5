// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace auspex::test {

struct MadeData {
    std::vector<std::string> tasks;
    std::size_t filesPerTask = 0;   ///< the demonstrations and the test of each split
    std::size_t recordsPerFile = 0; ///< no architecture is in two files
};

/// Writes a folder in the LLMAS layout with two tasks ("made0", "made1"), three splits each, and as
/// many different architectures in every file, so that importing it takes a while.
MadeData writeMadeData(const std::filesystem::path &folder, std::size_t recordsPerFile);

} // namespace auspex::test
