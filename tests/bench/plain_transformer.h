// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <span>

#include "core/arch/supernet.h"
#include "core/tensors/token_batch.h"
#include "core/training/model_options.h"

namespace auspex::bench {

/// The supernet as one writes it with LibTorch: modules over full-size tensors that a subnet
/// slices, padded batches, log-probabilities of every token, torch's own Adam. What our training is
/// measured against.
class PlainTransformer {
public:
    PlainTransformer(const SupernetShape &shape, const TensorFile &weights, int threads);
    ~PlainTransformer();

    /// Gradients and one step of Adam; gives the loss.
    LossSums update(const Architecture &architecture, std::span<const TokenPair> pairs,
                    double labelSmoothing, double learningRate);
    /// Without gradients and dropout.
    LossSums evaluate(const Architecture &architecture, std::span<const TokenPair> pairs,
                      double labelSmoothing);

private:
    struct Parts;
    std::unique_ptr<Parts> m_parts;
};

} // namespace auspex::bench
