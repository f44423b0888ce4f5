// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace auspex {

/// Which elements dropout lets through: decided by a hash of the element's number, so that the
/// backward pass asks again instead of keeping the mask, and a resumed training draws the same.
struct DropoutMask {
    std::uint32_t multiplier = 1; ///< odd
    std::uint32_t offset = 0;
    std::uint32_t threshold = 0; ///< hashes below it are dropped; 0: no dropout
    float scale = 1.0F;          ///< of what is kept

    bool isActive() const { return threshold != 0; }
};

/// The packed tokens of all sentences on their way into or out of an embedding table.
struct EmbeddingRows {
    const std::int32_t *tokens = nullptr;
    const std::int32_t *positions = nullptr; ///< rows of the position table
    std::int64_t count = 0;
    int width = 0;
    float scale = 1.0F;      ///< of the embedding, not of the position
    std::int64_t stride = 0; ///< of the embedding's table
};

/// Attention of packed sentences: no padding anywhere. Sentence s has the query rows
/// queryStarts[s] up to queryStarts[s + 1]; its keys are the rows keyStarts[s] up to
/// keyStarts[s + 1] of each of `parts` parts (the encoder layers attended to), which lie
/// `partRows` rows apart.
struct AttentionWork {
    int sentences = 0;
    const std::int32_t *queryStarts = nullptr;
    const std::int32_t *keyStarts = nullptr;
    const std::int64_t *probabilityStarts = nullptr; ///< of each sentence, floats
    int parts = 1;
    std::int64_t partRows = 0;
    int heads = 1;
    int headDim = 1;
    int qkvDim
        = 1; ///< heads * headDim: width of queries; keys and values lie side by side in 2 of it
    bool isCausal = false;
    float scale = 1.0F;
    DropoutMask mask;
};

/// Adam of one update; see adam.h for what they mean.
struct AdamFactors {
    float gradientScale = 1.0F;
    float beta1 = 0.9F;
    float beta2 = 0.98F;
    float epsilon = 1e-8F;
    float stepSize = 0.0F;
    float decay = 0.0F; ///< learning rate times weight decay
};

/// What one row of logits costs.
struct RowLoss {
    double smoothed = 0.0;
    double nll = 0.0;
};

/// The loops of training between the matrix products, compiled for several instruction sets;
/// trainingLoops() gives those that this processor runs fastest. All matrices are float32, rows
/// contiguous. Work is spread over OpenMP's threads in a way that does not change results.
struct TrainingLoops {
    const char *instructions;

    /// y[row, :] = values for every row.
    void (*fillRows)(const float *values, std::int64_t rows, std::int64_t columns, float *y);
    void (*relu)(float *y, std::int64_t count);
    /// gradient = 0 where y is not positive.
    void (*reluGradient)(const float *y, float *gradient, std::int64_t count);
    /// sums[column] += sum over the rows.
    void (*addColumnSums)(const float *x, std::int64_t rows, std::int64_t columns, float *sums);

    /// out = dropout(scale * table[token] + positionTable[position]), both cut to the width.
    void (*embed)(const EmbeddingRows &rows, const float *table, const float *positionTable,
                  std::int64_t positionStride, const DropoutMask &mask, float *out);
    void (*addEmbeddingGradient)(const EmbeddingRows &rows, const DropoutMask &mask,
                                 const float *gradient, float *tableGradient);

    /// out = weight * normalized + bias with normalized = layer norm of residual + dropout(x).
    void (*addNorm)(const float *residual, const float *x, const float *weight, const float *bias,
                    std::int64_t rows, int width, const DropoutMask &mask, float *out,
                    float *normalized, float *inverseDeviation);
    /// xGradient may be null where the mask is not active: it is residualGradient then.
    void (*addNormGradient)(const float *gradient, const float *normalized,
                            const float *inverseDeviation, const float *weight, std::int64_t rows,
                            int width, const DropoutMask &mask, float *residualGradient,
                            float *xGradient, float *weightGradient, float *biasGradient);

    void (*attend)(const AttentionWork &work, const float *queries, const float *keyValues,
                   float *out, float *probabilities);
    void (*attendGradient)(const AttentionWork &work, const float *queries, const float *keyValues,
                           const float *probabilities, const float *gradient, float *queryGradient,
                           float *keyValueGradient);

    /// Label-smoothed cross entropy of each row; turns the logits into its gradient where
    /// `isGradientWanted`.
    void (*crossEntropy)(float *logits, const std::int32_t *targets, std::int64_t rows, int columns,
                         double smoothing, bool isGradientWanted, RowLoss *losses);
    /// Cross entropy against softmax(teacher); turns the logits into its gradient.
    void (*distil)(float *logits, const float *teacher, const std::int32_t *targets,
                   std::int64_t rows, int columns, RowLoss *losses);

    /// One step; the gradients are zero afterwards.
    void (*adam)(const AdamFactors &factors, float *weights, float *gradients, float *first,
                 float *second, std::int64_t count);
    double (*sumOfSquares)(const float *x, std::int64_t count);
};

const TrainingLoops &trainingLoops();

} // namespace auspex
