// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "core/tensors/tensor.h"

namespace auspex {

/// Maps the file: tensors are read when they are used, and stay valid as long as one of them does,
/// also when the file is replaced. Every offset, shape and type is checked first; a file that breaks
/// the format's rules (overlaps, holes, sizes that do not fit, more than 100 MB of header) fails with
/// a sentence that names it.
Result<TensorFile> readSafetensors(const std::filesystem::path &file);

/// The same from memory, which is copied; `source` names it in errors.
Result<TensorFile> parseSafetensors(std::string_view bytes, const std::string &source);

/// All or nothing, flushed to the disk: tensors in the order of their names, each aligned to eight
/// bytes, so that the same content always makes the same file.
Result<void> writeSafetensors(const std::filesystem::path &file, const TensorFile &content);

} // namespace auspex
