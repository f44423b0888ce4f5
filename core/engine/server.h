// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <string>

#include <nlohmann/json.hpp>

#include "core/base/job.h"
#include "core/base/result.h"
#include "core/engine/protocol.h"

namespace auspex::engine {

/// A request while it is worked off.
struct Call {
    const nlohmann::json &parameters;
    Job &job; ///< its reports become $/progress; cancelled by $/cancel and when the front goes
    /// Sends a notification of the request; its id is added. From any thread.
    std::function<void(const char *method, nlohmann::json parameters)> notify;

    /// Decodes the parameters; a failure is then answered as one of theirs, not of the work.
    template<typename T>
    Result<T> decoded(Result<T> (*decode)(const nlohmann::json &))
    {
        Result<T> request = decode(parameters);
        hasWrongParameters = !request;
        return request;
    }
    bool hasWrongParameters = false;
};

/// Decodes, computes, encodes. Runs on the worker thread, one at a time. What it throws becomes an
/// error: std::bad_alloc "out of memory", a system error of a full disk "disk full".
using Handler = std::function<Result<nlohmann::json>(Call &call)>;

struct ServerOptions {
    /// Called once, before any handler, with a request of our protocol; the methods are filled in
    /// by the server. Runs on serve()'s thread and must not take long.
    std::function<Result<EngineInformation>(const InitializeRequest &)> initialize;
    std::map<std::string, Handler> methods; ///< those that compute
    std::chrono::milliseconds grace{3000};  ///< for the running request when the front has gone
};

enum class ServerEnd {
    Finished,    ///< everything is answered or nobody is there to be answered
    WorkerStuck, ///< a handler did not look at its job in time: only ending the process ends it
};

/// Answers what comes from the descriptor `input` until it ends, `output` cannot be written any
/// more, or shutdown is asked for. SIGPIPE must be ignored. After WorkerStuck the options'
/// functions may still be running.
ServerEnd serve(int input, int output, ServerOptions options);

/// A descriptor of what was the standard output; from now on whatever prints to that reaches the
/// standard error. Fails with the system's reason.
Result<int> takeStandardOutput();

} // namespace auspex::engine
