// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/arch/supernet.h"
#include "core/base/job.h"
#include "core/tensors/token_batch.h"
#include "core/training/model_options.h"

namespace auspex {

/// Scores of untrained networks that need gradients (supernets-and-proxies.md, B.1 and B.3). For
/// all of them more is better.
enum class ProxyKind {
    GradientNorm, ///< sum over layers of the L2 norm of the loss's gradient
    Snip,         ///< sum over weights of |weight * gradient of the loss|
    Synflow,      ///< sum over weights of |weight * gradient of R|, R the sum of all outputs
};

/// Which weights count. Biases and norms never do.
enum class ProxyWeights {
    Linear,    ///< FFN and the attentions' output projections: what a literal port of the reference
               ///< code sees in HAT's model
    LinearQkv, ///< the query, key and value projections as well, each a layer
    All,       ///< embeddings and the output matrix as well
};

struct ProxyOptions {
    ProxyKind kind = ProxyKind::GradientNorm;
    ProxyWeights weights = ProxyWeights::LinearQkv;
    std::vector<std::uint64_t> seeds = {1, 2, 3}; ///< of the initialisation; scores are averaged
    double labelSmoothing = 0.0;
    bool isDropoutActive = false; ///< as LiteTransformerSearch computes them
    DropoutOptions dropout;
    bool isLogarithm = false; ///< NASLib's synflow: the log of the sum
    bool hasNorms = true;     ///< synflow: layer norms stay; without them deep networks overflow
    int sentenceLength = 30;  ///< synflow: tokens of source and target
    ModelOptions model;
};

/// Settings of public code taken literally: "zero-cost-nas" (linear layers, one initialisation,
/// sums as they are, synflow without norms), "naslib" (the same, synflow's log),
/// "lite-transformer-search" (dropout active, norms stay). Nothing for another name.
std::optional<ProxyOptions> literalProxy(std::string_view code, ProxyKind kind);

struct ProxyScore {
    double score = 0.0;        ///< mean over the seeds; not finite where one overflowed
    std::vector<double> seeds; ///< of each seed
    /// The double numbers did not suffice (synflow without norms): the score must not be ranked.
    bool isOverflow = false;
};

using ProxyListener = std::function<void(std::size_t index, const ProxyScore &score)>;

/// One score for each architecture, from freshly initialised networks of the super shape (a
/// mixture's counts as plain). `pairs` is the one batch that all see; synflow needs none. The job's
/// progress counts architectures times seeds; the listener is told each score when its last seed is
/// done.
Result<std::vector<ProxyScore>> proxyScores(const SupernetShape &shape,
                                            std::span<const Architecture> architectures,
                                            std::span<const TokenPair> pairs,
                                            const ProxyOptions &options, Job &job,
                                            const ProxyListener &listener = {});

} // namespace auspex
