// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/nmt/operations.h"

#include <cmath>
#include <limits>

#include <ATen/TensorOperators.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/full.h>
#include <ATen/ops/layer_norm.h>
#include <ATen/ops/linear.h>
#include <ATen/ops/matmul.h>
#include <ATen/ops/ones.h>
#include <ATen/ops/relu.h>
#include <ATen/ops/softmax.h>
#include <ATen/ops/triu.h>

namespace auspex {

namespace {

/// A generator's step: spreads the bits of a counter (Vigna's splitmix64).
std::uint64_t spread(std::uint64_t x)
{
    x += 0x9E3779B97F4A7C15ULL;
    x = (x ^ (x >> 30U)) * 0xBF58476D1CE4E5B9ULL;
    x = (x ^ (x >> 27U)) * 0x94D049BB133111EBULL;
    return x ^ (x >> 31U);
}

#include "core/nmt/dropout_hash.inc"

at::Tensor dropped(const at::Tensor &x, const DropoutSite &site)
{
    if (!site.mask.isActive())
        return x;
    return x * dropoutFactors(site, x.sizes(), x.options());
}

class PlainOperations : public Operations {
public:
    explicit PlainOperations(at::ScalarType productType)
        : m_productType(productType)
    {
    }

    at::Tensor embed(const PackedBatch &batch, bool isTarget, const Parameter &table,
                     const at::Tensor &positions, int width, const DropoutSite &dropout) override
    {
        const PaddingIndices &indices = isTarget ? batch.targetIndices : batch.sourceIndices;
        const at::Tensor entries = table.tensor.narrow(1, 0, width).index_select(0, indices.tokens);
        const at::Tensor places = positions.narrow(1, 0, width).index_select(0, indices.positions);
        // The factor is rounded to float32 first, as the fast formulation has it.
        const double scale = static_cast<double>(std::sqrt(static_cast<float>(width)));
        return dropped(entries * scale + places, dropout);
    }

    at::Tensor linear(const at::Tensor &x, const LinearSlice &slice) override
    {
        return product(x, weightOf(slice), biasOf(slice));
    }

    at::Tensor feedForward(const at::Tensor &x, const LinearSlice &fc1,
                           const LinearSlice &fc2) override
    {
        return linear(at::relu(linear(x, fc1)), fc2);
    }

    at::Tensor feedForward(const at::Tensor &x, const MixedFfn &ffn) override
    {
        return product(at::relu(product(x, ffn.weight1, ffn.bias1)), ffn.weight2, ffn.bias2);
    }

    at::Tensor addNorm(const at::Tensor &residual, const at::Tensor &x,
                       const LinearParameters &norm, const DropoutSite &dropout) override
    {
        const std::int64_t width = residual.size(1);
        return at::layer_norm(residual + dropped(x, dropout), {width},
                              norm.weight->tensor.narrow(0, 0, width),
                              norm.bias->tensor.narrow(0, 0, width), 1e-5);
    }

    at::Tensor attend(const at::Tensor &queries, const at::Tensor &keyValues,
                      const AttentionPlan &plan) override
    {
        const PackedBatch &batch = *plan.batch;
        const bool isSourceQuery = plan.isEncoder;
        const PaddingIndices &querySide = isSourceQuery ? batch.sourceIndices : batch.targetIndices;
        const bool isSourceKey = plan.isEncoder || plan.isCross;
        const PaddingIndices &keySide = isSourceKey ? batch.sourceIndices : batch.targetIndices;
        const std::int64_t sentences = batch.sentences;
        const std::int64_t heads = plan.heads;
        const std::int64_t headDim = plan.qkvDim / heads;

        const auto byHead = [&](const at::Tensor &x) {
            return x.view({sentences, -1, heads, headDim}).transpose(1, 2);
        };
        const at::Tensor q = byHead(queries.index_select(0, querySide.gather));
        std::vector<at::Tensor> keys;
        std::vector<at::Tensor> values;
        std::vector<at::Tensor> masks;
        const std::int64_t keyRows = keyValues.size(0) / plan.parts;
        for (int part = 0; part < plan.parts; ++part) {
            const at::Tensor padded = keyValues.narrow(0, part * keyRows, keyRows)
                                          .index_select(0, keySide.gather)
                                          .view({sentences, -1, 2 * plan.qkvDim});
            keys.push_back(padded.narrow(2, 0, plan.qkvDim));
            values.push_back(padded.narrow(2, plan.qkvDim, plan.qkvDim));
            masks.push_back(keySide.isPadding);
        }
        const at::Tensor k = byHead(at::cat(keys, 1));
        const at::Tensor v = byHead(at::cat(values, 1));
        const double scale = 1.0 / std::sqrt(static_cast<double>(headDim));
        at::Tensor scores = multiplied(q * scale, k.transpose(2, 3));
        const double nothing = -std::numeric_limits<double>::infinity();
        scores = scores.masked_fill(at::cat(masks, 1).view({sentences, 1, 1, -1}), nothing);
        if (plan.isCausal) {
            const at::Tensor future = at::ones({scores.size(2), scores.size(3)},
                                               scores.options().dtype(at::kBool))
                                          .triu(1);
            scores = scores.masked_fill(future, nothing);
        }
        const at::Tensor probabilities = dropped(at::softmax(scores, -1), plan.dropout);
        return multiplied(probabilities, v)
            .transpose(1, 2)
            .reshape({-1, plan.qkvDim})
            .index_select(0, querySide.scatter);
    }

