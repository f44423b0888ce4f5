// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/supernet_calls.h"

#include <string>
#include <utility>
#include <vector>

namespace auspex::engine {

namespace {

Error doesNotFit(const char *method, std::size_t wanted, std::size_t got)
{
    return {ErrorCode::Internal,
            std::string("The engine answered ") + method + " for " + std::to_string(got)
                + " architectures, and was asked about " + std::to_string(wanted)
                + "; please report it.",
            {}};
}

} // namespace

Result<ScoreReply> score(Client &client, const ScoreRequest &request, Job &job,
                         ScoredListener listener)
{
    NotificationListener notified;
    if (listener) {
        // A restarted engine tells them again.
        notified = [listener = std::move(listener),
                    told = std::vector<bool>(request.architectures.size())](
                       const std::string &name, const nlohmann::json &parameters) mutable {
            if (name != method::scored)
                return;
            const Result<ScoredNotice> notice = scoredNoticeOf(parameters);
            if (!notice || notice->index >= told.size() || told[notice->index])
                return;
            told[notice->index] = true;
            listener(*notice);
        };
    }
    const Result<nlohmann::json> value = client.call(method::score, jsonOf(request), job,
                                                     std::move(notified));
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
