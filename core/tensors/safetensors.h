// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "core/tensors/tensor.h"

namespace auspex {

/// Maps the file: tensors are read when they are used, and stay valid as long as one of them does,
/// also when the file is replaced. Every offset, shape and type is checked first; a file that
/// breaks the format's rules (overlaps, holes, sizes that do not fit, more than 100 MB of header)
/// fails with a sentence that names it.
Result<TensorFile> readSafetensors(const std::filesystem::path &file);

/// The same from memory, which is copied; `source` names it in errors.
Result<TensorFile> parseSafetensors(std::string_view bytes, const std::string &source);

/// All or nothing, flushed to the disk. The same content always makes the same file: names in their
/// order, and bytes without a gap (the format's rule) in an order that aligns every tensor for its
/// type, those of a multiple of eight bytes to eight. Fails on a shape that does not fit the bytes,
/// on texts that are not UTF-8, and on the name "__metadata__".
Result<void> writeSafetensors(const std::filesystem::path &file, const TensorFile &content);

} // namespace auspex
