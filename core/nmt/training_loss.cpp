// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/nmt/training_loss.h"

#include <algorithm>
#include <vector>

#include <ATen/TensorOperators.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/empty_like.h>
#include <ATen/ops/linear.h>
#include <ATen/ops/log_softmax.h>
#include <ATen/ops/softmax.h>

#include "core/inference/matrix_product.h"
#include "core/nmt/training_loops.h"

namespace auspex {

namespace {

/// Rows whose logits are in work at once: many enough for the products, few enough for memory
/// (64 MB at a vocabulary of 32768).
constexpr std::int64_t blockRows = 512;

/// One block of rows of the loss.
class BlockLoss {
public:
    BlockLoss(Kernel kernel, const Parameter &output, std::int64_t rows, double labelSmoothing)
        : m_kernel(kernel)
        , m_output(output)
        , m_smoothing(labelSmoothing)
        , m_logits(at::empty({rows, output.rows()}, at::kFloat))
        , m_losses(static_cast<std::size_t>(rows))
    {
    }

    void project(const float *states, std::int64_t rows, std::int64_t width, const at::Tensor &out)
    {
        multiply(m_kernel, Transposed::No, Transposed::Yes, rows, m_output.rows(), width, 1.0F,
                 states, width, m_output.values, m_output.columns(), 0.0F, out.data_ptr<float>(),
                 m_output.rows());
    }

    LossSums run(const float *states, std::int64_t rows, std::int64_t width,
                 const std::int32_t *wanted, const float *teacher, std::int64_t teacherWidth,
                 float *gradient)
    {
        project(states, rows, width, m_logits);
        auto *logits = m_logits.data_ptr<float>();
        const auto vocabulary = static_cast<int>(m_output.rows());
        if (teacher) {
            if (!m_teacherLogits.defined())
                m_teacherLogits = at::empty_like(m_logits);
            project(teacher, rows, teacherWidth, m_teacherLogits);
            trainingLoops().distil(logits, m_teacherLogits.data_ptr<float>(), wanted, rows,
                                   vocabulary, m_losses.data());
        } else {
            trainingLoops().crossEntropy(logits, wanted, rows, vocabulary, m_smoothing,
                                         gradient != nullptr, m_losses.data());
        }
        if (gradient) {
            multiply(m_kernel, Transposed::No, Transposed::No, rows, width, vocabulary, 1.0F,
                     logits, vocabulary, m_output.values, m_output.columns(), 0.0F, gradient,
                     width);
            multiply(m_kernel, Transposed::Yes, Transposed::No, vocabulary, width, rows, 1.0F,
                     logits, vocabulary, states, width, 1.0F, m_output.gradients,
                     m_output.columns());
        }
        LossSums sums;
        for (std::int64_t row = 0; row < rows; ++row) {
            sums.labelSmoothed += m_losses[static_cast<std::size_t>(row)].smoothed;
            sums.nll += m_losses[static_cast<std::size_t>(row)].nll;
        }
        sums.tokens = rows;
        return sums;
    }

private:
    Kernel m_kernel;
    const Parameter &m_output;
    double m_smoothing;
    at::Tensor m_logits;
    at::Tensor m_teacherLogits;
    std::vector<RowLoss> m_losses;
};

} // namespace

LossOfStates fastLoss(Kernel kernel, const Parameter &output, const at::Tensor &states,
                      const PackedBatch &batch, double labelSmoothing, bool wantsGradient,
                      const Teacher *teacher)
{
    const std::int64_t rows = states.size(0);
    const std::int64_t width = states.size(1);
    LossOfStates result;
    if (wantsGradient)
        result.gradient = at::empty({rows, width}, at::kFloat);
    BlockLoss block(resolvedKernel(kernel), output, std::min(rows, blockRows), labelSmoothing);
    const std::int64_t teacherWidth = teacher ? teacher->states.size(1) : 0;
    for (std::int64_t first = 0; first < rows; first += blockRows) {
        const float *teacherStates = teacher
                                         ? teacher->states.data_ptr<float>() + first * teacherWidth
                                         : nullptr;
        result.sums += block.run(
            states.data_ptr<float>() + first * width, std::min(blockRows, rows - first), width,
            batch.wanted.data() + first, teacherStates, teacherWidth,
            wantsGradient ? result.gradient.data_ptr<float>() + first * width : nullptr);
    }
    return result;
}

at::Tensor logitsOf(const Parameter &output, const at::Tensor &states, at::ScalarType productType)
{
    const at::Tensor weight = output.tensor.narrow(1, 0, states.size(1));
    if (productType == states.scalar_type())
        return at::linear(states, weight);
    return at::linear(states.to(productType), weight.to(productType)).to(states.scalar_type());
}

LossOfStates plainLoss(at::ScalarType productType, const Parameter &output,
                       const at::Tensor &states, const PackedBatch &batch, double labelSmoothing,
                       const Teacher *teacher)
{
    const at::Tensor logProbabilities = at::log_softmax(logitsOf(output, states, productType), -1);
    const at::Tensor nll = -logProbabilities.gather(1, batch.wantedTensor.unsqueeze(1)).sum();
    LossOfStates result;
    if (teacher) {
        const at::Tensor wanted = at::softmax(
            logitsOf(output, teacher->states, productType).detach(), -1);
        result.loss = -(wanted * logProbabilities).sum();
    } else {
        const double even = labelSmoothing / static_cast<double>(output.rows());
        result.loss = nll * (1.0 - labelSmoothing) - logProbabilities.sum() * even;
    }
    result.nll = nll.detach();
    result.sums.tokens = states.size(0);
    return result;
}

} // namespace auspex
