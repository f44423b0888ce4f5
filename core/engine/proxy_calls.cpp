// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/proxy_calls.h"

#include <string>
#include <utility>
#include <vector>

namespace auspex::engine {

Result<ProxyReply> proxyScores(Client &client, const ProxyRequest &request, Job &job,
                               ProxyScoredListener listener)
{
    NotificationListener notified;
    if (listener) {
        // A restarted engine tells them again.
        notified = [listener = std::move(listener),
                    told = std::vector<bool>(request.architectures.size())](
                       const std::string &name, const nlohmann::json &parameters) mutable {
            if (name != method::proxyScored)
                return;
            const Result<ProxyNotice> notice = proxyNoticeOf(parameters);
            if (!notice || notice->index >= told.size() || told[notice->index])
                return;
            told[notice->index] = true;
            listener(*notice);
        };
    }
    const Result<nlohmann::json> value = client.call(method::proxyScore, jsonOf(request), job,
                                                     std::move(notified));
    if (!value)
        return tl::make_unexpected(value.error());
    Result<ProxyReply> reply = proxyReplyOf(*value);
    if (reply && reply->scores.size() != request.architectures.size())
        return failure(ErrorCode::Internal, std::string("The engine answered ") + method::proxyScore
                                                + " for " + std::to_string(reply->scores.size())
                                                + " architectures, and was asked about "
                                                + std::to_string(request.architectures.size())
                                                + "; please report it.");
    return reply;
}

} // namespace auspex::engine
