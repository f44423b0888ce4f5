// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace auspex {

/// One part of what a sentence attends to: the keys and values of one encoder layer, say.
struct KeyValues {
    const float *keys = nullptr;   ///< [count, stride], of one head from its first column on
    const float *values = nullptr; ///< the same of the values
};

/// Keys and values of one sentence and head, brought into the layout that attention reads:
/// keys transposed [headDim, paddedKeys], values [paddedKeys, paddedHeadDim], padding zero.
struct AttentionBlock {
    const float *keys = nullptr;
    const float *values = nullptr;
    int count = 0; ///< keys
    int headDim = 0;
};

/// Running sums over the vocabulary for one row: log sum exp and the plain sum of the logits.
struct LogitSums {
    float maximum = 0.0F;
    double exponentials = 0.0; ///< sum of exp(logit - maximum)
    double logits = 0.0;
};

/// The loops between the matrix products, compiled for several instruction sets; rowFunctions()
/// gives those that this processor runs fastest. All matrices are float32, rows contiguous; rows
/// are spread over inferenceThreads() in a way that does not change results.
struct RowFunctions {
    const char *instructions; ///< "AVX-512", "AVX2", "baseline"

    /// y[row, :] += bias, then the larger of it and 0 where `relu`. A null bias adds nothing.
    void (*addBias)(const float *bias, bool relu, std::int64_t rows, std::int64_t columns,
                    float *y);

    /// out = layerNorm(residual + x) (eps 1e-5), rounded to bfloat16 into `half` too where that is
    /// not null. `out` may be `residual`.
    void (*addLayerNorm)(const float *residual, const float *x, const float *weight,
                         const float *bias, std::int64_t rows, int width, float *out,
                         std::uint16_t *half);

    void (*roundToHalf)(const float *x, std::int64_t count, std::uint16_t *half);

    /// Floats that packAttention() and attend() need as working memory.
    std::int64_t (*attentionKeysSize)(int count, int headDim);
    std::int64_t (*attentionValuesSize)(int count, int headDim);

    /// Fills a block from `parts` of `count` keys each, one after another; not spread over threads.
    void (*packAttention)(const KeyValues *parts, int partCount, int count, std::int64_t stride,
                          int headDim, float *keys, float *values);

    /// out[i, :] = softmax(scale * q[i] K^T) V for `queries` rows of one head. With `causal` row i
    /// sees the keys up to i. `scores` holds 4 * (count + 32) floats. Not spread over threads.
    void (*attend)(const AttentionBlock &block, const float *q, std::int64_t strideQ, int queries,
                   bool causal, float scale, float *scores, float *out, std::int64_t strideOut);

    /// The same for one query whose keys lie apart (beams that share a past), each followed by its
    /// value at key + toValue. `scores` holds count floats.
    void (*attendScattered)(const float *q, const float *const *keys, std::int64_t toValue,
                            int count, int headDim, float scale, float *scores, float *out);

    /// Takes a block of logits [rows, columns] into the rows' sums.
    void (*addLogits)(const float *logits, std::int64_t rows, int columns, LogitSums *sums);

    /// Takes the block, whose first column is token `first`, into the `count` largest logits of the
    /// rows so far, values and tokens [rows, count] in falling order (the lower token first where
    /// two are equal).
    void (*addLargest)(const float *logits, std::int64_t rows, int columns, std::int32_t first,
                       int count, float *values, std::int32_t *tokens);

    float (*dot)(const float *a, const float *b, int count);

    /// The log of sum exp over each row [columns], at once.
    void (*logSumExp)(const float *logits, std::int64_t rows, int columns, float *result);
};

const RowFunctions &rowFunctions();

} // namespace auspex
