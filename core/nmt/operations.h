// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>

#include <ATen/core/Tensor.h>

#include "core/inference/options.h"
#include "core/nmt/model_parameters.h"
#include "core/nmt/packed_batch.h"
#include "core/nmt/training_loops.h"

namespace auspex {

/// One place where dropout acts, in one pass.
struct DropoutSite {
    double probability = 0.0; ///< 0 outside training
    DropoutMask mask;
};

/// Hands out the sites of one pass in the order of the network; which elements each drops follows
/// from the seed alone.
class DropoutSites {
public:
    explicit DropoutSites(std::uint64_t seed)
        : m_seed(seed)
    {
    }
    DropoutSite next(double probability);

private:
    std::uint64_t m_seed;
    std::uint64_t m_site = 0;
};

/// 0 or 1 / (1 - probability) for each element: by the site's hash on the CPU, by the device's own
/// generator elsewhere.
at::Tensor dropoutFactors(const DropoutSite &site, at::IntArrayRef sizes,
                          const at::TensorOptions &options);

/// The part of a linear layer that a subnet uses: `rows` rows from `firstRow` on, the first
/// `columns` columns.
struct LinearSlice {
    LinearParameters parameters;
    std::int64_t firstRow = 0;
    std::int64_t rows = 0;
    std::int64_t columns = 0;
};

/// Views of the tensors; gradients flow through them.
at::Tensor weightOf(const LinearSlice &slice);
at::Tensor biasOf(const LinearSlice &slice);

/// Both linears of an FFN as tensors of their own, mixed for one architecture.
struct MixedFfn {
    at::Tensor weight1;
    at::Tensor bias1;
    at::Tensor weight2;
    at::Tensor bias2;
};

/// What attention between two sides of a batch needs to know.
struct AttentionPlan {
    const PackedBatch *batch = nullptr;
    bool isEncoder = false; ///< source attends to itself, else the target does
    bool isCross = false;   ///< the target attends to the source
    int parts = 1;
    int heads = 1;
    int qkvDim = 1;
    bool isCausal = false;
    DropoutSite dropout;
};

/// The network's operations on packed tokens [tokens, width], recorded for the backward pass where
/// gradients are enabled. There are two formulations of the same arithmetic: fast ones on the CPU
/// (products straight on slices, gradients added in place, nothing padded), and plain LibTorch ones
/// for every device and type.
class Operations {
public:
    virtual ~Operations() = default;

    /// dropout(sqrt(width) * embedding + position).
    virtual at::Tensor embed(const PackedBatch &batch, bool isTarget, const Parameter &table,
                             const at::Tensor &positions, int width, const DropoutSite &dropout)
        = 0;
    virtual at::Tensor linear(const at::Tensor &x, const LinearSlice &slice) = 0;
    virtual at::Tensor feedForward(const at::Tensor &x, const LinearSlice &fc1,
                                   const LinearSlice &fc2)
        = 0;
    virtual at::Tensor feedForward(const at::Tensor &x, const MixedFfn &ffn) = 0;
    /// layerNorm(residual + dropout(x)).
    virtual at::Tensor addNorm(const at::Tensor &residual, const at::Tensor &x,
                               const LinearParameters &norm, const DropoutSite &dropout)
        = 0;
    /// queries [query tokens, qkvDim]; keyValues [parts * key tokens, 2 qkvDim].
    virtual at::Tensor attend(const at::Tensor &queries, const at::Tensor &keyValues,
                              const AttentionPlan &plan)
        = 0;
    /// sum over the experts e of p[e] * slice of weights[e]; p is [experts] or [rows, experts]. For
    /// biases `columns` is 0.
    virtual at::Tensor mix(const at::Tensor &probabilities,
                           const std::vector<const Parameter *> &experts, std::int64_t rows,
                           std::int64_t columns)
        = 0;
};

std::unique_ptr<Operations> fastOperations(Kernel kernel);

/// Products in `productType` (bfloat16 or half precision, the rest as the parameters are), or in
/// the parameters' own.
std::unique_ptr<Operations> plainOperations(at::ScalarType productType);

} // namespace auspex
