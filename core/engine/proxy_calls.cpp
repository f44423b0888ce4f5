// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/proxy_calls.h"

#include <utility>

#include "core/engine/told_once.h"

namespace auspex::engine {

Result<ProxyReply> proxyScores(Client &client, const ProxyRequest &request, Job &job,
                               ProxyScoredListener listener)
{
    const Result<nlohmann::json> value = client.call(method::proxyScore, jsonOf(request), job,
                                                     toldOnce(method::proxyScored,
                                                              request.architectures.size(),
                                                              proxyNoticeOf, std::move(listener)));
    if (!value)
        return tl::make_unexpected(value.error());
    Result<ProxyReply> reply = proxyReplyOf(*value);
    if (reply && reply->scores.size() != request.architectures.size())
        return tl::make_unexpected(
            doesNotFit(method::proxyScore, request.architectures.size(), reply->scores.size()));
    return reply;
}

} // namespace auspex::engine
