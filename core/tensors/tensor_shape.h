// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>

#include "core/tensors/tensor.h"

// What the readers of both file formats share.

namespace auspex {

/// The product of the sizes; nothing where one is negative or the bytes would not fit into memory.
std::optional<std::int64_t> elementsOfShape(std::span<const std::int64_t> shape, ElementType type);

/// "[512, 640]"
std::string shapeText(std::span<const std::int64_t> shape);

/// The bytes as they are where they stand aligned for the type, else a copy that is.
Tensor alignedTensor(ElementType type, std::vector<std::int64_t> shape,
                     std::span<const std::byte> bytes, const std::shared_ptr<const void> &owner);

} // namespace auspex