    at::Tensor mix(const at::Tensor &probabilities, const std::vector<const Parameter *> &experts,
                   std::int64_t rows, std::int64_t columns) override
    {
        at::Tensor sum;
        for (std::size_t e = 0; e < experts.size(); ++e) {
            at::Tensor part = experts[e]->tensor.narrow(0, 0, rows);
            if (columns > 0)
                part = part.narrow(1, 0, columns);
            at::Tensor factor = probabilities.select(-1, static_cast<std::int64_t>(e));
            if (factor.dim() > 0 && columns > 0)
                factor = factor.unsqueeze(1);
            sum = sum.defined() ? sum + factor * part : factor * part;
        }
        return sum;
    }

private:
    at::Tensor product(const at::Tensor &x, const at::Tensor &weight, const at::Tensor &bias) const
    {
        if (m_productType == x.scalar_type())
            return at::linear(x, weight, bias);
        return at::linear(x.to(m_productType), weight.to(m_productType), bias.to(m_productType))
            .to(x.scalar_type());
    }

    at::Tensor multiplied(const at::Tensor &a, const at::Tensor &b) const
    {
        if (m_productType == a.scalar_type())
            return at::matmul(a, b);
        return at::matmul(a.to(m_productType), b.to(m_productType)).to(a.scalar_type());
    }

    at::ScalarType m_productType;
};

} // namespace

DropoutSite DropoutSites::next(double probability)
{
    DropoutSite site;
    const std::uint64_t bits = spread(m_seed ^ spread(++m_site));
    if (probability <= 0.0)
        return site;
    site.probability = probability;
    site.mask.multiplier = static_cast<std::uint32_t>(bits) | 1U;
    site.mask.offset = static_cast<std::uint32_t>(bits >> 32U);
    site.mask.threshold = static_cast<std::uint32_t>(probability * 4294967296.0);
    site.mask.scale = static_cast<float>(1.0 / (1.0 - probability));
    return site;
}

at::Tensor dropoutFactors(const DropoutSite &site, at::IntArrayRef sizes,
                          const at::TensorOptions &options)
{
    const at::TensorOptions plain = options.requires_grad(false);
    if (!options.device().is_cpu())
        return at::empty(sizes, plain)
            .bernoulli_(1.0 - site.probability)
            .div_(1.0 - site.probability);
    const at::Tensor factors = at::empty(sizes, plain.dtype(at::kFloat));
    float *data = factors.data_ptr<float>();
    for (std::int64_t i = 0; i < factors.numel(); ++i)
        data[i] = keptFactor(site.mask, static_cast<std::uint32_t>(i));
    return factors.to(options.dtype());
}

at::Tensor weightOf(const LinearSlice &slice)
{
    return slice.parameters.weight->tensor.narrow(0, slice.firstRow, slice.rows)
        .narrow(1, 0, slice.columns);
}

at::Tensor biasOf(const LinearSlice &slice)
{
    return slice.parameters.bias->tensor.narrow(0, slice.firstRow, slice.rows);
}

std::unique_ptr<Operations> plainOperations(at::ScalarType productType)
{
    return std::make_unique<PlainOperations>(productType);
}

} // namespace auspex
