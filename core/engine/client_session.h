// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>

#include <QObject>
#include <QTimer>

#include "core/engine/client.h"
#include "core/engine/engine_process.h"

namespace auspex::engine {

/// A request on its way through the client.
struct ClientRequest {
    std::string method; ///< empty: what the engine says of itself
    nlohmann::json parameters;
    std::shared_ptr<Job> job;
    ReplyListener reply;
    NotificationListener listener;

    std::int64_t id = 0;
    int deaths = 0; ///< of engines that worked on it
    bool isSent = false;
    bool isCancelSent = false;
    bool isPauseSent = false;
};

/// The client's queue and what it does about the engine; lives in the client's thread, as
/// everything here must be called there.
class ClientSession : public QObject {
public:
    explicit ClientSession(ClientOptions options);

    void add(ClientRequest request);
    /// Ends the engine and answers everything as cancelled. The last call.
    void close();

private:
    void advance();
    void startEngine();
    void sendFront();
    void lookAtJobs();
    void passPauseOn(ClientRequest &request);
    void cancelInFlight();

    void takeLine(const std::string &line);
    void takeResponse(Response response);
    void takeHandshake(const Response &response);
    void takeNotification(const Notification &notification);
    void engineEnded(const EngineEnd &end);
    void lostInFlight(const EngineEnd &end);
    void finishFront(Result<nlohmann::json> result);
    void failAll(const Error &error);

    ClientOptions m_options;
    std::deque<ClientRequest> m_requests; ///< the first one is in flight when it is sent
    std::unique_ptr<EngineProcess> m_process;
    std::optional<EngineInformation> m_information; ///< after the handshake
    std::optional<Error> m_verdict; ///< why the engine is being ended before it was ready
    std::int64_t m_lastId = 0;
    bool m_isClosing = false;
    QTimer m_watch;       ///< looks at the jobs
    QTimer m_startTimer;  ///< until the handshake
    QTimer m_signalTimer; ///< until the next, harder way to end it
    QTimer m_idleTimer;
    bool m_isTerminated = false; ///< SIGTERM was sent
    bool m_isRetired = false;    ///< it was idle and is on its way out
};

} // namespace auspex::engine
