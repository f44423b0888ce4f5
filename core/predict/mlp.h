// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include <Eigen/Core>

#include "core/base/job.h"
#include "core/base/random.h"

namespace auspex {

/// Rows are examples, and lie in memory one after the other, as BLAS takes them.
using FloatMatrix = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

/// y = x weights' + bias
struct MlpLayer {
    FloatMatrix weights;  ///< [outputs, inputs]
    Eigen::VectorXf bias; ///< [outputs]
};

/// A multilayer perceptron in float32: ReLU between its layers, none after the last.
struct Mlp {
    std::vector<MlpLayer> layers;

    int inputs() const;
    int outputs() const;
    std::int64_t parameterCount() const;

    /// [rows, inputs] to [rows, outputs]. Any thread.
    FloatMatrix forward(const FloatMatrix &x) const;
};

/// Layers between the widths (10, 400, 400, 1), weights and biases uniform within
/// 1 / sqrt(inputs), as PyTorch's Linear begins.
Mlp makeMlp(const std::vector<int> &widths, Random &random);

/// The paper's settings: Adam on the mean squared error, the last weights kept.
struct MlpTraining {
    double learningRate = 1e-5;
    int steps = 5000;
    int batch = 128; ///< examples a step, drawn without replacement from all; or all, where fewer
    double firstMoment = 0.9;
    double secondMoment = 0.999;
    double epsilon = 1e-8;
    std::uint64_t seed = 1;
    int reportEvery = 100; ///< steps
};

/// What a listener is told every reportEvery steps.
struct MlpProgress {
    int step = 0;              ///< from 1
    double trainingLoss = 0.0; ///< of that step's batch
};

/// Trains on x, [examples, inputs], against y, [examples, outputs]: at least one example, equal row
/// counts. One thread: the result depends on nothing but the arguments. Fails when cancelled, and
/// when the loss stops being a number.
Result<Mlp> trainMlp(Mlp mlp, const FloatMatrix &x, const FloatMatrix &y,
                     const MlpTraining &training, Job &job,
                     const std::function<void(const Mlp &, const MlpProgress &)> &listener = {});

} // namespace auspex
