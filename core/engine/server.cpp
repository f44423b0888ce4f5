// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/server.h"

#include <array>
#include <cerrno>
#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <new>
#include <optional>
#include <system_error>
#include <thread>
#include <utility>

#include <poll.h>
#include <unistd.h>

#include "core/base/text.h"
#include "core/engine/server_output.h"

namespace auspex::engine {

namespace {

constexpr std::size_t longestLine = std::size_t{256} << 20;
constexpr std::chrono::milliseconds tick{50};

WireError wireError(WireCode code, std::string message, std::string detail = {})
{
    return {static_cast<int>(code), std::move(message), std::move(detail), std::nullopt};
}

struct Task {
    Request request;
    const Handler *handler = nullptr;
    std::shared_ptr<Job> job;
};

tl::expected<nlohmann::json, WireError> outcomeOf(const Handler &handler, Call &call)
{
    try {
        Result<nlohmann::json> result = handler(call);
        if (result)
            return std::move(*result);
        WireError error = wireErrorOf(result.error());
        if (call.hasWrongParameters)
            error.code = static_cast<int>(WireCode::InvalidParameters);
        return tl::make_unexpected(std::move(error));
    } catch (const std::bad_alloc &) {
        return tl::make_unexpected(wireError(
            WireCode::OutOfMemory,
            "The engine has not enough memory for this; ask for less at a time, or run it "
            "on a machine with more."));
    } catch (const std::system_error &error) {
        const bool isFull = error.code() == std::errc::no_space_on_device
                            || error.code() == std::error_code(EDQUOT, std::system_category());
        if (isFull)
            return tl::make_unexpected(wireError(WireCode::DiskFull,
                                                 "The disk is full; free some space and try again.",
                                                 error.what()));
        return tl::make_unexpected(wireError(WireCode::Io,
                                             "The system refused what the engine needs ("
                                                 + error.code().message()
                                                 + "); check the files it works on and try again.",
                                             error.what()));
    } catch (const std::exception &error) {
        return tl::make_unexpected(wireError(
            WireCode::Internal,
            "Something unexpected failed in the engine; please report it with the details.",
            error.what()));
    }
}

/// What the reading thread and the worker share. It outlives serve() where a worker is stuck.
class Worker : public std::enable_shared_from_this<Worker> {
public:
    Worker(int output, std::map<std::string, Handler> methods)
        : m_output(output)
        , m_methods(std::move(methods))
    {
    }

    ServerOutput &output() { return m_output; }
    const std::map<std::string, Handler> &methods() const { return m_methods; }

    void start()
    {
        std::thread([self = shared_from_this()] { self->work(); }).detach();
    }

    /// False where the id is in use.
    bool add(Request request, const Handler &handler)
    {
        const std::lock_guard lock(m_mutex);
        if (isKnown(request.id))
            return false;
        auto job = std::make_shared<Job>(
            [this, id = request.id](const JobProgress &progress) { report(id, progress); });
        m_waiting.push_back({std::move(request), &handler, std::move(job)});
        m_changed.notify_all();
        return true;
    }

    void cancel(const nlohmann::json &id)
    {
        std::optional<Task> dropped;
        {
            const std::lock_guard lock(m_mutex);
            if (m_running && m_running->request.id == id)
                m_running->job->cancel();
            for (auto task = m_waiting.begin(); task != m_waiting.end(); ++task) {
                if (task->request.id == id) {
                    dropped = std::move(*task);
                    m_waiting.erase(task);
                    break;
                }
            }
        }
        if (dropped)
            answerCancelled(*dropped);
    }

    void setPaused(const nlohmann::json &id, bool isPaused)
    {
        const std::lock_guard lock(m_mutex);
        if (m_running && m_running->request.id == id)
            m_running->job->setPaused(isPaused);
        for (const Task &task : m_waiting) {
            if (task.request.id == id)
                task.job->setPaused(isPaused);
        }
    }

    bool isBusy()
    {
        const std::lock_guard lock(m_mutex);
        return m_running || !m_waiting.empty();
    }

