// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>
#include <functional>
#include <utility>
#include <vector>

#include <ATen/TensorOperators.h>
#include <ATen/core/grad_mode.h>
#include <ATen/ops/empty.h>
#include <torch/csrc/autograd/function.h>
#include <torch/csrc/autograd/variable.h>

#include "core/inference/matrix_product.h"
#include "core/nmt/operations.h"

namespace auspex {

namespace {

using Gradients = std::vector<at::Tensor>;
using Backward = std::function<Gradients(const at::Tensor &)>;

/// A node of the graph whose backward pass is a function of ours. The parameters' gradients are no
/// outputs of it: the function adds them where they belong.
class OperationNode : public torch::autograd::Node {
public:
    explicit OperationNode(Backward backward)
        : m_backward(std::move(backward))
    {
    }

    torch::autograd::variable_list apply(torch::autograd::variable_list &&gradients) override
    {
        return m_backward(gradients[0].contiguous());
    }
    void release_variables() override { m_backward = nullptr; }

private:
    Backward m_backward;
};

/// Makes `output` the result of an operation on the inputs, for as long as gradients are recorded.
at::Tensor recorded(const at::Tensor &output, const std::vector<at::Tensor> &inputs,
                    Backward backward)
{
    if (!at::GradMode::is_enabled())
        return output;
    const auto node = std::make_shared<OperationNode>(std::move(backward));
    torch::autograd::edge_list edges;
    for (const at::Tensor &input : inputs)
        edges.push_back(torch::autograd::impl::gradient_edge(input));
    node->set_next_edges(std::move(edges));
    torch::autograd::Variable variable = output;
    torch::autograd::create_gradient_edge(variable, node);
    return output;
}

at::Tensor matrix(std::int64_t rows, std::int64_t columns)
{
    return at::empty({rows, columns}, at::kFloat);
}

const float *valuesOf(const at::Tensor &tensor)
{
    return tensor.data_ptr<float>();
}

float *memoryOf(const at::Tensor &tensor)
{
    return tensor.data_ptr<float>();
}

/// Where a linear layer's numbers are: pieces of the parameters, or tensors of their own.
struct LinearMemory {
    const float *weight = nullptr;
    std::int64_t stride = 0;
    const float *bias = nullptr;
    float *weightGradient = nullptr; ///< the same stride
    float *biasGradient = nullptr;
    std::int64_t rows = 0;
    std::int64_t columns = 0;
    float keep = 1.0F; ///< 1 where gradients are added to what is there, 0 where they replace it
};

LinearMemory memoryOf(const LinearSlice &slice)
{
    const Parameter &weight = *slice.parameters.weight;
    const Parameter &bias = *slice.parameters.bias;
    LinearMemory memory;
    memory.stride = weight.columns();
    memory.weight = weight.values + slice.firstRow * memory.stride;
    memory.weightGradient = weight.gradients + slice.firstRow * memory.stride;
    memory.bias = bias.values + slice.firstRow;
    memory.biasGradient = bias.gradients + slice.firstRow;
    memory.rows = slice.rows;
    memory.columns = slice.columns;
    return memory;
}

class FastOperations : public Operations {
public:
    explicit FastOperations(Kernel kernel)
        : m_kernel(kernel)
        , m_loops(trainingLoops())
    {
    }

    at::Tensor embed(const PackedBatch &batch, bool isTarget, const Parameter &table,
                     const at::Tensor &positions, int width, const DropoutSite &dropout) override
    {
        const PackedSide &side = isTarget ? batch.target : batch.source;
        EmbeddingRows rows;
        rows.tokens = side.tokens.data();
        rows.positions = side.positions.data();
        rows.count = side.count();
        rows.width = width;
        rows.scale = std::sqrt(static_cast<float>(width));
        rows.stride = table.columns();
        const at::Tensor out = matrix(rows.count, width);
        m_loops.embed(rows, table.values, valuesOf(positions), positions.size(1), dropout.mask,
                      memoryOf(out));
        float *gradients = table.gradients;
        const TrainingLoops &loops = m_loops;
        const DropoutMask mask = dropout.mask;
        return recorded(out, {}, [rows, mask, gradients, &loops](const at::Tensor &gradient) {
            loops.addEmbeddingGradient(rows, mask, valuesOf(gradient), gradients);
            return Gradients{};
        });
    }

    at::Tensor linear(const at::Tensor &x, const LinearSlice &slice) override
    {
        const LinearMemory memory = memoryOf(slice);
        const at::Tensor input = x.contiguous();
        const at::Tensor out = forward(input, memory);
        return recorded(out, {x}, [this, input, memory](const at::Tensor &gradient) {
            return Gradients{backward(input, memory, gradient)};
        });
    }

