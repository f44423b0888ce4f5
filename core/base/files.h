// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>

#include "core/base/result.h"

namespace auspex {

/// Reads a whole file. One larger than `most` bytes is refused, so that a wrong drop (a checkpoint
/// where a table was expected) fails with a sentence and not with a lack of memory.
Result<std::string> readFile(const std::filesystem::path &file, std::uintmax_t most = 1ULL << 30);

/// Replaces the file with the content, all or nothing: written beside it, flushed to the disk and
/// renamed over it. An existing file is untouched when this fails.
Result<void> writeFileAtomically(const std::filesystem::path &file, std::string_view content);

/// The same with a content in parts, which are written one after the other without being copied.
Result<void> writePartsAtomically(const std::filesystem::path &file,
                                  std::span<const std::string_view> parts);

} // namespace auspex
