// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include <ATen/core/Tensor.h>

#include "core/arch/supernet.h"
#include "core/tensors/tensor.h"

namespace auspex {

/// One tensor of the supernet: a piece of the two flat arrays that ModelParameters owns.
struct Parameter {
    std::string name; ///< fairseq's
    std::vector<std::int64_t> shape;
    std::int64_t offset = 0;
    std::int64_t count = 0;
    at::Tensor tensor;       ///< a leaf whose gradient is the piece of the flat gradients
    float *values = nullptr; ///< the same memory, for float32 on the CPU alone
    float *gradients = nullptr;

    std::int64_t rows() const { return shape[0]; }
    std::int64_t columns() const { return shape.size() > 1 ? shape[1] : 1; }
};

struct LinearParameters {
    const Parameter *weight = nullptr;
    const Parameter *bias = nullptr;
};

struct LayerParameters {
    LinearParameters selfInput;
    LinearParameters selfOutput;
    LinearParameters selfNorm;
    LinearParameters crossInput; ///< decoder layers alone, as the two below
    LinearParameters crossOutput;
    LinearParameters crossNorm;
    std::vector<LinearParameters> fc1; ///< of each expert; one without a mixture
    std::vector<LinearParameters> fc2;
    struct Router {
        LinearParameters first;
        LinearParameters second;
    };
    std::vector<Router> routers; ///< none, one (layer-wise), or one for fc1 and one for fc2
    LinearParameters finalNorm;
};

/// All parameters of a supernet in one flat array, and their gradients in another: the optimiser
/// walks over memory in one go, and a layer adds its gradient where it belongs without a tensor of
/// its own. Not copied; the views point into it.
class ModelParameters {
public:
    /// Zeros, as float32 or float64 on the device ("cpu", "cuda", "cuda:1").
    ModelParameters(const SupernetShape &shape, at::Device device, at::ScalarType type);
    ModelParameters(const ModelParameters &) = delete;
    ModelParameters &operator=(const ModelParameters &) = delete;

    const std::vector<Parameter> &all() const { return m_parameters; }
    const Parameter &at(const std::string &name) const;

    const Parameter &sourceEmbedding() const { return *m_sourceEmbedding; }
    const Parameter &targetEmbedding() const { return *m_targetEmbedding; }
    const Parameter &output() const { return *m_output; }
    const std::vector<LayerParameters> &encoder() const { return m_encoder; }
    const std::vector<LayerParameters> &decoder() const { return m_decoder; }

    /// The flat arrays, with gaps of zeros where a parameter is aligned.
    const at::Tensor &values() const { return m_values; }
    const at::Tensor &gradients() const { return m_gradients; }

    /// HAT's initialisation (spec 3.5; experts and routers: supernets-and-proxies A.5), from one
    /// stream of random numbers for each parameter: the same on every machine.
    void initialise(std::uint64_t seed);

    /// Fails, naming the tensor, where one is missing or has another shape; nothing is changed
    /// then.
    Result<void> load(const TensorFile &file, const std::string &source);

    /// Copies as float32, of the values or the gradients.
    std::map<std::string, Tensor> copyOfValues() const;
    std::map<std::string, Tensor> copyOfGradients() const;

    /// Whether a subnet uses any of the parameter (HAT's IWSLT training skips the others).
    std::vector<bool> usedBy(const Architecture &architecture) const;

private:
    LinearParameters linear(const std::string &name) const;
    LayerParameters layer(const std::string &name, bool isDecoder) const;
    std::map<std::string, Tensor> copyOf(const at::Tensor &flat) const;

    SupernetShape m_shape;
    at::Tensor m_values;
    at::Tensor m_gradients;
    std::vector<Parameter> m_parameters;
    std::map<std::string, std::size_t> m_indices;
    const Parameter *m_sourceEmbedding = nullptr;
    const Parameter *m_targetEmbedding = nullptr;
    const Parameter *m_output = nullptr;
    std::vector<LayerParameters> m_encoder;
    std::vector<LayerParameters> m_decoder;
};

} // namespace auspex
