// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include "core/inference/options.h"

namespace auspex {

/// A matrix of float32 somewhere in memory, rows contiguous: a slice of a supernet's tensor keeps
/// the tensor's stride.
struct MatrixView {
    const float *data = nullptr;
    std::int64_t rows = 0;
    std::int64_t columns = 0;
    std::int64_t stride = 0; ///< elements from one row to the next

    bool operator==(const MatrixView &) const = default;
};

enum class Transposed { No, Yes };

/// c [m, n] = factor * op(a) [m, k] * op(b) [k, n] + keep * c, all row-major float32. The kernel
/// must be Blas or OneDnn (float32 whatever is asked for). Not from two threads at once: the
/// threads are those of the kernel.
void multiply(Kernel kernel, Transposed transposeA, Transposed transposeB, std::int64_t m,
              std::int64_t n, std::int64_t k, float factor, const float *a, std::int64_t strideA,
              const float *b, std::int64_t strideB, float keep, float *c, std::int64_t strideC);

/// Whether this processor has instructions for the kernel: bfloat16 without them is slower than
/// float32.
bool isFast(Kernel kernel);

/// What Kernel::Automatic stands for here: oneDNN, unless a short measurement, made the first time
/// that anybody asks, finds the system's BLAS a quarter faster.
Kernel resolvedKernel(Kernel kernel);

/// Floating point operations a second of a product of Transformer size, the best of `repetitions`.
double kernelSpeed(Kernel kernel, int repetitions = 3);

/// How many threads the kernels and the loops of this library use from now on; 0 for as many as the
/// process may run on.
void setInferenceThreads(int threads);
int inferenceThreads();

/// Makes it so for the calling thread: OpenMP keeps a number for each.
void useInferenceThreads();

} // namespace auspex
