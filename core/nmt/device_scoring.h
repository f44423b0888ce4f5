// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/inference/score.h"
#include "core/training/model_options.h"

namespace auspex {

/// scoreSubnets() of core/inference in LibTorch's own operations, on the device of the options: the
/// same sums up to rounding, a score for each architecture in their order, each told when it is
/// known. `labelSmoothing` and `maxTokens` are those of ScoringOptions. A score does not depend on
/// which others are asked for.
Result<std::vector<SubnetScore>> scoreSubnetsOnDevice(const SupernetWeights &weights,
                                                      std::span<const TokenPair> pairs,
                                                      std::span<const Architecture> architectures,
                                                      const ModelOptions &model,
                                                      double labelSmoothing, int maxTokens,
                                                      Job &job, const ScoreListener &listener = {});

} // namespace auspex
