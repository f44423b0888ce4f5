// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tensors/tensor.h"

#include <bit>
#include <cmath>
#include <cstring>

namespace auspex {

namespace {

/// IEEE 754 binary16: one sign bit, five of the exponent, ten of the fraction.
float floatOfHalf(std::uint16_t bits)
{
    const std::uint32_t sign = static_cast<std::uint32_t>(bits >> 15) << 31;
    const std::uint32_t exponent = (bits >> 10) & 0x1FU;
    const std::uint32_t fraction = bits & 0x3FFU;
    if (exponent == 0) { // zero and the numbers too small for an implied leading one
        const float magnitude = std::ldexp(static_cast<float>(fraction), -24);
        return sign != 0 ? -magnitude : magnitude;
    }
    const std::uint32_t wideExponent = exponent == 0x1FU ? 0xFFU : exponent + (127 - 15);
    return std::bit_cast<float>(sign | (wideExponent << 23) | (fraction << 13));
}

/// The upper half of a float.
float floatOfBrain(std::uint16_t bits)
{
    return std::bit_cast<float>(static_cast<std::uint32_t>(bits) << 16);
}

/// Calls `take` with each element as double or as 64-bit integer, whichever holds it exactly, until
/// it returns false.
template<typename T, typename Take>
bool takeAll(const Tensor &tensor, const Take &take)
{
    for (const T value : tensor.values<T>()) {
        if (!take(value))
            return false;
    }
    return true;
}

template<typename Take>
bool takeElements(const Tensor &tensor, const Take &take)
{
    switch (tensor.type) {
    case ElementType::Bool:
        return takeAll<std::uint8_t>(
            tensor, [&](std::uint8_t value) { return take(std::int64_t{value != 0}); });
    case ElementType::UInt8:
        return takeAll<std::uint8_t>(tensor, [&](auto value) { return take(std::int64_t{value}); });
    case ElementType::Int8:
        return takeAll<std::int8_t>(tensor, [&](auto value) { return take(std::int64_t{value}); });
    case ElementType::Int16:
        return takeAll<std::int16_t>(tensor, [&](auto value) { return take(std::int64_t{value}); });
    case ElementType::Int32:
        return takeAll<std::int32_t>(tensor, [&](auto value) { return take(std::int64_t{value}); });
    case ElementType::Int64:
        return takeAll<std::int64_t>(tensor, take);
    case ElementType::Float16:
        return takeAll<std::uint16_t>(tensor, [&](std::uint16_t bits) {
            return take(static_cast<double>(floatOfHalf(bits)));
        });
    case ElementType::BFloat16:
        return takeAll<std::uint16_t>(tensor, [&](std::uint16_t bits) {
            return take(static_cast<double>(floatOfBrain(bits)));
        });
    case ElementType::Float32:
        return takeAll<float>(tensor,
                              [&](float value) { return take(static_cast<double>(value)); });
    case ElementType::Float64:
        return takeAll<double>(tensor, take);
    }
    return false;
}

template<typename T>
Tensor tensorOver(ElementType type, std::vector<std::int64_t> shape, std::vector<T> values)
{
    const auto kept = std::make_shared<const std::vector<T>>(std::move(values));
    Tensor tensor;
    tensor.type = type;
    tensor.shape = std::move(shape);
    tensor.bytes = std::as_bytes(std::span(*kept));
    tensor.storage = kept;
    return tensor;
}

} // namespace

std::size_t elementSize(ElementType type)
{
    switch (type) {
    case ElementType::Bool:
    case ElementType::UInt8:
    case ElementType::Int8:
        return 1;
    case ElementType::Int16:
    case ElementType::Float16:
    case ElementType::BFloat16:
        return 2;
    case ElementType::Int32:
    case ElementType::Float32:
        return 4;
    case ElementType::Int64:
    case ElementType::Float64:
        return 8;
    }
    return 0;
}

std::string_view elementTypeName(ElementType type)
{
    switch (type) {
    case ElementType::Bool:
        return "BOOL";
    case ElementType::UInt8:
        return "U8";
    case ElementType::Int8:
        return "I8";
    case ElementType::Int16:
        return "I16";
    case ElementType::Int32:
        return "I32";
    case ElementType::Int64:
        return "I64";
    case ElementType::Float16:
        return "F16";
    case ElementType::BFloat16:
        return "BF16";
    case ElementType::Float32:
        return "F32";
    case ElementType::Float64:
        return "F64";
    }
    return {};
}

std::int64_t Tensor::elementCount() const
{
    return static_cast<std::int64_t>(bytes.size() / elementSize(type));
}

Tensor floatTensor(std::vector<std::int64_t> shape, std::vector<float> values)
{
    return tensorOver(ElementType::Float32, std::move(shape), std::move(values));
}

Tensor integerTensor(std::vector<std::int64_t> shape, std::vector<std::int64_t> values)
{
    return tensorOver(ElementType::Int64, std::move(shape), std::move(values));
}

Result<std::vector<float>> floatsOf(const Tensor &tensor)
{
    if (tensor.type == ElementType::Float32) {
        const std::span<const float> values = tensor.values<float>();
        return std::vector<float>(values.begin(), values.end());
    }
    std::vector<float> values;
    values.reserve(static_cast<std::size_t>(tensor.elementCount()));
    takeElements(tensor, [&](auto value) {
        values.push_back(static_cast<float>(value));
        return true;
    });
    return values;
}

Result<std::vector<std::int64_t>> integersOf(const Tensor &tensor)
{
    std::vector<std::int64_t> values;
    values.reserve(static_cast<std::size_t>(tensor.elementCount()));
    std::string wrong;
    const auto takeInteger = [&](std::int64_t value) {
        values.push_back(value);
        return true;
    };
    const auto takeFraction = [&](double value) {
        // The bounds are powers of two, so that they are exact as doubles.
        if (!(value >= -0x1p63 && value < 0x1p63) || value != std::trunc(value)) {
            wrong = std::to_string(value);
            return false;
        }
        values.push_back(static_cast<std::int64_t>(value));
        return true;
    };
    const bool whole = takeElements(tensor, [&](auto value) {
        if constexpr (std::is_same_v<decltype(value), double>)
            return takeFraction(value);
        else
            return takeInteger(value);
    });
    if (!whole)
        return failure(ErrorCode::InvalidInput,
                       "Element " + std::to_string(values.size() + 1) + " of a tensor of type "
                           + std::string(elementTypeName(tensor.type)) + " is " + wrong
                           + ", where a whole number is needed; check that the file is the right "
                             "one.");
    return values;
}

} // namespace auspex
