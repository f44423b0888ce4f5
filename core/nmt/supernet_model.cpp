// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/nmt/supernet_model.h"

#include <algorithm>
#include <numeric>

#include <ATen/Parallel.h>
#include <ATen/TensorOperators.h>
#include <ATen/core/grad_mode.h>
#include <nlohmann/json.hpp>
#include <torch/csrc/autograd/autograd.h>
#include <torch/cuda.h>

#include "core/inference/matrix_product.h"
#include "core/inference/score.h"
#include "core/nmt/supernet_model_state.h"

namespace auspex {

namespace {

at::ScalarType scalarType(ProductType type, at::ScalarType plain)
{
    switch (type) {
    case ProductType::BFloat16:
        return at::kBFloat16;
    case ProductType::Float16:
        return at::kHalf;
    case ProductType::Float32:
        break;
    }
    return plain;
}

Result<void> checkBatch(const SupernetShape &shape, const Architecture &architecture,
                        std::span<const TokenPair> pairs)
{
    if (const Result<void> subnet = checkSubnet(shape, architecture); !subnet)
        return subnet;
    return checkTokens(shape, pairs, true);
}

/// Neighbours in length make a batch, so that the plain formulation pads little.
std::vector<std::vector<std::size_t>> batchesByLength(std::span<const TokenPair> pairs,
                                                      int maxTokens)
{
    const auto lengthOf = [&](std::size_t i) {
        return std::max(pairs[i].source.size(), pairs[i].target.size());
    };
    std::vector<std::size_t> order(pairs.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return lengthOf(a) < lengthOf(b); });
    std::vector<std::vector<std::size_t>> batches;
    for (const std::size_t index : order) {
        const bool isFull = batches.empty()
                            || (batches.back().size() + 1) * lengthOf(index)
                                   > static_cast<std::size_t>(maxTokens);
        if (isFull)
            batches.emplace_back();
        batches.back().push_back(index);
    }
    return batches;
}

} // namespace

Error errorOf(const std::exception &exception, const std::string &doing)
{
    const std::string what = exception.what();
    const bool isMemory = dynamic_cast<const std::bad_alloc *>(&exception) != nullptr
                          || what.find("out of memory") != std::string::npos
                          || what.find("can't allocate memory") != std::string::npos;
    if (isMemory)
        return {ErrorCode::Internal,
                "There was not enough memory for " + doing
                    + "; use smaller batches (fewer tokens), or a smaller network.",
                what};
    return {ErrorCode::Internal,
            "LibTorch failed in " + doing + ": " + what.substr(0, what.find('\n')), what};
}

ModelState::ModelState(const SupernetShape &theShape, const ModelOptions &theOptions,
                       at::ScalarType type)
    : shape(theShape)
    , options(theOptions)
    , device(theOptions.device)
    , isFast(theOptions.isFast && device.is_cpu() && type == at::kFloat
             && theOptions.productType == ProductType::Float32)
    , productType(scalarType(theOptions.productType, type))
    , parameters(theShape, device, type)
    , operations(isFast ? fastOperations(theOptions.kernel) : plainOperations(productType))
{
}

void ModelState::useThreads() const
{
    setInferenceThreads(options.threads);
    at::set_num_threads(inferenceThreads());
}

void ModelState::prepare(PackedBatch &batch)
{
    const std::int64_t rows = std::max(batch.source.longest, batch.target.longest) + padToken + 1;
    if (!positions.defined() || positions.size(0) < rows)
        positions = positionTable(std::max<std::int64_t>(rows, 256), shape.encoderEmbedDim,
                                  parameters.values().options());
    if (!isFast)
        addPaddingIndices(batch, device);
}

at::Tensor ModelState::states(const Architecture &architecture, const PackedBatch &batch,
                              const PassSettings &settings)
{
    return decoderStates(*operations, shape, parameters, positions, architecture, batch, settings);
}

