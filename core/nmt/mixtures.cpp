// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/nmt/mixtures.h"

#include <algorithm>
#include <array>

#include <ATen/TensorOperators.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/linear.h>
#include <ATen/ops/relu.h>
#include <ATen/ops/softmax.h>

#include "core/inference/subnet_view.h"

namespace auspex {

namespace {

/// The router's logits, of its first `rows` output rows. Far too small for products of our own.
at::Tensor routerLogits(const LayerParameters::Router &router, const at::Tensor &input,
                        std::int64_t rows, double dropout, DropoutSites &sites)
{
    at::Tensor hidden = at::relu(
        at::linear(input, router.first.weight->tensor, router.first.bias->tensor));
    const DropoutSite site = sites.next(dropout);
    if (site.mask.isActive())
        hidden = hidden * dropoutFactors(site, hidden.sizes(), hidden.options());
    return at::linear(hidden, router.second.weight->tensor.narrow(0, 0, rows),
                      router.second.bias->tensor.narrow(0, 0, rows));
}

std::vector<const Parameter *> weightsOf(const std::vector<LinearParameters> &experts)
{
    std::vector<const Parameter *> weights;
    for (const LinearParameters &expert : experts)
        weights.push_back(expert.weight);
    return weights;
}

std::vector<const Parameter *> biasesOf(const std::vector<LinearParameters> &experts)
{
    std::vector<const Parameter *> biases;
    for (const LinearParameters &expert : experts)
        biases.push_back(expert.bias);
    return biases;
}

} // namespace

at::Tensor routerInputTensor(const SupernetShape &shape, const ModelParameters &parameters,
                             const Architecture &architecture)
{
    const std::array<float, 10> input = routerInput(shape, architecture);
    const at::Tensor host = at::empty({10}, at::kFloat);
    std::copy(input.begin(), input.end(), host.data_ptr<float>());
    return host.to(parameters.values().options());
}

MixedFfn mixedFfn(Operations &operations, Mixture mixture, const LayerParameters &layer,
                  const at::Tensor &routerInput, int width, int ffnDim, double routerDropout,
                  DropoutSites &sites)
{
    const auto experts = static_cast<std::int64_t>(layer.fc1.size());
    at::Tensor first;
    at::Tensor second;
    if (mixture == Mixture::LayerWise) {
        first = at::softmax(
            routerLogits(layer.routers[0], routerInput, experts, routerDropout, sites), -1);
        second = first;
    } else {
        const auto ofRows = [&](std::size_t router, std::int64_t rows) {
            const at::Tensor logits = routerLogits(layer.routers[router], routerInput,
                                                   rows * experts, routerDropout, sites);
            return at::softmax(logits.view({rows, experts}), -1);
        };
        first = ofRows(0, ffnDim);
        second = ofRows(1, width);
    }
    MixedFfn ffn;
    ffn.weight1 = operations.mix(first, weightsOf(layer.fc1), ffnDim, width);
    ffn.bias1 = operations.mix(first, biasesOf(layer.fc1), ffnDim, 0);
    ffn.weight2 = operations.mix(second, weightsOf(layer.fc2), width, ffnDim);
    ffn.bias2 = operations.mix(second, biasesOf(layer.fc2), width, 0);
    return ffn;
}

} // namespace auspex
