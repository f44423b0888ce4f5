// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "core/llm/batch_wire.h"
#include "core/llm/http_client.h"

namespace auspex {

template<typename T>
using LinkOutcome = tl::expected<T, ChatFailure>;

/// Talks to one service about batch jobs. Every failure, a refusal by the service too, comes back
/// without the key. Blocks, with an event loop of its own; the job's cancelling ends it.
class BatchLink {
public:
    BatchLink(const Provider &provider, const SecretKey &key, Job &job);

    /// Sent again, a few times, where a failure may pass: only for what may be done twice.
    LinkOutcome<std::string> repeated(const HttpRequest &request);

    /// Sent once. After a failure that mayHaveWorked() the service may have done it.
    LinkOutcome<std::string> once(const HttpRequest &request);

    /// Downloads, however long it is, and gives line by line, the key redacted. After a failure
    /// that may pass all lines are given again.
    LinkOutcome<void> lines(const HttpRequest &request,
                            const std::function<void(std::string_view)> &use);

    /// For a reply that is not what was asked for.
    ChatFailure unreadable(const std::string &what, const std::string &body) const;

private:
    LinkOutcome<std::string> send(const HttpRequest &request, const HttpClient::Chunk &chunk);
    LinkOutcome<std::string> retried(const HttpRequest &request,
                                     const std::function<HttpClient::Chunk()> &begin);
    void wait(double seconds);

    const Provider &m_provider;
    const SecretKey &m_key;
    Job &m_job;
};

/// Whether a request that failed so may have been carried out all the same.
bool mayHaveWorked(const ChatFailure &failure);

/// Whether asking again as it is makes no sense: the request, the key, the account or the address
/// is refused.
bool isRefusal(const ChatFailure &failure);

tl::unexpected<Error> errorOf(const ChatFailure &failure);

} // namespace auspex