LossOfStates ModelState::addGradients(const Architecture &architecture, const PackedBatch &batch,
                                      const PassSettings &settings, double labelSmoothing,
                                      const Teacher *teacher, Teacher *taught, double scale)
{
    const at::AutoGradMode recording(true);
    const at::Tensor last = states(architecture, batch, settings);
    if (taught)
        taught->states = last.detach();
    LossOfStates result;
    if (isFast) {
        {
            const at::AutoGradMode off(false);
            result = fastLoss(options.kernel, parameters.output(), last, batch, labelSmoothing,
                              true, teacher);
        }
        torch::autograd::backward({last}, {result.gradient});
        result.gradient = at::Tensor();
        return result;
    }
    result = plainLoss(productType, parameters.output(), last, batch, labelSmoothing, teacher);
    torch::autograd::backward({scale == 1.0 ? result.loss : at::Tensor(result.loss * scale)}, {});
    result.loss = result.loss.detach();
    return result;
}

LossSums ModelState::loss(const Architecture &architecture, const PackedBatch &batch,
                          double labelSmoothing)
{
    const at::AutoGradMode off(false);
    const at::Tensor last = states(architecture, batch, {});
    if (isFast)
        return fastLoss(options.kernel, parameters.output(), last, batch, labelSmoothing, false,
                        nullptr)
            .sums;
    return sumsOf(
        plainLoss(productType, parameters.output(), last, batch, labelSmoothing, nullptr));
}

LossSums sumsOf(const LossOfStates &loss)
{
    LossSums sums = loss.sums;
    if (loss.loss.defined()) {
        sums.labelSmoothed = loss.loss.item<double>();
        sums.nll = loss.nll.item<double>();
    }
    return sums;
}

Result<void> checkModelOptions(const ModelOptions &options)
{
    return guarded("choosing the device", [&]() -> Result<void> {
        const std::string &name = options.device;
        const bool isCuda = name == "cuda" || name.rfind("cuda:", 0) == 0;
        if (name != "cpu" && !isCuda)
            return failure(ErrorCode::InvalidInput,
                           "There is no device \"" + name
                               + "\"; name \"cpu\", \"cuda\" or \"cuda:1\".");
        if (isCuda && !torch::cuda::is_available())
            return failure(
                ErrorCode::InvalidInput,
                "The device \"" + name
                    + "\" is not available: this LibTorch has no CUDA, or the machine no "
                      "such graphics card; use \"cpu\".");
        if (isCuda && name != "cuda") {
            const at::Device device(name);
            if (static_cast<std::size_t>(device.index()) >= torch::cuda::device_count())
                return failure(ErrorCode::InvalidInput,
                               "The device \"" + name + "\" does not exist: there are "
                                   + std::to_string(torch::cuda::device_count())
                                   + " graphics cards, counted from 0.");
        }
        if (!isCuda && options.productType == ProductType::Float16)
            return failure(ErrorCode::InvalidInput,
                           "Half precision needs a graphics card; on the CPU use float32 or "
                           "bfloat16.");
        if (options.threads < 0)
            return failure(ErrorCode::InvalidInput, "The number of threads is below 0.");
        return {};
    });
}

SupernetModel::SupernetModel(std::unique_ptr<ModelState> state)
    : m_state(std::move(state))
{
}
SupernetModel::SupernetModel(SupernetModel &&) noexcept = default;
SupernetModel &SupernetModel::operator=(SupernetModel &&) noexcept = default;
SupernetModel::~SupernetModel() = default;

Result<SupernetModel> SupernetModel::made(const SupernetShape &shape, const ModelOptions &options)
{
    if (const Result<void> checked = checkModelOptions(options); !checked)
        return tl::make_unexpected(checked.error());
    if (shape.encoderEmbedDim != shape.decoderEmbedDim)
        return failure(
            ErrorCode::InvalidInput,
            "A supernet with encoder and decoder embedding dimensions that differ cannot "
            "be trained: its cross-attention would have no packed input matrix.");
    if (shape.targetVocabulary < 5 || shape.sourceVocabulary < 5)
        return failure(ErrorCode::InvalidInput,
                       "A supernet needs vocabularies of more than the four special tokens.");
    return guarded("making the network", [&]() -> Result<SupernetModel> {
        setInferenceThreads(options.threads); // which the choice of a kernel is measured with
        return SupernetModel(std::make_unique<ModelState>(shape, options));
    });
}

