// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tensors/tensor_shape.h"

#include <cstring>
#include <limits>

namespace auspex {

std::optional<std::int64_t> elementsOfShape(std::span<const std::int64_t> shape, ElementType type)
{
    const std::int64_t most = std::numeric_limits<std::int64_t>::max()
                              / static_cast<std::int64_t>(elementSize(type));
    bool empty = false;
    std::int64_t count = 1;
    for (const std::int64_t size : shape) {
        if (size < 0)
            return std::nullopt;
        empty = empty || size == 0;
        if (size > 0 && count > most / size)
            return std::nullopt;
        count *= size == 0 ? 1 : size;
    }
    return empty ? 0 : count;
}

std::string shapeText(std::span<const std::int64_t> shape)
{
    std::string text = "[";
    for (std::size_t i = 0; i < shape.size(); ++i)
        text += (i == 0 ? "" : ", ") + std::to_string(shape[i]);
    return text + "]";
}

Tensor alignedTensor(ElementType type, std::vector<std::int64_t> shape,
                     std::span<const std::byte> bytes, const std::shared_ptr<const void> &owner)
{
    Tensor tensor;
    tensor.type = type;
    tensor.shape = std::move(shape);
    tensor.bytes = bytes;
    tensor.storage = owner;
    if (reinterpret_cast<std::uintptr_t>(bytes.data()) % elementSize(type) == 0)
        return tensor;
    const std::shared_ptr<std::byte[]> copy(new std::byte[bytes.size()]);
    std::memcpy(copy.get(), bytes.data(), bytes.size());
    tensor.bytes = {copy.get(), bytes.size()};
    tensor.storage = copy;
    return tensor;
}

} // namespace auspex