    at::Tensor feedForward(const at::Tensor &x, const LinearSlice &fc1,
                           const LinearSlice &fc2) override
    {
        const LinearMemory first = memoryOf(fc1);
        const LinearMemory second = memoryOf(fc2);
        const at::Tensor hidden = forward(x, first);
        m_loops.relu(memoryOf(hidden), hidden.numel());
        const at::Tensor out = forward(hidden, second);
        return recorded(out, {x}, [this, x, hidden, first, second](const at::Tensor &gradient) {
            const at::Tensor inner = backward(hidden, second, gradient);
            m_loops.reluGradient(valuesOf(hidden), memoryOf(inner), inner.numel());
            return Gradients{backward(x, first, inner)};
        });
    }

    at::Tensor feedForward(const at::Tensor &x, const MixedFfn &ffn) override
    {
        const at::Tensor hidden = forward(x, memoryOf(ffn.weight1, ffn.bias1));
        m_loops.relu(memoryOf(hidden), hidden.numel());
        const at::Tensor out = forward(hidden, memoryOf(ffn.weight2, ffn.bias2));
        return recorded(out, {x, ffn.weight1, ffn.bias1, ffn.weight2, ffn.bias2},
                        [this, x, hidden, ffn](const at::Tensor &gradient) {
                            Gradients result(5);
                            const LinearMemory second = withGradients(ffn.weight2, ffn.bias2,
                                                                      result[3], result[4]);
                            const at::Tensor inner = backward(hidden, second, gradient);
                            m_loops.reluGradient(valuesOf(hidden), memoryOf(inner), inner.numel());
                            const LinearMemory first = withGradients(ffn.weight1, ffn.bias1,
                                                                     result[1], result[2]);
                            result[0] = backward(x, first, inner);
                            return result;
                        });
    }

    at::Tensor addNorm(const at::Tensor &residual, const at::Tensor &x,
                       const LinearParameters &norm, const DropoutSite &dropout) override
    {
        const std::int64_t rows = residual.size(0);
        const auto width = static_cast<int>(residual.size(1));
        const at::Tensor out = matrix(rows, width);
        const at::Tensor normalized = matrix(rows, width);
        const at::Tensor inverse = at::empty({rows}, at::kFloat);
        m_loops.addNorm(valuesOf(residual), valuesOf(x), norm.weight->values, norm.bias->values,
                        rows, width, dropout.mask, memoryOf(out), memoryOf(normalized),
                        memoryOf(inverse));
        const DropoutMask mask = dropout.mask;
        return recorded(out, {residual, x}, [=, &loops = m_loops](const at::Tensor &gradient) {
            const at::Tensor toResidual = matrix(rows, width);
            const at::Tensor toX = mask.isActive() ? matrix(rows, width) : toResidual;
            loops.addNormGradient(valuesOf(gradient), valuesOf(normalized), valuesOf(inverse),
                                  norm.weight->values, rows, width, mask, memoryOf(toResidual),
                                  memoryOf(toX), norm.weight->gradients, norm.bias->gradients);
            return Gradients{toResidual, toX};
        });
    }

    at::Tensor attend(const at::Tensor &queries, const at::Tensor &keyValues,
                      const AttentionPlan &plan) override
    {
        const PackedSide &querySide = plan.isEncoder ? plan.batch->source : plan.batch->target;
        const bool isSourceKey = plan.isEncoder || plan.isCross;
        const PackedSide &keySide = isSourceKey ? plan.batch->source : plan.batch->target;
        AttentionWork work;
        work.sentences = plan.batch->sentences;
        work.queryStarts = querySide.starts.data();
        work.keyStarts = keySide.starts.data();
        work.parts = plan.parts;
        work.partRows = keySide.count();
        work.heads = plan.heads;
        work.headDim = plan.qkvDim / plan.heads;
        work.qkvDim = plan.qkvDim;
        work.isCausal = plan.isCausal;
        work.scale = 1.0F / std::sqrt(static_cast<float>(work.headDim));
        work.mask = plan.dropout.mask;

        std::vector<std::int64_t> starts(static_cast<std::size_t>(work.sentences));
        std::int64_t size = 0;
        for (std::size_t s = 0; s < starts.size(); ++s) {
            starts[s] = size;
            const std::int64_t rows = work.queryStarts[s + 1] - work.queryStarts[s];
            const std::int64_t keys = work.keyStarts[s + 1] - work.keyStarts[s];
            size += rows * keys * work.parts * work.heads;
        }
        work.probabilityStarts = starts.data();
        const at::Tensor out = matrix(queries.size(0), plan.qkvDim);
        const at::Tensor probabilities = at::empty({size}, at::kFloat);
        m_loops.attend(work, valuesOf(queries), valuesOf(keyValues), memoryOf(out),
                       memoryOf(probabilities));
        return recorded(out, {queries, keyValues},
                        [work, starts, queries, keyValues, probabilities,
                         &loops = m_loops](const at::Tensor &gradient) {
                            AttentionWork same = work;
                            same.probabilityStarts = starts.data();
                            const at::Tensor toQueries = matrix(queries.size(0), queries.size(1));
                            const at::Tensor toKeyValues = matrix(keyValues.size(0),
                                                                  keyValues.size(1));
                            loops.attendGradient(same, valuesOf(queries), valuesOf(keyValues),
                                                 valuesOf(probabilities), valuesOf(gradient),
                                                 memoryOf(toQueries), memoryOf(toKeyValues));
                            return Gradients{toQueries, toKeyValues};
                        });
    }

