// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Compiled once for each instruction set (see CMakeLists.txt), which AUSPEX_TRAINING_LOOPS names.
// Everything but the table at the end is in an unnamed namespace and calls no inline function of a
// header: the linker keeps one copy of such a function, which may be the one for a processor that
// this is not. The attention's loops are in training_attention.inc.

#include <cstdint>
#include <cstdlib>

#include "core/nmt/training_loops.h"

#if !defined(AUSPEX_TRAINING_LOOPS)
#define AUSPEX_TRAINING_LOOPS trainingLoopsBaseline
#define AUSPEX_TRAINING_LOOPS_NAME "baseline"
#endif

namespace auspex {

namespace {

constexpr float normEpsilon = 1e-5F;
constexpr std::int64_t columnBlock = 64;     // columns that a thread sums over all rows
constexpr std::int64_t worthThreads = 16384; // elements below which one thread is faster

/// e^x to about 2 units in the last place, 0 below -87.
inline float exponential(float x)
{
    x = x < -87.0F ? -87.0F : x;
    const float magic = 12582912.0F; // 1.5 * 2^23: adding it rounds to whole numbers
    const float whole = (x * 1.44269504F + magic) - magic;
    const float rest = (x - whole * 0.693359375F) + whole * 2.12194440e-4F;
    float p = 1.9875691500e-4F;
    p = p * rest + 1.3981999507e-3F;
    p = p * rest + 8.3334519073e-3F;
    p = p * rest + 4.1665795894e-2F;
    p = p * rest + 1.6666665459e-1F;
    p = p * rest + 5.0000001201e-1F;
    p = p * rest * rest + rest + 1.0F;
    const std::int32_t power = (static_cast<std::int32_t>(whole) + 127) << 23;
    return p * __builtin_bit_cast(float, power);
}

/// 0 or the mask's scale. The last lines are a finaliser of 32-bit hashes (Wellons, 2018).
inline float keptFactor(const DropoutMask &mask, std::uint32_t element)
{
    std::uint32_t x = element * mask.multiplier + mask.offset;
    x ^= x >> 16U;
    x *= 0x7feb352dU;
    x ^= x >> 15U;
    x *= 0x846ca68bU;
    x ^= x >> 16U;
    return x >= mask.threshold ? mask.scale : 0.0F;
}

inline float largestOf(const float *values, int count)
{
    float largest = values[0];
#pragma omp simd reduction(max : largest)
    for (int i = 0; i < count; ++i)
        largest = values[i] > largest ? values[i] : largest;
    return largest;
}

void fillRows(const float *values, std::int64_t rows, std::int64_t columns, float *y)
{
#pragma omp parallel for schedule(static) if (rows * columns > worthThreads)
    for (std::int64_t row = 0; row < rows; ++row) {
        float *line = y + row * columns;
        for (std::int64_t i = 0; i < columns; ++i)
            line[i] = values[i];
    }
}

void relu(float *y, std::int64_t count)
{
#pragma omp parallel for simd schedule(static) if (count > worthThreads)
    for (std::int64_t i = 0; i < count; ++i)
        y[i] = y[i] > 0.0F ? y[i] : 0.0F;
}

void reluGradient(const float *y, float *gradient, std::int64_t count)
{
#pragma omp parallel for simd schedule(static) if (count > worthThreads)
    for (std::int64_t i = 0; i < count; ++i)
        gradient[i] = y[i] > 0.0F ? gradient[i] : 0.0F;
}

void addColumnSums(const float *x, std::int64_t rows, std::int64_t columns, float *sums)
{
    const std::int64_t blocks = (columns + columnBlock - 1) / columnBlock;
#pragma omp parallel for schedule(static) if (rows * columns > worthThreads)
    for (std::int64_t block = 0; block < blocks; ++block) {
        const std::int64_t first = block * columnBlock;
        const std::int64_t width = columns - first < columnBlock ? columns - first : columnBlock;
        float sum[columnBlock] = {};
        for (std::int64_t row = 0; row < rows; ++row) {
            const float *line = x + row * columns + first;
            for (std::int64_t i = 0; i < width; ++i)
                sum[i] += line[i];
        }
        for (std::int64_t i = 0; i < width; ++i)
            sums[first + i] += sum[i];
    }
}

void embed(const EmbeddingRows &rows, const float *table, const float *positionTable,
           std::int64_t positionStride, const DropoutMask &mask, float *out)
{
    const int width = rows.width;
    const DropoutMask drop = mask;
#pragma omp parallel for schedule(static) if (rows.count * width > worthThreads)
    for (std::int64_t row = 0; row < rows.count; ++row) {
        const float *entry = table + rows.tokens[row] * rows.stride;
        const float *position = positionTable + rows.positions[row] * positionStride;
        float *line = out + row * width;
        const float scale = rows.scale;
        for (int i = 0; i < width; ++i)
            line[i] = scale * entry[i] + position[i];
        if (drop.threshold != 0) {
            const auto begin = static_cast<std::uint32_t>(row * width);
            for (int i = 0; i < width; ++i)
                line[i] *= keptFactor(drop, begin + static_cast<std::uint32_t>(i));
        }
    }
}

void addEmbeddingGradient(const EmbeddingRows &rows, const DropoutMask &mask, const float *gradient,
                          float *tableGradient)
{
    const DropoutMask drop = mask;
    const int width = rows.width;
    const std::int64_t blocks = (width + columnBlock - 1) / columnBlock;
    // A thread owns columns: the same token in two rows is added in the order of the rows.
#pragma omp parallel for schedule(static) if (rows.count * width > worthThreads)
    for (std::int64_t block = 0; block < blocks; ++block) {
        const std::int64_t first = block * columnBlock;
        const std::int64_t last = first + columnBlock < width ? first + columnBlock : width;
        for (std::int64_t row = 0; row < rows.count; ++row) {
            float *entry = tableGradient + rows.tokens[row] * rows.stride;
            const float *line = gradient + row * width;
            const float scale = rows.scale;
            if (drop.threshold != 0) {
                const auto begin = static_cast<std::uint32_t>(row * width);
                for (std::int64_t i = first; i < last; ++i)
                    entry[i] += scale * line[i]
                                * keptFactor(drop, begin + static_cast<std::uint32_t>(i));
            } else {
                for (std::int64_t i = first; i < last; ++i)
                    entry[i] += scale * line[i];
            }
        }
    }
}

void addNorm(const float *residual, const float *x, const float *weight, const float *bias,
             std::int64_t rows, int width, const DropoutMask &mask, float *out, float *normalized,
             float *inverseDeviation)
{
    const DropoutMask drop = mask;
#pragma omp parallel for schedule(static) if (rows * width > worthThreads)
    for (std::int64_t row = 0; row < rows; ++row) {
        const float *a = residual + row * width;
        const float *b = x + row * width;
        float *line = normalized + row * width;
        float sum = 0.0F;
        if (drop.threshold != 0) {
            const auto begin = static_cast<std::uint32_t>(row * width);
#pragma omp simd reduction(+ : sum)
            for (int i = 0; i < width; ++i) {
                line[i] = a[i] + b[i] * keptFactor(drop, begin + static_cast<std::uint32_t>(i));
                sum += line[i];
            }
        } else {
#pragma omp simd reduction(+ : sum)
            for (int i = 0; i < width; ++i) {
                line[i] = a[i] + b[i];
                sum += line[i];
            }
        }
        const float mean = sum / static_cast<float>(width);
        float squares = 0.0F;
#pragma omp simd reduction(+ : squares)
        for (int i = 0; i < width; ++i)
            squares += (line[i] - mean) * (line[i] - mean);
        const float inverse = 1.0F
                              / __builtin_sqrtf(squares / static_cast<float>(width) + normEpsilon);
        float *result = out + row * width;
        for (int i = 0; i < width; ++i) {
            line[i] = (line[i] - mean) * inverse;
            result[i] = line[i] * weight[i] + bias[i];
        }
        inverseDeviation[row] = inverse;
    }
}

void addNormGradient(const float *gradient, const float *normalized, const float *inverseDeviation,
                     const float *weight, std::int64_t rows, int width, const DropoutMask &mask,
                     float *residualGradient, float *xGradient, float *weightGradient,
                     float *biasGradient)
{
    const DropoutMask drop = mask;
#pragma omp parallel for schedule(static) if (rows * width > worthThreads)
    for (std::int64_t row = 0; row < rows; ++row) {
        const float *g = gradient + row * width;
        const float *n = normalized + row * width;
        float sum = 0.0F;
        float product = 0.0F;
#pragma omp simd reduction(+ : sum, product)
        for (int i = 0; i < width; ++i) {
            const float scaled = g[i] * weight[i];
            sum += scaled;
            product += scaled * n[i];
        }
        sum /= static_cast<float>(width);
        product /= static_cast<float>(width);
        const float inverse = inverseDeviation[row];
        float *result = residualGradient + row * width;
        for (int i = 0; i < width; ++i)
            result[i] = inverse * (g[i] * weight[i] - sum - n[i] * product);
        if (drop.threshold != 0) {
            const auto begin = static_cast<std::uint32_t>(row * width);
            float *dropped = xGradient + row * width;
            for (int i = 0; i < width; ++i)
                dropped[i] = result[i] * keptFactor(drop, begin + static_cast<std::uint32_t>(i));
        }
    }
    const std::int64_t blocks = (width + columnBlock - 1) / columnBlock;
#pragma omp parallel for schedule(static) if (rows * width > worthThreads)
    for (std::int64_t block = 0; block < blocks; ++block) {
        const std::int64_t first = block * columnBlock;
        const std::int64_t columns = width - first < columnBlock ? width - first : columnBlock;
        float weightSum[columnBlock] = {};
        float biasSum[columnBlock] = {};
        for (std::int64_t row = 0; row < rows; ++row) {
            const float *g = gradient + row * width + first;
            const float *n = normalized + row * width + first;
            for (std::int64_t i = 0; i < columns; ++i) {
                weightSum[i] += g[i] * n[i];
                biasSum[i] += g[i];
            }
        }
        for (std::int64_t i = 0; i < columns; ++i) {
            weightGradient[first + i] += weightSum[i];
            biasGradient[first + i] += biasSum[i];
        }
    }
}

#include "core/nmt/training_attention.inc"

void crossEntropy(float *logits, const std::int32_t *targets, std::int64_t rows, int columns,
                  double smoothing, bool isGradientWanted, RowLoss *losses)
{
#pragma omp parallel for schedule(static) if (rows * columns > worthThreads)
    for (std::int64_t row = 0; row < rows; ++row) {
        float *line = logits + row * columns;
        const float largest = largestOf(line, columns);
        float exponentials = 0.0F;
        float plain = 0.0F;
        // Sums of blocks in double: a vocabulary is long enough for floats to lose digits.
        double exponentialSum = 0.0;
        double plainSum = 0.0;
        const float target = line[targets[row]];
        for (int first = 0; first < columns; first += 1024) {
            const int last = first + 1024 < columns ? first + 1024 : columns;
            exponentials = 0.0F;
            plain = 0.0F;
            if (isGradientWanted) {
#pragma omp simd reduction(+ : exponentials, plain)
                for (int i = first; i < last; ++i) {
                    const float e = exponential(line[i] - largest);
                    plain += line[i] - largest;
                    line[i] = e;
                    exponentials += e;
                }
            } else {
#pragma omp simd reduction(+ : exponentials, plain)
                for (int i = first; i < last; ++i) {
                    exponentials += exponential(line[i] - largest);
                    plain += line[i] - largest;
                }
            }
            exponentialSum += static_cast<double>(exponentials);
            plainSum += static_cast<double>(plain);
        }
        const double logSum = __builtin_log(exponentialSum); // of the logits less the largest
        const double nll = logSum - static_cast<double>(target - largest);
        losses[row].nll = nll;
        losses[row].smoothed = (1.0 - smoothing) * nll
                               + smoothing * (logSum - plainSum / static_cast<double>(columns));
        if (isGradientWanted) {
            const auto inverse = static_cast<float>(1.0 / exponentialSum);
            const auto even = static_cast<float>(smoothing / columns);
            for (int i = 0; i < columns; ++i)
                line[i] = line[i] * inverse - even;
            line[targets[row]] -= static_cast<float>(1.0 - smoothing);
        }
    }
}

void distil(float *logits, const float *teacher, const std::int32_t *targets, std::int64_t rows,
            int columns, RowLoss *losses)
{
#pragma omp parallel for schedule(static) if (rows * columns > worthThreads)
    for (std::int64_t row = 0; row < rows; ++row) {
        float *line = logits + row * columns;
        const float *other = teacher + row * columns;
        const float largest = largestOf(line, columns);
        const float otherLargest = largestOf(other, columns);
        const float target = line[targets[row]];
        double sum = 0.0;
        double otherSum = 0.0;
        double product = 0.0; // of the teacher's exponentials and the logits less the largest
        for (int first = 0; first < columns; first += 1024) {
            const int last = first + 1024 < columns ? first + 1024 : columns;
            float a = 0.0F;
            float b = 0.0F;
            float c = 0.0F;
#pragma omp simd reduction(+ : a, b, c)
            for (int i = first; i < last; ++i) {
                const float wanted = exponential(other[i] - otherLargest);
                a += exponential(line[i] - largest);
                b += wanted;
                c += wanted * (line[i] - largest);
            }
            sum += static_cast<double>(a);
            otherSum += static_cast<double>(b);
            product += static_cast<double>(c);
        }
        const double logSum = __builtin_log(sum);
        losses[row].nll = logSum - static_cast<double>(target - largest);
        losses[row].smoothed = logSum - product / otherSum;
        const auto inverse = static_cast<float>(1.0 / sum);
        const auto otherInverse = static_cast<float>(1.0 / otherSum);
        for (int i = 0; i < columns; ++i)
            line[i] = exponential(line[i] - largest) * inverse
                      - exponential(other[i] - otherLargest) * otherInverse;
    }
}

void adam(const AdamFactors &factors, float *weights, float *gradients, float *first, float *second,
          std::int64_t count)
{
    const AdamFactors f = factors;
#pragma omp parallel for simd schedule(static) if (count > worthThreads)
    for (std::int64_t i = 0; i < count; ++i) {
        const float gradient = gradients[i] * f.gradientScale;
        const float m = f.beta1 * first[i] + (1.0F - f.beta1) * gradient;
        const float v = f.beta2 * second[i] + (1.0F - f.beta2) * gradient * gradient;
        first[i] = m;
        second[i] = v;
        const float decayed = weights[i] - f.decay * weights[i];
        weights[i] = decayed - f.stepSize * m / (__builtin_sqrtf(v) + f.epsilon);
        gradients[i] = 0.0F;
    }
}

double sumOfSquares(const float *x, std::int64_t count)
{
    // Blocks of a fixed size: the result does not depend on the threads.
    constexpr std::int64_t block = 4096;
    const std::int64_t blocks = (count + block - 1) / block;
    auto *sums = static_cast<double *>(
        std::malloc(static_cast<std::size_t>(blocks + 1) * sizeof(double)));
    if (!sums)
        return -1.0;
#pragma omp parallel for schedule(static) if (count > worthThreads)
    for (std::int64_t b = 0; b < blocks; ++b) {
        const std::int64_t begin = b * block;
        const std::int64_t end = begin + block < count ? begin + block : count;
        double sum = 0.0;
#pragma omp simd reduction(+ : sum)
        for (std::int64_t i = begin; i < end; ++i)
            sum += static_cast<double>(x[i]) * static_cast<double>(x[i]);
        sums[b] = sum;
    }
    double total = 0.0;
    for (std::int64_t b = 0; b < blocks; ++b)
        total += sums[b];
    std::free(sums);
    return total;
}

} // namespace

extern const TrainingLoops AUSPEX_TRAINING_LOOPS;
const TrainingLoops AUSPEX_TRAINING_LOOPS = {
    AUSPEX_TRAINING_LOOPS_NAME,
    fillRows,
    relu,
    reluGradient,
    addColumnSums,
    embed,
    addEmbeddingGradient,
    addNorm,
    addNormGradient,
    attend,
    attendGradient,
    crossEntropy,
    distil,
    adam,
    sumOfSquares,
};

} // namespace auspex
