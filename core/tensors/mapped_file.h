// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <span>

#include "core/base/result.h"

namespace auspex {

/// A file's bytes as they are in the page cache, read when they are touched. The bytes are valid as
/// long as `owner` or a copy of it is, also when the file is deleted or replaced by another; a
/// program that shortens the very file meanwhile breaks whoever reads it.
struct MappedFile {
    std::span<const std::byte> bytes;
    std::shared_ptr<const void> owner;
};

Result<MappedFile> mapFile(const std::filesystem::path &file);

} // namespace auspex
