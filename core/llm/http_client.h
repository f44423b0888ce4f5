// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "core/base/job.h"
#include "core/llm/chat_format.h"

// HTTP as this program needs it, over QtNetwork: no redirect followed, TLS always verified, plain
// http only where the provider may, a limit for the whole and one for silence, as many connections
// as asked for (Qt opens six to a host by one manager), bodies of at most 64 MiB.

namespace auspex {

struct HttpTimeouts {
    double total = 600.0;   ///< seconds from sending to the last byte
    double silence = 120.0; ///< without a byte
};

struct HttpReply {
    int status = 0;
    Headers headers;
    std::string body;
    double seconds = 0.0; ///< from sending to the last byte
};

using HttpOutcome = tl::expected<HttpReply, ChatFailure>;

/// Lives in one thread with a running event loop, and calls back on it. A status of 400 and more is
/// a reply, not a failure; a redirect (3xx) is a failure.
///
/// A request is sent once: a connection that is cut gives a failure, and who sent decides whether
/// to send again. `code` of a FailureKind::Network says what is wrong with the network:
/// "host_unknown", "refused", "unreachable", "proxy" or "cut".
class HttpClient {
public:
    /// `parallel`: how many requests may be under way at once; more wait in Qt's queue.
    explicit HttpClient(int parallel);
    /// Aborts what is under way; nobody is called back any more. Not from within a callback.
    ~HttpClient();
    HttpClient(const HttpClient &) = delete;
    HttpClient &operator=(const HttpClient &) = delete;

    using Done = std::function<void(HttpOutcome)>;
    using Chunk = std::function<void(std::string_view)>;

    /// Sends; `done` is called once, later. Chunks (of a status below 400) are passed on as they
    /// come and are not part of the reply's body. Gives an id for abort().
    int send(const HttpRequest &request, const SecretKey &key, bool allowsPlainHttp,
             const HttpTimeouts &timeouts, Done done, Chunk chunk = {});

    /// `done` is called with FailureKind::Cancelled, before this returns.
    void abort(int id);
    void abortAll();

private:
    struct State;
    std::unique_ptr<State> m_state;
};

/// One request, waited for with an event loop of its own; cancelled by the job.
HttpOutcome fetch(const HttpRequest &request, const SecretKey &key, bool allowsPlainHttp,
                  const HttpTimeouts &timeouts, Job &job, HttpClient::Chunk chunk = {});

} // namespace auspex
