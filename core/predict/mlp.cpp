// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/predict/mlp.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numeric>

#include <cblas.h>
#include <omp.h>
#ifdef __SSE__
#include <xmmintrin.h>
#endif

namespace auspex {

namespace {

using Eigen::Index;
using Eigen::VectorXf;

/// While it lives, the thread's products are not shared out, and numbers too small for a leading
/// one are zero. The products of a training step are too small to pay for waking threads, and sums
/// would depend on how many there are; Adam's moments of a unit that is never active shrink to such
/// small numbers, which take the processor a hundred times as long.
class TrainingMode {
public:
    TrainingMode()
        : m_threads(omp_get_max_threads())
    {
        omp_set_num_threads(1);
#ifdef __SSE__
        m_state = _mm_getcsr();
        constexpr unsigned flushToZero = 0x8000U;
        constexpr unsigned denormalsAreZero = 0x0040U;
        _mm_setcsr(m_state | flushToZero | denormalsAreZero);
#endif
    }
    TrainingMode(const TrainingMode &) = delete;
    TrainingMode &operator=(const TrainingMode &) = delete;
    ~TrainingMode()
    {
        omp_set_num_threads(m_threads);
#ifdef __SSE__
        _mm_setcsr(m_state);
#endif
    }

private:
    int m_threads;
    unsigned m_state = 0;
};

/// c = a b, each transposed where it says so. BLAS, for Eigen's own product uses the instructions
/// of the oldest processor that the program may meet.
void multiply(const FloatMatrix &a, bool transposeA, const FloatMatrix &b, bool transposeB,
              FloatMatrix &c)
{
    const auto rows = static_cast<int>(transposeA ? a.cols() : a.rows());
    const auto inner = static_cast<int>(transposeA ? a.rows() : a.cols());
    const auto columns = static_cast<int>(transposeB ? b.rows() : b.cols());
    assert(inner == static_cast<int>(transposeB ? b.cols() : b.rows()));
    c.resize(rows, columns);
    if (c.size() == 0)
        return;
    cblas_sgemm(CblasRowMajor, transposeA ? CblasTrans : CblasNoTrans,
                transposeB ? CblasTrans : CblasNoTrans, rows, columns, inner, 1.0F, a.data(),
                static_cast<int>(a.cols()), b.data(), static_cast<int>(b.cols()), 0.0F, c.data(),
                columns);
}

void applyLayer(const MlpLayer &layer, bool last, const FloatMatrix &x, FloatMatrix &y)
{
    multiply(x, false, layer.weights, true, y);
    y.rowwise() += layer.bias.transpose();
    if (!last)
        y = y.cwiseMax(0.0F);
}

/// Adam's state of one array of parameters (Kingma and Ba, 2015), with its bias corrections.
class Adam {
public:
    explicit Adam(Index size)
        : m_mean(VectorXf::Zero(size))
        , m_square(VectorXf::Zero(size))
    {
    }

    void update(Eigen::Map<VectorXf> values, const Eigen::Map<const VectorXf> &gradient,
                const MlpTraining &training, int step)
    {
        const auto first = static_cast<float>(training.firstMoment);
        const auto second = static_cast<float>(training.secondMoment);
        const double firstBias = 1.0 - std::pow(training.firstMoment, step);
        const double secondBias = 1.0 - std::pow(training.secondMoment, step);
        const auto rate = static_cast<float>(training.learningRate / firstBias);
        const auto scale = static_cast<float>(1.0 / std::sqrt(secondBias));
        const auto epsilon = static_cast<float>(training.epsilon);
        m_mean = first * m_mean + (1.0F - first) * gradient;
        m_square = second * m_square + (1.0F - second) * gradient.cwiseAbs2();
        values.array() -= rate * m_mean.array() / (m_square.array().sqrt() * scale + epsilon);
    }

private:
    VectorXf m_mean;
    VectorXf m_square;
};

/// The activations and gradients of one batch, kept from step to step.
class Trainer {
public:
    explicit Trainer(Mlp &mlp)
        : m_mlp(mlp)
        , m_outputs(mlp.layers.size())
    {
        for (const MlpLayer &layer : mlp.layers) {
            m_weightStates.emplace_back(layer.weights.size());
            m_biasStates.emplace_back(layer.bias.size());
        }
    }

