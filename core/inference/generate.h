// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <span>

#include "core/base/job.h"
#include "core/inference/supernet_weights.h"
#include "core/tensors/token_batch.h"

namespace auspex {

/// Called, on the caller's thread, when a sentence is done; not in their order.
using HypothesesListener = std::function<void(std::size_t architecture, std::size_t sentence,
                                              const Hypotheses &hypotheses)>;

/// Translates the sources with each subnet by beam search, as HAT's generator does (spec section
/// 7): 2 * beam continuations a step, of which the first `beam` may end a hypothesis; a sentence is
/// done when `beam` hypotheses have ended; what has not ended at the longest length is ended there.
/// Padding is never generated. Sentences of similar length are decoded together, keys and values of
/// earlier steps are kept, and those of the encoder are computed once.
/// Gives the hypotheses of each architecture and sentence, in the order of the pairs. Progress
/// counts the sentences of all architectures, a batch at a time.
Result<std::vector<std::vector<Hypotheses>>> generate(const SupernetWeights &weights,
                                                      std::span<const TokenPair> pairs,
                                                      std::span<const Architecture> architectures,
                                                      const BeamOptions &options, Job &job,
                                                      const HypothesesListener &listener = {});

/// The same with one subnet.
Result<std::vector<Hypotheses>> generate(const SupernetWeights &weights,
                                         std::span<const TokenPair> pairs,
                                         const Architecture &architecture,
                                         const BeamOptions &options, Job &job);

} // namespace auspex
