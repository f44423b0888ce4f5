// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Compiled once for each instruction set (auspex_loops() in CMakeLists.txt), which AUSPEX_LOOPS
// names. See vector_loops.inc for what such a file must not do.

#include <cstdint>

#include "core/inference/row_functions.h"

#if !defined(AUSPEX_LOOPS)
#define AUSPEX_LOOPS rowFunctionsBaseline
#define AUSPEX_LOOPS_NAME "baseline"
#endif

namespace auspex {

namespace {

#include "core/inference/vector_loops.inc"

inline std::uint16_t halfOf(float value)
{
    const std::uint32_t bits = __builtin_bit_cast(std::uint32_t, value);
    // To the nearest, ties to even; activations are never NaN.
    return static_cast<std::uint16_t>((bits + 0x7FFFU + ((bits >> 16U) & 1U)) >> 16U);
}

void addBias(const float *bias, bool relu, std::int64_t rows, std::int64_t columns, float *y)
{
#pragma omp parallel for schedule(static) if (rows * columns > worthThreads)
    for (std::int64_t row = 0; row < rows; ++row) {
        float *line = y + row * columns;
        if (bias) {
            for (std::int64_t i = 0; i < columns; ++i)
                line[i] += bias[i];
        }
        if (relu) {
            for (std::int64_t i = 0; i < columns; ++i)
                line[i] = line[i] > 0.0F ? line[i] : 0.0F;
        }
    }
}

void normalizeRow(float *line, const float *weight, const float *bias, int width)
{
    float sum = 0.0F;
#pragma omp simd reduction(+ : sum)
    for (int i = 0; i < width; ++i)
        sum += line[i];
    const float mean = sum / static_cast<float>(width);
    float squares = 0.0F;
#pragma omp simd reduction(+ : squares)
    for (int i = 0; i < width; ++i)
        squares += (line[i] - mean) * (line[i] - mean);
    const float scale = 1.0F / __builtin_sqrtf(squares / static_cast<float>(width) + normEpsilon);
    for (int i = 0; i < width; ++i)
        line[i] = (line[i] - mean) * scale * weight[i] + bias[i];
}

void addLayerNorm(const float *residual, const float *x, const float *weight, const float *bias,
                  std::int64_t rows, int width, float *out, std::uint16_t *half)
{
#pragma omp parallel for schedule(static) if (rows * width > worthThreads)
    for (std::int64_t row = 0; row < rows; ++row) {
        const float *a = residual + row * width;
        const float *b = x + row * width;
        float *line = out + row * width;
        for (int i = 0; i < width; ++i)
            line[i] = a[i] + b[i];
        normalizeRow(line, weight, bias, width);
        if (half) {
            std::uint16_t *rounded = half + row * width;
            for (int i = 0; i < width; ++i)
                rounded[i] = halfOf(line[i]);
        }
    }
}

void roundToHalf(const float *x, std::int64_t count, std::uint16_t *half)
{
#pragma omp parallel for simd schedule(static) if (parallel : count > worthThreads)
    for (std::int64_t i = 0; i < count; ++i)
        half[i] = halfOf(x[i]);
}

std::int64_t attentionKeysSize(int count, int headDim)
{
    return padded(count) * headDim;
}

std::int64_t attentionValuesSize(int count, int headDim)
{
    return padded(count) * padded(headDim);
}

void packAttention(const KeyValues *parts, int partCount, int count, std::int64_t stride,
                   int headDim, float *keys, float *values)
{
    const int total = partCount * count;
    const std::int64_t keyStride = padded(total);
    const std::int64_t valueStride = padded(headDim);
    for (int part = 0; part < partCount; ++part) {
        for (int j = 0; j < count; ++j) {
            const float *key = parts[part].keys + j * stride;
            const float *value = parts[part].values + j * stride;
            const int at = part * count + j;
            for (int c = 0; c < headDim; ++c)
                keys[c * keyStride + at] = key[c];
            float *line = values + at * valueStride;
            for (int c = 0; c < headDim; ++c)
                line[c] = value[c];
            for (std::int64_t c = headDim; c < valueStride; ++c)
                line[c] = 0.0F;
        }
    }
    for (int c = 0; c < headDim; ++c) {
        for (std::int64_t j = total; j < keyStride; ++j)
            keys[c * keyStride + j] = 0.0F;
    }
    for (std::int64_t j = total * valueStride; j < keyStride * valueStride; ++j)
        values[j] = 0.0F;
}

/// exp(scale * (score - largest)) of the first `count`, 0 for the rest of the row; the sum of them.
inline float softmaxRow(float *scores, int count, std::int64_t stride, float scale)
{
    const float largest = largestOf(scores, count);
    float sum = 0.0F;
#pragma omp simd reduction(+ : sum)
    for (int j = 0; j < count; ++j) {
        scores[j] = exponential(scale * (scores[j] - largest));
        sum += scores[j];
    }
    for (std::int64_t j = count; j < stride; ++j)
        scores[j] = 0.0F;
    return sum;
}

void attend(const AttentionBlock &block, const float *q, std::int64_t strideQ, int queries,
            bool causal, float scale, float *scores, float *out, std::int64_t strideOut)
{
    const std::int64_t keyStride = padded(block.count);
    const std::int64_t valueStride = padded(block.headDim);
    const auto seenBy = [&](int query) {
        return causal && query + 1 < block.count ? query + 1 : block.count;
    };
    float result[rowBlock * lane];
    for (int first = 0; first < queries; first += rowBlock) {
        const int rows = queries - first < rowBlock ? queries - first : rowBlock;
        const int seen = seenBy(first + rows - 1);
        for (std::int64_t j = 0; j < padded(seen); j += lane)
            product(rows, q + first * strideQ, strideQ, 1, block.keys + j, keyStride, block.headDim,
                    scores + j, keyStride);
        float sums[rowBlock];
        for (int r = 0; r < rows; ++r)
            sums[r] = softmaxRow(scores + r * keyStride, seenBy(first + r), padded(seen), scale);
        for (std::int64_t c = 0; c < valueStride; c += lane) {
            product(rows, scores, keyStride, 1, block.values + c, valueStride, seen, result, lane);
            const std::int64_t left = block.headDim - c;
            const int columns = left < lane ? static_cast<int>(left) : lane;
            for (int r = 0; r < rows; ++r) {
                const float inverse = 1.0F / sums[r];
                float *line = out + (first + r) * strideOut + c;
                for (int i = 0; i < columns; ++i)
                    line[i] = result[r * lane + i] * inverse;
            }
        }
    }
}

void attendScattered(const float *q, const float *const *keys, std::int64_t toValue, int count,
                     int headDim, float scale, float *scores, float *out)
{
    for (int j = 0; j < count; ++j) {
        const float *key = keys[j];
        float sum = 0.0F;
#pragma omp simd reduction(+ : sum)
        for (int c = 0; c < headDim; ++c)
            sum += q[c] * key[c];
        scores[j] = sum;
    }
    const float sum = softmaxRow(scores, count, count, scale);
    for (int c = 0; c < headDim; ++c)
        out[c] = 0.0F;
    for (int j = 0; j < count; ++j) {
        const float *value = keys[j] + toValue;
        const float weight = scores[j];
        for (int c = 0; c < headDim; ++c)
            out[c] += weight * value[c];
    }
    const float inverse = 1.0F / sum;
    for (int c = 0; c < headDim; ++c)
        out[c] *= inverse;
}

void addLogits(const float *logits, std::int64_t rows, int columns, LogitSums *sums)
{
#pragma omp parallel for schedule(static) if (rows * columns > worthThreads)
    for (std::int64_t row = 0; row < rows; ++row) {
        const float *line = logits + row * columns;
        LogitSums &sum = sums[row];
        const float block = largestOf(line, columns);
        const bool isFirst = sum.exponentials == 0.0;
        const float largest = isFirst || block > sum.maximum ? block : sum.maximum;
        float exponentials = 0.0F;
        float plain = 0.0F;
#pragma omp simd reduction(+ : exponentials, plain)
        for (int i = 0; i < columns; ++i) {
            exponentials += exponential(line[i] - largest);
            plain += line[i];
        }
        if (!isFirst && largest > sum.maximum)
            sum.exponentials *= __builtin_exp(static_cast<double>(sum.maximum - largest));
        sum.maximum = largest;
        sum.exponentials += static_cast<double>(exponentials);
        sum.logits += static_cast<double>(plain);
    }
}

/// Puts a value among the `count` largest, which are in falling order.
inline void insert(float value, std::int32_t token, int count, float *best, std::int32_t *who)
{
    int at = count - 1;
    for (; at > 0 && best[at - 1] < value; --at) {
        best[at] = best[at - 1];
        who[at] = who[at - 1];
    }
    best[at] = value;
    who[at] = token;
}

void addLargest(const float *logits, std::int64_t rows, int columns, std::int32_t first, int count,
                float *values, std::int32_t *tokens)
{
    // Nearly all of them hold nothing large, and of those that do, most parts do not.
    constexpr int chunk = 128;
    constexpr int part = 16;
#pragma omp parallel for schedule(static) if (rows * columns > worthThreads)
    for (std::int64_t row = 0; row < rows; ++row) {
        const float *line = logits + row * columns;
        float *best = values + row * count;
        std::int32_t *who = tokens + row * count;
        for (int begin = 0; begin < columns; begin += chunk) {
            const int end = begin + chunk < columns ? begin + chunk : columns;
            if (largestOf(line + begin, end - begin) <= best[count - 1])
                continue;
            for (int from = begin; from < end; from += part) {
                const int to = from + part < end ? from + part : end;
                if (largestOf(line + from, to - from) <= best[count - 1])
                    continue;
                for (int i = from; i < to; ++i) {
                    if (line[i] > best[count - 1])
                        insert(line[i], first + i, count, best, who);
                }
            }
        }
    }
}

float dot(const float *a, const float *b, int count)
{
    float sum = 0.0F;
#pragma omp simd reduction(+ : sum)
    for (int i = 0; i < count; ++i)
        sum += a[i] * b[i];
    return sum;
}

void logSumExp(const float *logits, std::int64_t rows, int columns, float *result)
{
#pragma omp parallel for schedule(static) if (rows * columns > worthThreads)
    for (std::int64_t row = 0; row < rows; ++row) {
        const float *line = logits + row * columns;
        const float largest = largestOf(line, columns);
        float sum = 0.0F;
#pragma omp simd reduction(+ : sum)
        for (int i = 0; i < columns; ++i)
            sum += exponential(line[i] - largest);
        result[row] = largest + __builtin_logf(sum);
    }
}

} // namespace

extern const RowFunctions AUSPEX_LOOPS;
const RowFunctions AUSPEX_LOOPS = {
    AUSPEX_LOOPS_NAME,   addBias,       addLayerNorm, roundToHalf,     attentionKeysSize,
    attentionValuesSize, packAttention, attend,       attendScattered, addLogits,
    addLargest,          dot,           logSumExp,
};

} // namespace auspex
