// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/engine/proxy_messages.h"
#include "core/inference/options.h"

// What computes scores of architectures, by name: "supernet:NAME[?OPTION=VALUE&...]" and
// "proxy:KIND[?OPTION=VALUE&...]" as everybody else uses them. In names a question mark is written
// %3F, an ampersand %26, a percent sign %25.

namespace auspex {

enum class SupernetMetric {
    Loss,      ///< label-smoothed loss per target token, natural logarithms; less is better
    Nll,       ///< the same without smoothing
    Bleu,      ///< of beam search, as fairseq computes it on the corpus's (tokenised) texts
    SacreBleu, ///< of the same translations, as sacreBLEU computes it on the corpus's texts
};

/// "loss", "nll", "bleu", "sacrebleu"
std::string supernetMetricName(SupernetMetric metric);
/// Whether it is BLEU, in percent; else a loss.
bool isBleu(SupernetMetric metric);

struct SupernetSpec {
    std::string supernet; ///< its name, or what its artifact's SHA-256 begins with
    SupernetMetric metric = SupernetMetric::Loss;
    std::string split = "valid";
    int sentences = 0; ///< the first N of the split; 0: all
    Kernel kernel = Kernel::Automatic;
    int beam = 4;
    double lengthPenalty = 0.6;
    double labelSmoothing = 0.1;
    std::string corpus; ///< a corpus's name or folder; empty: the one it was trained on

    bool operator==(const SupernetSpec &) const = default;
};

/// `text` is what follows "supernet:". Options: metric, split, sentences, kernel, beam, lenpen,
/// smoothing, corpus.
Result<SupernetSpec> parseSupernetSpec(std::string_view text);
std::string supernetSpecText(const SupernetSpec &spec);  ///< only what differs from the defaults
std::string supernetSpecTitle(const SupernetSpec &spec); ///< "HAT, BLEU", "HAT, loss on test"

struct ProxySpec {
    engine::ProxyKind kind = engine::ProxyKind::GradientNorm;
    std::optional<engine::ProxyWeights> weights;
    std::vector<std::uint64_t> seeds; ///< of the initialisation; empty: the usual ones
    int sentences = 64;               ///< of the split "train": the one batch
    std::string corpus; ///< a corpus's name or folder; empty: the task's, or the only one
    double labelSmoothing = 0.0;
    /// "zero-cost-nas", "naslib" or "lite-transformer-search": that code's settings taken
    /// literally, where `weights` and `seeds` do not say otherwise; empty: ours.
    std::string literal;

    bool operator==(const ProxySpec &) const = default;
};

/// `text` is what follows "proxy:". Options: weights, seeds, sentences, corpus, smoothing, literal.
Result<ProxySpec> parseProxySpec(std::string_view text);
std::string proxySpecText(const ProxySpec &spec);
std::string proxySpecTitle(const ProxySpec &spec); ///< "grad-norm", "synflow, as naslib"

/// What the spec stands for.
engine::ProxyOptions proxyOptions(const ProxySpec &spec);

} // namespace auspex
