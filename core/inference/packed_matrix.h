// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>

#include "core/inference/matrix_product.h"

namespace auspex {

enum class Activation { None, Relu };

/// Products are compiled for a number of rows: where it changes often, rows of zero are added, so
/// that the numbers are few.
constexpr std::int64_t roundedRows(std::int64_t rows)
{
    return (rows + 15) / 16 * 16;
}

/// A linear layer, y = f(x W^T + bias), with W [outputs, inputs] brought once into the layout that
/// the kernel reads fastest. One thread at a time; the work is spread over inferenceThreads().
class PackedMatrix {
public:
    /// The bias [outputs] is copied; null for none. Kernel::Automatic is not allowed here. With
    /// `packs` false the weights stay where they are and must live as long.
    PackedMatrix(Kernel kernel, const MatrixView &weights, const float *bias, Activation activation,
                 bool packs = true);
    PackedMatrix(PackedMatrix &&) noexcept;
    PackedMatrix &operator=(PackedMatrix &&) noexcept;
    ~PackedMatrix();

    /// x [rows, inputs] and y [rows, outputs], contiguous. Under the bfloat16 kernel a float32 x is
    /// rounded first; give the rounded one where it is at hand.
    void apply(const float *x, std::int64_t rows, float *y) const;
    void apply(const std::uint16_t *x, std::int64_t rows, float *y) const;
    void apply(const std::uint16_t *x, std::int64_t rows, std::uint16_t *y) const;

    std::int64_t inputs() const;
    std::int64_t outputs() const;
    std::size_t bytes() const; ///< of memory that it holds

private:
    struct Parts;
    std::unique_ptr<Parts> m_parts;
};

} // namespace auspex
