// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/engine/latency_methods.h"

#include "core/engine/latency_messages.h"
#include "core/inference/matrix_product.h"
#include "core/nmt/latency.h"

namespace auspex::engine {

Result<nlohmann::json> measureLatency(Call &call)
{
    Result<LatencyRequest> request = call.decoded(latencyRequestOf);
    if (!request)
        return tl::make_unexpected(request.error());
    request->options.threads = inferenceThreads();
    Result<std::vector<Latency>> latencies = measureLatencies(
        request->shape, request->architectures, request->options, call.job,
        [&call](std::size_t index, const Latency &latency) {
            call.notify(method::latencyMeasured, jsonOf(LatencyNotice{index, latency}));
        });
    if (!latencies)
        return tl::make_unexpected(latencies.error());
    return jsonOf(LatencyReply{std::move(*latencies)});
}

} // namespace auspex::engine
