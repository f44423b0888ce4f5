// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <nlohmann/json.hpp>

#include "core/arch/architecture.h"
#include "core/arch/supernet.h"
#include "core/base/result.h"
#include "core/training/latency_options.h"

// Measured latency as plain values with their JSON (core/engine/PROTOCOL.md).

namespace auspex::engine {

namespace method {
inline constexpr const char *measureLatency = "latency/measure";
inline constexpr const char *latencyMeasured = "latency/measured";
} // namespace method

struct LatencyRequest {
    SupernetShape shape;
    std::vector<Architecture> architectures;
    LatencyOptions options; ///< threads are the engine's

    bool operator==(const LatencyRequest &) const = default;
};

struct LatencyReply {
    std::vector<Latency> latencies; ///< in the order of the request's architectures
};

/// Sent as soon as a latency is known, in order.
struct LatencyNotice {
    std::size_t index = 0; ///< of the architecture
    Latency latency;
};

nlohmann::json jsonOf(const LatencyRequest &request);
nlohmann::json jsonOf(const LatencyReply &reply);
nlohmann::json jsonOf(const LatencyNotice &notice);

Result<LatencyRequest> latencyRequestOf(const nlohmann::json &value);
Result<LatencyReply> latencyReplyOf(const nlohmann::json &value);
Result<LatencyNotice> latencyNoticeOf(const nlohmann::json &value);

} // namespace auspex::engine