    /// Cancels everything; true when the worker has ended in time.
    bool end(std::chrono::milliseconds grace)
    {
        std::deque<Task> dropped;
        {
            const std::lock_guard lock(m_mutex);
            m_isEnding = true;
            dropped.swap(m_waiting);
            if (m_running)
                m_running->job->cancel();
            m_changed.notify_all();
        }
        for (const Task &task : dropped)
            answerCancelled(task);
        std::unique_lock lock(m_mutex);
        return m_changed.wait_for(lock, grace, [this] { return m_hasEnded; });
    }

private:
    bool isKnown(const nlohmann::json &id) const
    {
        if (m_running && m_running->request.id == id)
            return true;
        for (const Task &task : m_waiting) {
            if (task.request.id == id)
                return true;
        }
        return false;
    }

    void report(const nlohmann::json &id, const JobProgress &progress)
    {
        bool canPause = false;
        {
            const std::lock_guard lock(m_mutex);
            canPause = m_running && m_running->job->canPause();
        }
        m_output.report({id, progress, canPause});
    }

    void answerCancelled(const Task &task)
    {
        m_output.send(
            Response{task.request.id, tl::make_unexpected(wireErrorOf(cancelled().value()))});
    }

    void work()
    {
        std::unique_lock lock(m_mutex);
        while (true) {
            m_changed.wait(lock, [this] { return m_isEnding || !m_waiting.empty(); });
            if (m_waiting.empty())
                break;
            m_running = std::move(m_waiting.front());
            m_waiting.pop_front();
            const Task task = *m_running;
            lock.unlock();
            perform(task);
            lock.lock();
            m_running.reset();
        }
        m_hasEnded = true;
        m_changed.notify_all();
    }

    void perform(const Task &task)
    {
        const nlohmann::json &id = task.request.id;
        Call call{task.request.parameters, *task.job,
                  [this, &id](const char *name, nlohmann::json parameters) {
                      parameters["id"] = id;
                      m_output.send(Notification{name, std::move(parameters)});
                  }};
        Response response{id, outcomeOf(*task.handler, call)};
        m_output.forgetProgress();
        m_output.send(response);
    }

    ServerOutput m_output;
    std::map<std::string, Handler> m_methods;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::deque<Task> m_waiting;
    std::optional<Task> m_running;
    bool m_isEnding = false;
    bool m_hasEnded = false;
};

/// The reading side: everything but the computing is answered here.
class Server {
public:
    Server(int input, int output, ServerOptions options)
        : m_input(input)
        , m_options(std::move(options))
        , m_worker(std::make_shared<Worker>(output, m_options.methods))
    {
    }

    ServerEnd run()
    {
        m_worker->start();
        while (!m_shutdownId && readSome()) {
            while (!m_shutdownId) {
                const std::optional<LineSplitter::Line> line = m_lines.next();
                if (!line)
                    break;
                answer(*line);
            }
        }
        const bool hasEnded = m_worker->end(m_options.grace);
        if (m_shutdownId)
            respond(*m_shutdownId, nlohmann::json::object());
        return hasEnded ? ServerEnd::Finished : ServerEnd::WorkerStuck;
    }

private:
    /// False at the end of the input, and when nobody reads the output.
    bool readSome()
    {
        while (true) {
            m_worker->output().flushProgress();
            if (m_worker->output().isClosed())
                return false;
            pollfd state{m_input, POLLIN, 0};
            const int timeout = m_worker->isBusy() ? static_cast<int>(tick.count()) : -1;
            const int ready = ::poll(&state, 1, timeout);
            if (ready < 0 && errno != EINTR)
                return false;
            if (ready <= 0)
                continue;
            const ssize_t count = ::read(m_input, m_buffer.data(), m_buffer.size());
            if (count < 0 && (errno == EINTR || errno == EAGAIN))
                continue;
            if (count <= 0)
                return false;
            m_lines.add({m_buffer.data(), static_cast<std::size_t>(count)});
            return true;
        }
    }

    void respond(const nlohmann::json &id, nlohmann::json result)
    {
        m_worker->output().send(Response{id, std::move(result)});
    }

    void refuse(const nlohmann::json &id, WireError error)
    {
        m_worker->output().send(Response{id, tl::make_unexpected(std::move(error))});
    }