    at::Tensor mix(const at::Tensor &probabilities, const std::vector<const Parameter *> &experts,
                   std::int64_t rows, std::int64_t columns) override
    {
        const auto sliceOf = [rows, columns](const at::Tensor &full) {
            const at::Tensor part = full.narrow(0, 0, rows);
            return columns > 0 ? part.narrow(1, 0, columns) : part;
        };
        const auto factorOf = [columns](const at::Tensor &all, std::size_t expert) {
            const at::Tensor factor = all.select(-1, static_cast<std::int64_t>(expert));
            return factor.dim() > 0 && columns > 0 ? factor.unsqueeze(1) : factor;
        };
        at::Tensor sum;
        {
            const at::AutoGradMode off(false);
            for (std::size_t e = 0; e < experts.size(); ++e) {
                const at::Tensor part = sliceOf(experts[e]->tensor);
                const at::Tensor factor = factorOf(probabilities, e);
                if (sum.defined())
                    sum.addcmul_(part, factor);
                else
                    sum = (part * factor).contiguous();
            }
        }
        return recorded(sum, {probabilities}, [=](const at::Tensor &gradient) {
            const at::Tensor toProbabilities = at::empty(probabilities.sizes(), at::kFloat);
            for (std::size_t e = 0; e < experts.size(); ++e) {
                const at::Tensor part = sliceOf(experts[e]->tensor.detach());
                sliceOf(experts[e]->tensor.grad()).addcmul_(gradient, factorOf(probabilities, e));
                const at::Tensor products = gradient * part;
                at::Tensor target = toProbabilities.select(-1, static_cast<std::int64_t>(e));
                if (probabilities.dim() == 1)
                    target.copy_(products.sum());
                else
                    target.copy_(columns > 0 ? products.sum(1) : products);
            }
            return Gradients{toProbabilities};
        });
    }

private:
    static LinearMemory memoryOf(const at::Tensor &weight, const at::Tensor &bias)
    {
        LinearMemory memory;
        memory.weight = valuesOf(weight);
        memory.bias = valuesOf(bias);
        memory.rows = weight.size(0);
        memory.columns = weight.size(1);
        memory.stride = memory.columns;
        return memory;
    }

    /// For a backward pass that gives the gradients of the tensors back.
    static LinearMemory withGradients(const at::Tensor &weight, const at::Tensor &bias,
                                      at::Tensor &weightGradient, at::Tensor &biasGradient)
    {
        weightGradient = matrix(weight.size(0), weight.size(1));
        biasGradient = at::empty({weight.size(0)}, at::kFloat).zero_();
        LinearMemory memory = memoryOf(weight, bias);
        memory.weightGradient = auspex::memoryOf(weightGradient);
        memory.biasGradient = auspex::memoryOf(biasGradient);
        memory.keep = 0.0F;
        return memory;
    }

    static float *memoryOf(const at::Tensor &tensor) { return auspex::memoryOf(tensor); }
    static LinearMemory memoryOf(const LinearSlice &slice) { return auspex::memoryOf(slice); }

    /// x W^T + b
    at::Tensor forward(const at::Tensor &x, const LinearMemory &memory) const
    {
        const std::int64_t rows = x.size(0);
        at::Tensor out = matrix(rows, memory.rows);
        m_loops.fillRows(memory.bias, rows, memory.rows, memoryOf(out));
        multiply(m_kernel, Transposed::No, Transposed::Yes, rows, memory.rows, memory.columns, 1.0F,
                 valuesOf(x), memory.columns, memory.weight, memory.stride, 1.0F, memoryOf(out),
                 memory.rows);
        return out;
    }

    /// Adds the gradients of weight and bias; gives that of x.
    at::Tensor backward(const at::Tensor &x, const LinearMemory &memory,
                        const at::Tensor &gradient) const
    {
        const std::int64_t rows = x.size(0);
        at::Tensor toX = matrix(rows, memory.columns);
        multiply(m_kernel, Transposed::No, Transposed::No, rows, memory.columns, memory.rows, 1.0F,
                 valuesOf(gradient), memory.rows, memory.weight, memory.stride, 0.0F, memoryOf(toX),
                 memory.columns);
        multiply(m_kernel, Transposed::Yes, Transposed::No, memory.rows, memory.columns, rows, 1.0F,
                 valuesOf(gradient), memory.rows, valuesOf(x), memory.columns, memory.keep,
                 memory.weightGradient, memory.stride);
        m_loops.addColumnSums(valuesOf(gradient), rows, memory.rows, memory.biasGradient);
        return toX;
    }

    Kernel m_kernel;
    const TrainingLoops &m_loops;
};

} // namespace

std::unique_ptr<Operations> fastOperations(Kernel kernel)
{
    return std::make_unique<FastOperations>(resolvedKernel(kernel));
}

} // namespace auspex
