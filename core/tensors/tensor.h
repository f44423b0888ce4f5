// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"

namespace auspex {

enum class ElementType {
    Bool,
    UInt8,
    Int8,
    Int16,
    Int32,
    Int64,
    Float16,
    BFloat16,
    Float32,
    Float64
};

/// Bytes of one element.
std::size_t elementSize(ElementType type);

/// The name that safetensors files give it: "F32", "BF16", "I64".
std::string_view elementTypeName(ElementType type);

/// A dense array in memory, row-major, read-only. Copies share the storage, which may be a mapped
/// file. No arithmetic: this is what files hold.
struct Tensor {
    ElementType type = ElementType::Float32;
    std::vector<std::int64_t> shape;     ///< no entry for a scalar
    std::span<const std::byte> bytes;    ///< aligned for the type
    std::shared_ptr<const void> storage; ///< keeps the bytes alive

    std::int64_t elementCount() const;

    /// The elements where they are; T must be the type's own (float for Float32, std::int64_t for
    /// Int64 ...).
    template<typename T>
    std::span<const T> values() const
    {
        return {reinterpret_cast<const T *>(bytes.data()), bytes.size() / sizeof(T)};
    }
};

/// Tensors over values that they keep. The shape's product must be the count of values.
Tensor floatTensor(std::vector<std::int64_t> shape, std::vector<float> values);
Tensor integerTensor(std::vector<std::int64_t> shape, std::vector<std::int64_t> values);

/// The elements as float or as 64-bit integers, converted from whatever type they have; fractions
/// and values out of range fail for integers.
Result<std::vector<float>> floatsOf(const Tensor &tensor);
Result<std::vector<std::int64_t>> integersOf(const Tensor &tensor);

/// What a file of weights holds.
struct TensorFile {
    std::map<std::string, Tensor> tensors;
    std::map<std::string, std::string> metadata; ///< free texts: the architecture, the origin
};

} // namespace auspex
