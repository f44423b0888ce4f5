// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/latency_calls.h"

#include <utility>

#include "core/engine/told_once.h"

namespace auspex::engine {

Result<LatencyReply> measureLatencies(Client &client, const LatencyRequest &request, Job &job,
                                      LatencyMeasuredListener listener)
{
    const Result<nlohmann::json> value = client.call(
        method::measureLatency, jsonOf(request), job,
        toldOnce(method::latencyMeasured, request.architectures.size(), latencyNoticeOf,
                 std::move(listener)));
    if (!value)
        return tl::make_unexpected(value.error());
    Result<LatencyReply> reply = latencyReplyOf(*value);
    if (reply && reply->latencies.size() != request.architectures.size())
        return tl::make_unexpected(doesNotFit(method::measureLatency, request.architectures.size(),
                                              reply->latencies.size()));
    return reply;
}

} // namespace auspex::engine
