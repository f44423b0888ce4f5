// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <exception>
#include <memory>
#include <new>
#include <string>

#include "core/nmt/network_pass.h"
#include "core/nmt/training_loss.h"

namespace auspex {

/// What a SupernetModel is made of, with LibTorch's types.
struct ModelState {
    ModelState(const SupernetShape &shape, const ModelOptions &options,
               at::ScalarType type = at::kFloat);

    /// Sets the threads of LibTorch and of our own loops; before work, on the working thread.
    void useThreads() const;
    /// Makes the position table long enough and, for the plain formulation, the index tensors.
    void prepare(PackedBatch &batch);

    /// The subnet's last states; recorded where gradients are enabled.
    at::Tensor states(const Architecture &architecture, const PackedBatch &batch,
                      const PassSettings &settings);

    /// Adds the gradients of the summed loss times `scale` to those of the parameters. In the plain
    /// formulation the loss stays on the device: `result` has it. `taught` receives the states for
    /// others to learn from.
    LossOfStates addGradients(const Architecture &architecture, const PackedBatch &batch,
                              const PassSettings &settings, double labelSmoothing,
                              const Teacher *teacher = nullptr, Teacher *taught = nullptr,
                              double scale = 1.0);

    /// Without gradients, in evaluation mode.
    LossSums loss(const Architecture &architecture, const PackedBatch &batch,
                  double labelSmoothing);

    SupernetShape shape;
    ModelOptions options;
    at::Device device;
    bool isFast;
    at::ScalarType productType;
    ModelParameters parameters;
    at::Tensor positions;
    std::unique_ptr<Operations> operations;
};

/// The sums of a result, read from the device where they are there.
LossSums sumsOf(const LossOfStates &loss);

/// An error for what a library threw.
Error errorOf(const std::exception &exception, const std::string &doing);

/// Runs `work`, which returns a Result; exceptions of libraries become its error.
template<typename Work>
auto guarded(const std::string &doing, Work work) -> decltype(work())
{
    try {
        return work();
    } catch (const std::exception &exception) {
        return tl::make_unexpected(errorOf(exception, doing));
    }
}

} // namespace auspex
