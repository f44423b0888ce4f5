// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/inference/matrix_product.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <thread>

#include <cblas.h>
#include <dnnl.h>
#include <omp.h>
#include <sched.h>

#include "core/inference/aligned_buffer.h"
#include "core/inference/packed_matrix.h"

namespace auspex {

namespace {

int processorsOfThisProcess()
{
    cpu_set_t allowed;
    CPU_ZERO(&allowed);
    if (sched_getaffinity(0, sizeof(allowed), &allowed) == 0)
        return std::max(1, CPU_COUNT(&allowed));
    return std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
}

std::atomic<int> threadCount = 0;

} // namespace

void multiply(Kernel kernel, Transposed transposeA, Transposed transposeB, std::int64_t m,
              std::int64_t n, std::int64_t k, float factor, const float *a, std::int64_t strideA,
              const float *b, std::int64_t strideB, float keep, float *c, std::int64_t strideC)
{
    if (kernel == Kernel::Blas) {
        cblas_sgemm(CblasRowMajor, transposeA == Transposed::Yes ? CblasTrans : CblasNoTrans,
                    transposeB == Transposed::Yes ? CblasTrans : CblasNoTrans,
                    static_cast<blasint>(m), static_cast<blasint>(n), static_cast<blasint>(k),
                    factor, a, static_cast<blasint>(strideA), b, static_cast<blasint>(strideB),
                    keep, c, static_cast<blasint>(strideC));
        return;
    }
    dnnl_sgemm(transposeA == Transposed::Yes ? 'T' : 'N', transposeB == Transposed::Yes ? 'T' : 'N',
               m, n, k, factor, a, strideA, b, strideB, keep, c, strideC);
}

bool isFast(Kernel kernel)
{
    if (kernel != Kernel::OneDnnBFloat16)
        return true;
        // Known for x86 alone; elsewhere float32 is the safe answer.
#if defined(__x86_64__)
    __builtin_cpu_init();
    return __builtin_cpu_supports("avx512bf16") != 0;
#else
    return false;
#endif
}

double kernelSpeed(Kernel kernel, int repetitions)
{
    useInferenceThreads();
    constexpr std::int64_t rows = 768;
    constexpr std::int64_t inner = 640;
    constexpr std::int64_t columns = 1024;
    FloatBuffer x(rows * inner);
    FloatBuffer w(columns * inner);
    FloatBuffer y(rows * columns);
    std::fill_n(x.data(), x.size(), 0.5F);
    std::fill_n(w.data(), w.size(), 0.25F);
    const PackedMatrix matrix(kernel, {w.data(), columns, inner, inner}, nullptr, Activation::None);
    double best = 1e9;
    for (int i = 0; i <= std::max(1, repetitions); ++i) {
        const auto begin = std::chrono::steady_clock::now();
        matrix.apply(x.data(), rows, y.data());
        const std::chrono::duration<double> time = std::chrono::steady_clock::now() - begin;
        if (i > 0) // the first one compiles the kernel and starts the threads
            best = std::min(best, time.count());
    }
    return 2.0 * rows * inner * columns / best;
}

Kernel resolvedKernel(Kernel kernel)
{
    if (kernel != Kernel::Automatic)
        return kernel;
    // A small difference may be noise: then it is the same kernel at every start, and scores of two
    // runs agree to the bit.
    static const Kernel fastest = kernelSpeed(Kernel::Blas) > 1.25 * kernelSpeed(Kernel::OneDnn)
                                      ? Kernel::Blas
                                      : Kernel::OneDnn;
    return fastest;
}

void setInferenceThreads(int threads)
{
    threadCount = threads > 0 ? threads : processorsOfThisProcess();
    useInferenceThreads();
}

int inferenceThreads()
{
    return threadCount > 0 ? threadCount.load() : omp_get_max_threads();
}

void useInferenceThreads()
{
    omp_set_num_threads(inferenceThreads());
}

} // namespace auspex