    void answer(const LineSplitter::Line &line)
    {
        if (line.isTooLong) {
            refuse(nullptr, wireError(WireCode::ParseError,
                                      "A line has more than " + std::to_string(longestLine)
                                          + " bytes; pass large data as a file."));
            return;
        }
        tl::expected<Message, BadMessage> message = messageOf(line.text);
        if (!message)
            refuse(message.error().id, message.error().error);
        else if (auto *request = std::get_if<Request>(&*message))
            take(std::move(*request));
        else if (const auto *notification = std::get_if<Notification>(&*message))
            take(*notification);
        // An answer to something we never ask is nobody's.
    }

    void take(Request request)
    {
        if (request.method == method::initialize) {
            initialize(request);
            return;
        }
        if (request.method == method::ping) {
            respond(request.id, nlohmann::json::object());
            return;
        }
        if (request.method == method::shutdown) {
            m_shutdownId = request.id;
            return;
        }
        const auto found = m_worker->methods().find(request.method);
        if (found == m_worker->methods().end()) {
            refuse(request.id, wireError(WireCode::MethodNotFound,
                                         "This engine has no method \"" + request.method
                                             + "\"; a newer one may have it."));
            return;
        }
        if (!m_isInitialized) {
            refuse(request.id,
                   wireError(WireCode::NotInitialized,
                             std::string("The first request must be ") + method::initialize + '.'));
            return;
        }
        const nlohmann::json id = request.id;
        if (!m_worker->add(std::move(request), found->second))
            refuse(id, wireError(WireCode::InvalidRequest,
                                 "A request with the id " + id.dump() + " is not answered yet."));
    }

    void take(const Notification &notification)
    {
        const auto id = notification.parameters.find("id");
        if (id == notification.parameters.end())
            return;
        if (notification.method == method::cancel)
            m_worker->cancel(*id);
        else if (notification.method == method::pause)
            m_worker->setPaused(*id, true);
        else if (notification.method == method::resume)
            m_worker->setPaused(*id, false);
    }

    void initialize(const Request &request)
    {
        if (m_isInitialized) {
            refuse(request.id, wireError(WireCode::InvalidRequest,
                                         "The engine is initialized already; end it and start "
                                         "another one to change what it was given."));
            return;
        }
        const Result<InitializeRequest> wanted = initializeRequestOf(request.parameters);
        if (!wanted) {
            refuse(request.id, wireError(WireCode::InvalidParameters, wanted.error().message));
            return;
        }
        if (wanted->protocol != protocolVersion) {
            WireError error = wireError(
                WireCode::WrongProtocol,
                "This engine speaks protocol " + std::to_string(protocolVersion) + ", not "
                    + std::to_string(wanted->protocol)
                    + "; install the engine and what starts it in the same version.");
            error.protocol = protocolVersion;
            refuse(request.id, std::move(error));
            return;
        }
        Result<EngineInformation> information = m_options.initialize(*wanted);
        if (!information) {
            refuse(request.id, wireErrorOf(information.error()));
            return;
        }
        information->methods = {method::initialize, method::ping, method::shutdown};
        for (const auto &[name, handler] : m_worker->methods())
            information->methods.push_back(name);
        m_isInitialized = true;
        respond(request.id, jsonOf(*information));
    }

    int m_input;
    ServerOptions m_options;
    std::shared_ptr<Worker> m_worker;
    LineSplitter m_lines{longestLine};
    std::array<char, 1 << 16> m_buffer{};
    bool m_isInitialized = false;
    std::optional<nlohmann::json> m_shutdownId;
};

} // namespace

ServerEnd serve(int input, int output, ServerOptions options)
{
    const auto server = std::make_unique<Server>(input, output, std::move(options));
    return server->run();
}

Result<int> takeStandardOutput()
{
    const int own = ::dup(STDOUT_FILENO);
    if (own < 0 || ::dup2(STDERR_FILENO, STDOUT_FILENO) < 0)
        return failure(ErrorCode::Io, "The standard output cannot be used ("
                                          + std::system_category().message(errno)
                                          + "); start the engine with all three standard streams.");
    return own;
}

} // namespace auspex::engine
