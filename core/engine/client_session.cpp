// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/client_session.h"

#include <algorithm>
#include <csignal>
#include <utility>

#include "core/base/text.h"

namespace auspex::engine {

namespace {

constexpr std::chrono::milliseconds watchInterval{50};
constexpr int closingGrace = 4000; // milliseconds, longer than the engine's own

ClientOptions withCommand(ClientOptions options)
{
    if (options.command.empty())
        options.command = defaultEngineCommand();
    return options;
}

std::string commandText(const std::vector<std::string> &command)
{
    return join(command, " ");
}

} // namespace

ClientSession::ClientSession(ClientOptions options)
    : m_options(withCommand(std::move(options)))
    , m_watch(this)
    , m_startTimer(this)
    , m_signalTimer(this)
    , m_idleTimer(this)
{
    m_watch.setInterval(watchInterval);
    connect(&m_watch, &QTimer::timeout, this, [this] { lookAtJobs(); });
    for (QTimer *timer : {&m_startTimer, &m_signalTimer, &m_idleTimer})
        timer->setSingleShot(true);
    m_startTimer.setInterval(m_options.startTimeout);
    connect(&m_startTimer, &QTimer::timeout, this, [this] {
        const double seconds = std::chrono::duration<double>(m_options.startTimeout).count();
        m_verdict = Error{ErrorCode::Io,
                          "The engine did not answer within " + formatDouble(seconds)
                              + " seconds of its start; check its command ("
                              + commandText(m_options.command) + ").",
                          {}};
        m_process->signal(SIGKILL);
    });
    connect(&m_signalTimer, &QTimer::timeout, this, [this] {
        if (!m_process)
            return;
        m_process->signal(m_isTerminated ? SIGKILL : SIGTERM);
        if (!std::exchange(m_isTerminated, true))
            m_signalTimer.start(m_options.terminateGrace);
    });
    m_idleTimer.setInterval(m_options.idleTimeout);
    connect(&m_idleTimer, &QTimer::timeout, this, [this] {
        if (!m_process || !m_requests.empty())
            return;
        // Nobody waits for its end; a request that comes meanwhile starts another one after it.
        m_information.reset();
        m_isRetired = true;
        m_process->closeInput();
        m_signalTimer.start(m_options.cancelGrace);
    });
}

void ClientSession::add(ClientRequest request)
{
    if (m_isClosing) {
        request.reply(cancelled());
        return;
    }
    request.id = ++m_lastId;
    m_requests.push_back(std::move(request));
    m_watch.start();
    advance();
}

void ClientSession::close()
{
    m_isClosing = true;
    for (QTimer *timer : {&m_watch, &m_startTimer, &m_signalTimer, &m_idleTimer})
        timer->stop();
    failAll(cancelled().value());
    if (!m_process)
        return;
    m_process->closeInput();
    if (!m_process->waitForEnd(closingGrace))
        m_process->signal(SIGKILL);
    m_process.reset();
}

void ClientSession::advance()
{
    if (m_isClosing)
        return;
    m_idleTimer.stop();
    if (m_requests.empty()) {
        m_watch.stop();
        if (m_process && m_information && m_options.idleTimeout.count() > 0)
            m_idleTimer.start();
        return;
    }
    if (!m_process)
        startEngine();
    else if (m_information && !m_requests.front().isSent && m_process->isRunning())
        sendFront();
}

void ClientSession::startEngine()
{
    m_information.reset();
    m_verdict.reset();
    m_isTerminated = false;
    m_signalTimer.stop();
    EngineProcess::Listeners listeners;
    listeners.line = [this](const std::string &line) { takeLine(line); };
    listeners.ended = [this](const EngineEnd &end) {
        // Not from within the process's own function: it is deleted there.
        QTimer::singleShot(0, this, [this, end] { engineEnded(end); });
    };
    m_process = std::make_unique<EngineProcess>(m_options.command, std::move(listeners));
    m_startTimer.start();
    m_process->start();
    m_process->write(lineOf(Request{
        0, method::initialize, jsonOf(InitializeRequest{protocolVersion, m_options.threads})}));
}

void ClientSession::sendFront()
{
    ClientRequest &request = m_requests.front();
    if (request.method.empty()) {
        finishFront(jsonOf(*m_information));
        return;
    }
    request.isSent = true;
    request.isCancelSent = false;
    request.isPauseSent = false;
    m_process->write(lineOf(Request{request.id, request.method, request.parameters}));
    passPauseOn(request);
}

void ClientSession::lookAtJobs()
{
    // Listeners may add requests meanwhile.
    std::vector<ClientRequest> ended;
    for (auto request = m_requests.begin(); request != m_requests.end();) {
        if (request->job->isCancelled() && !request->isSent) {
            ended.push_back(std::move(*request));
            request = m_requests.erase(request);
        } else {
            ++request;
        }
    }
    if (!m_requests.empty() && m_requests.front().isSent && m_process) {
        ClientRequest &request = m_requests.front();
        if (request.job->isCancelled() && !request.isCancelSent)
            cancelInFlight();
        else
            passPauseOn(request);
    }
    for (const ClientRequest &request : ended)
        request.reply(cancelled());
    advance();
}

void ClientSession::passPauseOn(ClientRequest &request)
{
    const bool isPaused = request.job->isPaused();
    if (isPaused == request.isPauseSent)
        return;
    request.isPauseSent = isPaused;
    m_process->write(
        lineOf(Notification{isPaused ? method::pause : method::resume, {{"id", request.id}}}));
}

void ClientSession::cancelInFlight()
{
    ClientRequest &request = m_requests.front();
    request.isCancelSent = true;
    m_process->write(lineOf(Notification{method::cancel, {{"id", request.id}}}));
    m_signalTimer.start(m_options.cancelGrace);
}

void ClientSession::takeLine(const std::string &line)
{
    // What log-in scripts and launchers print comes the same way.
    if (!line.starts_with('{') || m_verdict)
        return;
    tl::expected<Message, BadMessage> message = messageOf(line);
    if (!message) {
        m_verdict = Error{ErrorCode::Internal,
                          "The engine sent a line that is no message of the protocol: "
                              + quotedForMessage(line),
                          message.error().error.detail};
        m_process->signal(SIGKILL);
        return;
    }
    if (auto *response = std::get_if<Response>(&*message))
        takeResponse(std::move(*response));
    else if (const auto *notification = std::get_if<Notification>(&*message))
        takeNotification(*notification);
}

void ClientSession::takeResponse(Response response)
{
    if (!m_information) {
        if (response.id == 0 && m_startTimer.isActive())
            takeHandshake(response);
        return;
    }
    const bool isAwaited = !m_requests.empty() && m_requests.front().isSent
                           && response.id == m_requests.front().id;
    if (!isAwaited)
        return;
    m_signalTimer.stop();
    m_isTerminated = false;
    if (response.outcome)
        finishFront(std::move(*response.outcome));
    else
        finishFront(tl::make_unexpected(errorOfWire(response.outcome.error())));
}

void ClientSession::takeHandshake(const Response &response)
{
    m_startTimer.stop();
    const auto wrongProtocol = [this](int protocol) {
        return Error{ErrorCode::InvalidInput,
                     "The engine (" + commandText(m_options.command) + ") speaks protocol "
                         + std::to_string(protocol) + ", and this program protocol "
                         + std::to_string(protocolVersion) + "; install both in the same version.",
                     {}};
    };
    if (!response.outcome) {
        const WireError &error = response.outcome.error();
        m_verdict = error.protocol ? wrongProtocol(*error.protocol) : errorOfWire(error);
    } else {
        Result<EngineInformation> information = engineInformationOf(*response.outcome);
        if (!information)
            m_verdict = Error{ErrorCode::Internal,
                              "The engine's first answer cannot be used. "
                                  + information.error().message,
                              {}};
        else if (information->protocol != protocolVersion)
            m_verdict = wrongProtocol(information->protocol);
        else
            m_information = std::move(*information);
    }
    if (m_verdict) {
        m_process->closeInput();
        m_signalTimer.start(m_options.terminateGrace);
        return;
    }
    advance();
}

void ClientSession::takeNotification(const Notification &notification)
{
    if (m_requests.empty() || !m_requests.front().isSent)
        return;
    const ClientRequest &request = m_requests.front();
    const auto id = notification.parameters.find("id");
    if (id == notification.parameters.end() || *id != request.id)
        return;
    if (notification.method != method::progress) {
        if (request.listener)
            request.listener(notification.method, notification.parameters);
        return;
    }
    if (const Result<ProgressNotice> notice = progressNoticeOf(notification.parameters)) {
        request.job->setCanPause(notice->canPause);
        request.job->report(notice->progress);
    }
}

void ClientSession::engineEnded(const EngineEnd &end)
{
    m_startTimer.stop();
    m_signalTimer.stop();
    m_isTerminated = false;
    const bool wasReady = m_information.has_value();
    m_information.reset();
    m_process.reset();
    if (m_isClosing)
        return;
    if (!m_requests.empty() && m_requests.front().isSent)
        lostInFlight(end);
    else if (m_verdict)
        failAll(*m_verdict);
    else if (!wasReady && !m_isRetired)
        failAll(
            {end.wasNeverStarted ? ErrorCode::NotFound : ErrorCode::Io,
             "The engine (" + commandText(m_options.command) + ") " + end.phrase()
                 + (end.wasNeverStarted ? "; install it beside this program or name its command."
                                        : " before it was ready; check its command.")
                 + end.lastLine(),
             end.lastWords});
    m_isRetired = false;
    advance();
}

void ClientSession::lostInFlight(const EngineEnd &end)
{
    ClientRequest &request = m_requests.front();
    if (request.job->isCancelled()) {
        finishFront(cancelled());
        return;
    }
    request.isSent = false;
    if (++request.deaths <= m_options.repetitions)
        return; // advance() gives it to a new engine
    const std::string times = request.deaths == 1 ? ""
                              : request.deaths == 2
                                  ? ", twice"
                                  : ", " + std::to_string(request.deaths) + " times";
    const std::string message = m_verdict ? m_verdict->message
                                          : "The engine " + end.phrase() + " while it worked on "
                                                + request.method + times
                                                + "; ask for less at a time, or see what it said."
                                                + end.lastLine();
    finishFront(failure(ErrorCode::Internal, message, end.lastWords));
}

void ClientSession::finishFront(Result<nlohmann::json> result)
{
    const ClientRequest request = std::move(m_requests.front());
    m_requests.pop_front();
    request.reply(std::move(result));
    if (m_process)
        advance();
}

void ClientSession::failAll(const Error &error)
{
    std::deque<ClientRequest> requests;
    requests.swap(m_requests);
    for (const ClientRequest &request : requests)
        request.reply(
            tl::make_unexpected(request.job->isCancelled() ? cancelled().value() : error));
}

} // namespace auspex::engine