    /// The batch's mean squared error before the step.
    double step(const FloatMatrix &x, const FloatMatrix &y, const MlpTraining &training, int number)
    {
        const std::size_t count = m_mlp.layers.size();
        for (std::size_t i = 0; i < count; ++i)
            applyLayer(m_mlp.layers[i], i + 1 == count, i == 0 ? x : m_outputs[i - 1],
                       m_outputs[i]);
        m_gradient = m_outputs.back() - y;
        const double loss = m_gradient.cast<double>().squaredNorm()
                            / static_cast<double>(m_gradient.size());
        m_gradient *= 2.0F / static_cast<float>(m_gradient.size());
        for (std::size_t i = count; i-- > 0;) {
            const FloatMatrix &input = i == 0 ? x : m_outputs[i - 1];
            MlpLayer &layer = m_mlp.layers[i];
            multiply(m_gradient, true, input, false, m_weightGradient);
            m_biasGradient = m_gradient.colwise().sum().transpose();
            if (i > 0) { // before the weights change
                multiply(m_gradient, false, layer.weights, false, m_inputGradient);
                m_inputGradient.array() *= (input.array() > 0.0F).cast<float>();
            }
            m_weightStates[i].update({layer.weights.data(), layer.weights.size()},
                                     {m_weightGradient.data(), m_weightGradient.size()}, training,
                                     number);
            m_biasStates[i].update({layer.bias.data(), layer.bias.size()},
                                   {m_biasGradient.data(), m_biasGradient.size()}, training,
                                   number);
            std::swap(m_gradient, m_inputGradient);
        }
        return loss;
    }

private:
    Mlp &m_mlp;
    std::vector<Adam> m_weightStates;
    std::vector<Adam> m_biasStates;
    std::vector<FloatMatrix> m_outputs; ///< of each layer, after its ReLU
    FloatMatrix m_gradient;             ///< of the loss by a layer's output
    FloatMatrix m_inputGradient;
    FloatMatrix m_weightGradient;
    VectorXf m_biasGradient;
};

} // namespace

int Mlp::inputs() const
{
    return layers.empty() ? 0 : static_cast<int>(layers.front().weights.cols());
}

int Mlp::outputs() const
{
    return layers.empty() ? 0 : static_cast<int>(layers.back().weights.rows());
}

std::int64_t Mlp::parameterCount() const
{
    std::int64_t count = 0;
    for (const MlpLayer &layer : layers)
        count += layer.weights.size() + layer.bias.size();
    return count;
}

FloatMatrix Mlp::forward(const FloatMatrix &x) const
{
    FloatMatrix current = x;
    FloatMatrix next;
    for (std::size_t i = 0; i < layers.size(); ++i) {
        applyLayer(layers[i], i + 1 == layers.size(), current, next);
        std::swap(current, next);
    }
    return current;
}

Mlp makeMlp(const std::vector<int> &widths, Random &random)
{
    Mlp mlp;
    for (std::size_t i = 0; i + 1 < widths.size(); ++i) {
        MlpLayer layer;
        const double bound = 1.0 / std::sqrt(static_cast<double>(widths[i]));
        const auto draw = [&]() { return static_cast<float>(bound * (2.0 * random.unit() - 1.0)); };
        layer.weights.resize(widths[i + 1], widths[i]);
        layer.bias.resize(widths[i + 1]);
        std::generate_n(layer.weights.data(), layer.weights.size(), draw);
        std::generate_n(layer.bias.data(), layer.bias.size(), draw);
        mlp.layers.push_back(std::move(layer));
    }
    return mlp;
}

Result<Mlp> trainMlp(Mlp mlp, const FloatMatrix &x, const FloatMatrix &y,
                     const MlpTraining &training, Job &job,
                     const std::function<void(const Mlp &, const MlpProgress &)> &listener)
{
    assert(x.rows() == y.rows() && x.rows() > 0 && x.cols() == mlp.inputs()
           && y.cols() == mlp.outputs());
    Random random(training.seed, "mlp batches");
    std::vector<Index> order(static_cast<std::size_t>(x.rows()));
    std::iota(order.begin(), order.end(), Index{0});
    const auto batch = static_cast<Index>(std::clamp<std::size_t>(
        static_cast<std::size_t>(std::max(1, training.batch)), 1, order.size()));
    FloatMatrix batchX(batch, x.cols());
    FloatMatrix batchY(batch, y.cols());
    Trainer trainer(mlp);
    const TrainingMode mode;
    const int every = std::max(1, training.reportEvery);
    for (int step = 1; step <= training.steps; ++step) {
        if (job.isCancelled())
            return cancelled();
        for (Index i = 0; i < batch; ++i) { // the first entries of a shuffle
            const auto place = static_cast<std::size_t>(i);
            const std::size_t other
                = place + static_cast<std::size_t>(random.below(order.size() - place));
            std::swap(order[place], order[other]);
            batchX.row(i) = x.row(order[place]);
            batchY.row(i) = y.row(order[place]);
        }
        const double loss = trainer.step(batchX, batchY, training, step);
        if (!std::isfinite(loss))
            return failure(ErrorCode::InvalidInput,
                           "The training has diverged in step " + std::to_string(step)
                               + ": its loss is no number any more; lower the learning rate.");
        if (step % every == 0 || step == training.steps) {
            job.report({step, training.steps, "steps", "training", {}});
            if (listener)
                listener(mlp, {step, loss});
        }
    }
    return mlp;
}

} // namespace auspex
