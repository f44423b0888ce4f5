// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

#include "core/base/result.h"

namespace auspex {

/// SHA-256 as 64 lower-case hex digits.
std::string sha256(std::string_view bytes);

/// A file's, without holding it in memory. `use` sees each block on the way; its failure ends it.
Result<std::string> sha256OfFile(const std::filesystem::path &file,
                                 const std::function<Result<void>(std::string_view)> &use = {});

} // namespace auspex
