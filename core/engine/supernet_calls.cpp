// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/supernet_calls.h"

#include <string>
#include <utility>

#include "core/engine/told_once.h"

namespace auspex::engine {

Result<ScoreReply> score(Client &client, const ScoreRequest &request, Job &job,
                         ScoredListener listener)
{
    const Result<nlohmann::json> value = client.call(method::score, jsonOf(request), job,
                                                     toldOnce(method::scored,
                                                              request.architectures.size(),
                                                              scoredNoticeOf, std::move(listener)));
    if (!value)
        return tl::make_unexpected(value.error());
    Result<ScoreReply> reply = scoreReplyOf(*value);
    if (reply && reply->scores.size() != request.architectures.size())
        return tl::make_unexpected(
            doesNotFit(method::score, request.architectures.size(), reply->scores.size()));
    return reply;
}

Result<GenerateReply> generate(Client &client, const GenerateRequest &request, Job &job,
                               GeneratedListener listener)
{
    NotificationListener notified;
    if (listener) {
        notified = [listener = std::move(listener)](const std::string &name,
                                                    const nlohmann::json &parameters) {
            if (name != method::generated)
                return;
            if (const Result<GeneratedNotice> notice = generatedNoticeOf(parameters))
                listener(*notice);
        };
    }
    const Result<nlohmann::json> value = client.call(method::generate, jsonOf(request), job,
                                                     std::move(notified));
    if (!value)
        return tl::make_unexpected(value.error());
    Result<GenerateReply> reply = generateReplyOf(*value);
    if (reply && reply->hypotheses.size() != request.architectures.size())
        return tl::make_unexpected(
            doesNotFit(method::generate, request.architectures.size(), reply->hypotheses.size()));
    return reply;
}

Result<ExtractReply> extract(Client &client, const ExtractRequest &request, Job &job)
{
    const Result<nlohmann::json> value = client.call(method::extract, jsonOf(request), job);
    if (!value)
        return tl::make_unexpected(value.error());
    return extractReplyOf(*value);
}

Result<BenchmarkReply> benchmark(Client &client, const BenchmarkRequest &request, Job &job)
{
    const Result<nlohmann::json> value = client.call(method::benchmark, jsonOf(request), job);
    if (!value)
        return tl::make_unexpected(value.error());
    return benchmarkReplyOf(*value);
}

} // namespace auspex::engine
