// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/nmt/model_parameters.h"
#include "core/nmt/packed_batch.h"
#include "core/training/model_options.h"

namespace auspex {

/// The states of a subnet that teaches others (in-place distillation), without their graph.
struct Teacher {
    at::Tensor states; ///< [target tokens, its width]
};

/// What the last states of a subnet cost.
struct LossOfStates {
    LossSums sums;       ///< on the CPU; empty with `loss` defined
    at::Tensor gradient; ///< of the states, fast formulation with gradients alone
    at::Tensor loss;     ///< plain formulation: the label-smoothed sum, with its graph
    at::Tensor nll;      ///< plain formulation: the sum, without a graph
};

/// Label-smoothed cross entropy (or, with a teacher, cross entropy against its softmax) summed over
/// the batch. The fast formulation goes over blocks of rows, and each block's gradients of states
/// and output matrix are made while its logits are there: no [tokens, vocabulary] matrix is kept.
LossOfStates fastLoss(Kernel kernel, const Parameter &output, const at::Tensor &states,
                      const PackedBatch &batch, double labelSmoothing, bool wantsGradient,
                      const Teacher *teacher);

LossOfStates plainLoss(at::ScalarType productType, const Parameter &output,
                       const at::Tensor &states, const PackedBatch &batch, double labelSmoothing,
                       const Teacher *teacher);

/// [tokens, vocabulary]
at::Tensor logitsOf(const Parameter &output, const at::Tensor &states, at::ScalarType productType);

} // namespace auspex
