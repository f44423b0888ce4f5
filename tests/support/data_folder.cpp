// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/data_folder.h"

#include <cstdlib>

namespace auspex::test {

std::optional<std::filesystem::path> dataFolder()
{
    if (const char *named = std::getenv("AUSPEX_DATA"); named && *named != '\0')
        return std::filesystem::is_directory(named) ? std::optional(std::filesystem::path(named))
                                                    : std::nullopt;
    const std::filesystem::path beside = std::filesystem::path(AUSPEX_SOURCE_DIR) / ".." / "shared"
                                         / "data";
    if (std::filesystem::is_directory(beside))
        return std::filesystem::canonical(beside);
    return std::nullopt;
}

} // namespace auspex::test
