// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tests/support/test_certificates.h"

namespace auspex::test {

/// A request as the server got it.
struct ReceivedRequest {
    int number = 0;     ///< of all requests, from 0
    int connection = 0; ///< of all connections, from 0
    std::string method;
    std::string path;                                         ///< with the query
    std::vector<std::pair<std::string, std::string>> headers; ///< names in lower case
    std::string body;
    bool answered = false; ///< the whole reply is with the operating system

    const std::string *header(std::string_view lowerCaseName) const;
};

/// What the server does with a request.
struct ScriptedReply {
    int status = 200;
    std::vector<std::pair<std::string, std::string>> headers; ///< besides content-type and -length
    std::string body;
    double delay = 0.0; ///< seconds before the first byte

    struct Piece {
        std::string bytes;
        double delay = 0.0; ///< seconds before it
    };
    std::vector<Piece> pieces; ///< in place of a body: sent one by one, transfer-encoding chunked

    enum class Ending {
        KeepAlive,
        Close,       ///< after the reply, as HTTP allows
        Reset,       ///< TCP reset after `cutAfter` bytes of the body, whose whole length was told
        ResetUnsaid, ///< TCP reset before any byte
        CloseUnsaid, ///< closed before any byte
        Silence,     ///< nothing is ever said, the connection stays
    };
    Ending ending = Ending::KeepAlive;
    std::size_t cutAfter = 0;
};

/// Called on the server's thread, once for each request.
using Script = std::function<ScriptedReply(const ReceivedRequest &)>;

/// A real HTTP/1.1 server on loopback with keep-alive, in a thread of its own. Members may be
/// called from any thread.
class ContractServer {
public:
    /// Listens at once, on a port of the system's choice unless one is named.
    explicit ContractServer(Script script, const std::optional<TestCertificate> &certificate = {},
                            int port = 0);
    ~ContractServer();
    ContractServer(const ContractServer &) = delete;
    ContractServer &operator=(const ContractServer &) = delete;

    int port() const;                                    ///< 0: it does not listen
    std::string url(const std::string &path = {}) const; ///< "http://127.0.0.1:PORT/v1"

    /// Answers the next requests, in order, before the script is asked again.
    void enqueue(std::vector<ScriptedReply> replies);
    void setScript(Script script);

    std::vector<ReceivedRequest> requests() const;
    int connections() const; ///< accepted so far

    /// Told on the server's thread when a reply is fully written.
    void setAnsweredListener(std::function<void(const ReceivedRequest &)> listener);

    /// Closes connections that wait for a request, as services do after a while.
    void closeIdleConnections();
    /// Refuses connections and cuts those that are open, until listenAgain() on the same port.
    void goAway();
    void listenAgain();

private:
    struct Shared;
    class Worker;
    std::unique_ptr<Shared> m_shared;
};

} // namespace auspex::test
