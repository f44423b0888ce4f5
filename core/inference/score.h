// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <span>

#include "core/base/job.h"
#include "core/inference/supernet_weights.h"
#include "core/tensors/token_batch.h"

namespace auspex {

/// Called, on the caller's thread, as soon as a score is known; not in the order of the
/// architectures.
using ScoreListener = std::function<void(std::size_t index, const SubnetScore &score)>;

/// The losses of subnets on a validation set, decoder fed with the true tokens, without dropout
/// (spec sections 2.1 and 6.4): one score for each architecture, in their order. A subnet's score
/// is the same to the last bit whichever others are scored with it, as long as options, kernel and
/// threads are the same. Equal architectures are computed once. Progress counts subnets.
/// Fails where an architecture is no subnet of the supernet or a token is not in the vocabulary.
Result<std::vector<SubnetScore>> scoreSubnets(const SupernetWeights &weights,
                                              std::span<const TokenPair> pairs,
                                              std::span<const Architecture> architectures,
                                              const ScoringOptions &options, Job &job,
                                              const ScoreListener &listener = {});

/// The logits of one subnet [batch, longest target, vocabulary], zero where a target is padded.
Result<Tensor> subnetLogits(const SupernetWeights &weights, std::span<const TokenPair> pairs,
                            const Architecture &architecture, Kernel kernel = Kernel::Automatic);

/// Fails, naming the first one, unless all tokens are in the vocabularies and no sentence is empty.
Result<void> checkTokens(const SupernetShape &shape, std::span<const TokenPair> pairs,
                         bool needsTargets);

} // namespace auspex
