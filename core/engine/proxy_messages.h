// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/arch/architecture.h"
#include "core/arch/supernet.h"
#include "core/base/result.h"

// Scores of untrained networks that need gradients, as plain values with their JSON
// (core/engine/PROTOCOL.md). What each means stands at core/nmt/proxies.h.

namespace auspex::engine {

namespace method {
inline constexpr const char *proxyScore = "proxy/score";
inline constexpr const char *proxyScored = "proxy/scored";
} // namespace method

enum class ProxyKind {
    GradientNorm, ///< "grad-norm"
    Snip,         ///< "snip"
    Synflow,      ///< "synflow"
};

/// Which weights count.
enum class ProxyWeights {
    Linear,    ///< "linear": FFN and the attentions' output projections
    LinearQkv, ///< "linear+qkv": the query, key and value projections as well
    All,       ///< "all": embeddings and the output matrix as well
};

/// The names above.
std::string proxyKindName(ProxyKind kind);
std::optional<ProxyKind> proxyKindOfName(const std::string &name);
std::string proxyWeightsName(ProxyWeights weights);
std::optional<ProxyWeights> proxyWeightsOfName(const std::string &name);

struct ProxyOptions {
    ProxyKind kind = ProxyKind::GradientNorm;
    ProxyWeights weights = ProxyWeights::LinearQkv;
    std::vector<std::uint64_t> seeds = {1, 2, 3}; ///< of the initialisation; scores are averaged
    double labelSmoothing = 0.0;
    bool isDropoutActive = false;
    double dropout = 0.3;          ///< where it is active, times the subnet's width over the
                                   ///< supernet's
    double attentionDropout = 0.1; ///< where it is active, of attention probabilities
    bool isLogarithm = false;      ///< synflow: the log of the sum
    bool hasNorms = true;          ///< synflow: layer norms stay
    int sentenceLength = 30;       ///< synflow: tokens of source and target

    bool operator==(const ProxyOptions &) const = default;
};

struct ProxyRequest {
    SupernetShape shape;
    std::vector<Architecture> architectures;
    std::string pairs; ///< file of readTokenPairs(), the one batch; may be empty for synflow
    ProxyOptions options;
    std::string device = "cpu";

    bool operator==(const ProxyRequest &) const = default;
};

struct ProxyScore {
    double score = 0.0;        ///< mean over the seeds; not finite where one overflowed
    std::vector<double> seeds; ///< of each seed
    bool isOverflow = false;   ///< must not be ranked

    bool operator==(const ProxyScore &) const = default;
};

struct ProxyReply {
    std::vector<ProxyScore> scores; ///< in the order of the request's architectures
};

/// Sent as soon as a score is known.
struct ProxyNotice {
    std::size_t index = 0; ///< of the architecture
    ProxyScore score;
};

nlohmann::json jsonOf(const ProxyOptions &options);
nlohmann::json jsonOf(const ProxyRequest &request);
nlohmann::json jsonOf(const ProxyReply &reply);
nlohmann::json jsonOf(const ProxyNotice &notice);

Result<ProxyRequest> proxyRequestOf(const nlohmann::json &value);
Result<ProxyReply> proxyReplyOf(const nlohmann::json &value);
Result<ProxyNotice> proxyNoticeOf(const nlohmann::json &value);

} // namespace auspex::engine
