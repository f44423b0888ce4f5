// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/base/job.h"
#include "core/base/result.h"
#include "core/engine/protocol.h"

namespace auspex::engine {

struct ClientOptions {
    /// Program and arguments, without a shell: {"mpirun", "-n", "8", "auspex-engine"}. Empty: the
    /// auspex-engine beside the running program, else the one in PATH.
    std::vector<std::string> command;
    int threads = 0;     ///< of the engine; 0: as many as it finds
    int repetitions = 2; ///< how often a request is given again after an engine died of it
    std::chrono::milliseconds startTimeout{60'000};  ///< until the engine says what it is
    std::chrono::milliseconds cancelGrace{10'000};   ///< from $/cancel to SIGTERM
    std::chrono::milliseconds terminateGrace{3'000}; ///< from there to SIGKILL
    std::chrono::milliseconds idleTimeout{300'000};  ///< without a request; 0: never
};

/// A notification that belongs to a request, $/progress apart.
using NotificationListener
    = std::function<void(const std::string &method, const nlohmann::json &parameters)>;
using ReplyListener = std::function<void(Result<nlohmann::json>)>;

/// The front's side of the protocol: starts the engine when the first request comes, gives it one
/// request after another, starts it anew when it dies and repeats what was in flight, and ends it
/// when it is idle and with itself.
///
/// Threads: any thread may call any function. The process is kept by a thread of the client's own;
/// listeners and job listeners are called there, must not block, and must not call call(),
/// information() or the destructor. A desktop hands a reply on with QMetaObject::invokeMethod. A
/// QCoreApplication must exist as long as the client; no event loop of the caller's is needed.
///
/// The engine runs in a session of its own: Ctrl-C in the terminal reaches the front alone, which
/// cancels through its Job.
class Client {
public:
    explicit Client(ClientOptions options = {});
    /// Ends the engine, within seconds; what is not answered ends as cancelled.
    ~Client();
    Client(const Client &) = delete;
    Client &operator=(const Client &) = delete;

    /// Waits for the result. Progress becomes the job's reports; a cancelled job is told to the
    /// engine, which is ended by signals if it does not heed that in time; pausing is passed on.
    /// After a restart of the engine notifications that came already may come again.
    Result<nlohmann::json> call(const std::string &method, nlohmann::json parameters, Job &job,
                                NotificationListener listener = {});

    /// The same without waiting: the reply comes once, on the client's thread.
    void send(const std::string &method, nlohmann::json parameters, std::shared_ptr<Job> job,
              ReplyListener reply, NotificationListener listener = {});

    /// Starts the engine where it does not run, and tells what it said of itself.
    Result<EngineInformation> information(Job &job);

private:
    class Parts;
    std::unique_ptr<Parts> m_parts;
};

/// The command that an empty one stands for.
std::vector<std::string> defaultEngineCommand();

} // namespace auspex::engine
