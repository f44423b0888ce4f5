// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <filesystem>
#include <list>
#include <map>
#include <string>
#include <vector>

#include "core/arch/supernet.h"
#include "core/inference/matrix_product.h"
#include "core/tensors/tensor.h"

namespace auspex {

/// A linear layer of the supernet as it lies in memory: weight [outputs, inputs], bias [outputs].
struct LinearView {
    MatrixView weight;
    const float *bias = nullptr;
};

struct NormView {
    const float *weight = nullptr;
    const float *bias = nullptr;
};

/// One FFN of a mixture: its matrices for each expert, and the routers (one for both linears in
/// layer-wise mixtures, two in neuron-wise ones), each two linear layers with ReLU between.
struct MixtureView {
    std::vector<LinearView> fc1; ///< of experts 0, 1, ...
    std::vector<LinearView> fc2;
    struct Router {
        LinearView first;
        LinearView second;
    };
    std::vector<Router> routers;
};

/// The matrices of one layer, of a supernet or of a subnet. Those of cross-attention are there in
/// decoder layers alone.
struct LayerMatrices {
    LinearView selfInput; ///< [3 qkvDim, width]: queries, keys, values under each other
    LinearView selfOutput;
    NormView selfNorm;
    LinearView crossQuery;     ///< [qkvDim, decoder's width]
    LinearView crossKeyValues; ///< [2 qkvDim, encoder's width]
    LinearView crossOutput;
    NormView crossNorm;
    LinearView fc1;
    LinearView fc2;
    NormView finalNorm;
};

/// One layer at full size.
struct LayerTensors : LayerMatrices {
    MixtureView mixture; ///< empty without one
};

/// A supernet's weights, read-only, for scoring, generation and extraction. Copies share memory;
/// any thread may read.
struct SupernetWeights {
    SupernetShape shape;
    MatrixView sourceEmbedding; ///< [sourceVocabulary, encoderEmbedDim]
    MatrixView targetEmbedding;
    MatrixView output; ///< [targetVocabulary, decoderEmbedDim], the target embedding where shared
    std::vector<LayerTensors> encoder;
    std::vector<LayerTensors> decoder;

    std::map<std::string, Tensor>
        tensors; ///< what the views look into, float32, by fairseq's names
};

/// Fails, naming the tensor, where one is missing or has a shape that the supernet's does not call
/// for; tensors that no layer needs are let be.
Result<SupernetWeights> supernetWeights(const SupernetShape &shape, const TensorFile &file,
                                        const std::string &source);

/// The same for a subnet on its own, whose shape is subnetShape(): no other architecture has a view
/// into these weights.
Result<SupernetWeights> subnetWeights(const SupernetShape &shape, const Architecture &architecture,
                                      const TensorFile &file, const std::string &source);

/// From a safetensors file or a PyTorch checkpoint.
Result<SupernetWeights> loadSupernet(const SupernetShape &shape, const std::filesystem::path &file);

/// Names and sizes of tensors, by fairseq's names.
using TensorSizes = std::vector<std::pair<std::string, std::vector<std::int64_t>>>;

/// Of all tensors that a supernet of the shape has.
TensorSizes supernetTensors(const SupernetShape &shape);

/// Of a subnet on its own: no more layers than it has, each with its own FFN.
TensorSizes subnetTensors(const SupernetShape &shape, const Architecture &architecture);

} // namespace auspex
