// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <list>
#include <map>
#include <optional>
#include <span>
#include <vector>

#include "core/inference/aligned_buffer.h"
#include "core/inference/packed_matrix.h"
#include "core/inference/row_functions.h"
#include "core/inference/subnet_view.h"

// The parts of a forward pass (spec section 3), over matrices that hold the tokens of all sentences
// one after another, so that products are large and padding costs nothing.

namespace auspex {

/// Where the tokens of sentences lie among the rows of a matrix.
struct TokenLayout {
    struct Sentence {
        std::int64_t first = 0; ///< its first row
        int length = 0;         ///< tokens
    };
    std::vector<Sentence> sentences;
    std::int64_t rows = 0; ///< more than the tokens where sentences are padded

    void add(int length, int rowsTaken)
    {
        sentences.push_back({rows, length});
        rows += rowsTaken;
    }
};

/// Activations [rows, width], and the same rounded where the kernel wants bfloat16.
struct Rows {
    FloatBuffer values;
    HalfBuffer half;
    std::int64_t rows = 0;
    int width = 0;
};

/// Weights in the kernel's layout, kept from one candidate to the next up to a limit of memory: the
/// slices of a space are few and candidates many.
class PackedWeights {
public:
    PackedWeights(Kernel kernel, bool packs, std::size_t mostBytes);

    /// Keeps it where `lasts`: the slice's memory outlives this object. One that does not last is
    /// valid until the next call with `lasts` false.
    const PackedMatrix &find(const LinearView &linear, Activation activation, bool lasts);

private:
    struct Key {
        MatrixView weight;
        Activation activation;
        bool operator<(const Key &other) const;
    };
    struct Entry {
        PackedMatrix matrix;
        std::uint64_t lastUse = 0;
    };
    void makeRoom(std::size_t bytes);

    Kernel m_kernel;
    bool m_packs;
    std::size_t m_mostBytes;
    std::size_t m_bytes = 0;
    std::uint64_t m_uses = 0;
    std::map<Key, Entry> m_entries;
    std::optional<PackedMatrix> m_passing;
};

/// Sinusoidal positions of the supernet's width, of which a subnet takes the first columns.
class PositionTable {
public:
    explicit PositionTable(int width);

    /// [width]; index 0 is the first token's, which fairseq calls position 2.
    const float *row(std::int64_t index);

private:
    int m_width;
    std::vector<std::vector<float>> m_rows;
};

/// Computes layers of subnets of one supernet. Buffers are kept from call to call. All calls come
/// from the thread that made it.
class Forward {
public:
    Forward(const SupernetWeights &weights, Kernel kernel, bool packsWeights);

    bool roundsToHalf() const { return m_kernel == Kernel::OneDnnBFloat16; }
    const SupernetWeights &weights() const { return m_weights; }
    PackedWeights &packed() { return m_packed; }
    /// FFN matrices of a mixture are those of one candidate.
    bool ffnLasts() const { return m_weights.shape.mixture == Mixture::None; }

    void setSize(Rows &rows, std::int64_t count, int width) const;

    /// out[first + i] = sqrt(width) * embedding of tokens[i] + position of (firstPosition + i).
    void embedSource(std::span<const std::int32_t> tokens, std::int64_t first, int width,
                     Rows &out);
    void embedTarget(std::span<const std::int32_t> tokens, std::int64_t first, int width, Rows &out,
                     std::int64_t firstPosition = 0);
    void finishEmbedding(Rows &rows) const; ///< rounds where the kernel wants that

    /// y [rows, outputs]
    void linear(const LinearView &view, const Rows &x, float *y);
    void linear(const LinearView &view, const float *x, std::int64_t rows, float *y);

    /// out = norm(residual + y)
    void addNorm(const Rows &residual, const float *y, const NormView &norm, Rows &out) const;

    void selfAttention(const LayerView &layer, const TokenLayout &layout, bool causal,
                       const Rows &in, Rows &out);
    /// keyValues: [source rows, 2 qkvDim] of each attended encoder layer, the last one first.
    void crossAttention(const LayerView &layer, const TokenLayout &target,
                        const TokenLayout &source, std::span<const float *const> keyValues,
                        const Rows &in, Rows &out);
    void ffn(const LayerView &layer, const Rows &in, Rows &out);

private:
    void embed(const MatrixView &table, PositionTable &positions,
               std::span<const std::int32_t> tokens, std::int64_t first, int width, Rows &out,
               std::int64_t firstPosition) const;

    const SupernetWeights &m_weights;
    Kernel m_kernel;
    PackedWeights m_packed;
    PositionTable m_sourcePositions;
    PositionTable m_targetPositions;
    FloatBuffer m_projected; ///< queries, keys and values
    FloatBuffer m_context;
    FloatBuffer m_result;
    FloatBuffer m_hidden;
    HalfBuffer m_hiddenHalf;
    std::vector<FloatBuffer> m_attention; ///< working memory of each thread
};

} // namespace auspex