Result<SupernetModel> SupernetModel::initialised(const SupernetShape &shape, std::uint64_t seed,
                                                 const ModelOptions &options)
{
    Result<SupernetModel> model = made(shape, options);
    if (!model)
        return model;
    return guarded("initialising the network", [&]() -> Result<SupernetModel> {
        model->m_state->parameters.initialise(seed);
        return std::move(*model);
    });
}

Result<SupernetModel> SupernetModel::loaded(const SupernetShape &shape, const TensorFile &weights,
                                            const std::string &source, const ModelOptions &options)
{
    Result<SupernetModel> model = made(shape, options);
    if (!model)
        return model;
    return guarded("loading the network", [&]() -> Result<SupernetModel> {
        if (const Result<void> done = model->m_state->parameters.load(weights, source); !done)
            return tl::make_unexpected(done.error());
        return std::move(*model);
    });
}

const SupernetShape &SupernetModel::shape() const
{
    return m_state->shape;
}

const ModelOptions &SupernetModel::options() const
{
    return m_state->options;
}

TensorFile SupernetModel::weights() const
{
    TensorFile file;
    file.tensors = m_state->parameters.copyOfValues();
    file.metadata["supernet"] = supernetShapeJson(m_state->shape).dump();
    return file;
}

Result<LossSums> SupernetModel::evaluate(const Architecture &architecture,
                                         std::span<const TokenPair> pairs, double labelSmoothing,
                                         int maxTokens) const
{
    if (const Result<void> checked = checkBatch(m_state->shape, architecture, pairs); !checked)
        return tl::make_unexpected(checked.error());
    return guarded("evaluating a subnet", [&]() -> Result<LossSums> {
        m_state->useThreads();
        LossSums sums;
        for (const auto &indices : batchesByLength(pairs, maxTokens)) {
            PackedBatch batch = packBatch(pairs, indices);
            m_state->prepare(batch);
            sums += m_state->loss(architecture, batch, labelSmoothing);
        }
        return sums;
    });
}

Result<Tensor> SupernetModel::logits(const Architecture &architecture,
                                     std::span<const TokenPair> pairs) const
{
    if (const Result<void> checked = checkBatch(m_state->shape, architecture, pairs); !checked)
        return tl::make_unexpected(checked.error());
    return guarded("computing logits", [&]() -> Result<Tensor> {
        m_state->useThreads();
        const at::AutoGradMode off(false);
        PackedBatch batch = packBatch(pairs);
        m_state->prepare(batch);
        const at::Tensor result = logitsOf(m_state->parameters.output(),
                                           m_state->states(architecture, batch, {}),
                                           m_state->productType)
                                      .to(at::kCPU, at::kFloat)
                                      .contiguous();
        const float *values = result.data_ptr<float>();
        return floatTensor({result.size(0), result.size(1)},
                           std::vector<float>(values, values + result.numel()));
    });
}

Result<SupernetModel::GradientResult> SupernetModel::gradients(const Architecture &architecture,
                                                               std::span<const TokenPair> pairs,
                                                               double labelSmoothing,
                                                               const DropoutOptions *dropout,
                                                               std::uint64_t dropoutSeed) const
{
    if (const Result<void> checked = checkBatch(m_state->shape, architecture, pairs); !checked)
        return tl::make_unexpected(checked.error());
    return guarded("computing gradients", [&]() -> Result<GradientResult> {
        m_state->useThreads();
        m_state->parameters.gradients().zero_();
        PackedBatch batch = packBatch(pairs);
        m_state->prepare(batch);
        PassSettings settings;
        settings.isTraining = dropout != nullptr;
        settings.dropout = dropout ? *dropout : DropoutOptions{};
        settings.dropoutSeed = dropoutSeed;
        GradientResult result;
        result.loss = sumsOf(m_state->addGradients(architecture, batch, settings, labelSmoothing));
        result.gradients.tensors = m_state->parameters.copyOfGradients();
        m_state->parameters.gradients().zero_();
        return result;
    });
}

} // namespace auspex
