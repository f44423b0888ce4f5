// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "app/cli/console.h"
#include "core/base/job.h"
#include "core/base/result.h"

namespace CLI {
class App;
}

namespace auspex::cli {

/// What the shell sees in the end.
enum class Status {
    Done = 0,
    Failed = 1,
    WrongUsage = 2, ///< the command line itself is wrong
    Interrupted = 130,
};

/// Why a command stops before its end. An empty message: there is nothing to say, as when the
/// reader of a pipe has seen enough.
struct Stop {
    Status status = Status::Failed;
    std::string message; ///< one full sentence

    Stop(Status stopStatus, std::string sentence)
        : status(stopStatus)
        , message(std::move(sentence))
    {
    }
    /// So that a core function's error ends a command as it is.
    Stop(const Error &error) // NOLINT(google-explicit-constructor)
        : status(error.code == ErrorCode::Cancelled ? Status::Interrupted : Status::Failed)
        , message(error.message)
    {
    }
};

using Outcome = tl::expected<void, Stop>;

inline tl::unexpected<Stop> wrongUsage(std::string message)
{
    return tl::make_unexpected(Stop(Status::WrongUsage, std::move(message)));
}

/// Accepted before and after the command.
struct GlobalOptions {
    std::string workspace; ///< FILE.auspex; empty: none
    std::string device = "cpu";
    int threads = 0; ///< 0: as many as the machine has
    std::uint64_t seed = 1;
    bool seedIsGiven = false; ///< --seed stands on the command line
    std::string format;       ///< empty: by the extension of `output`, else "table"
    std::string output;       ///< empty or "-": standard output
};

/// What a command works with. `job` is cancelled by Ctrl-C.
struct Context {
    const GlobalOptions &options;
    Console &console;
    Job &job;
};

using Command = std::function<Outcome(Context &)>;

/// The command line while it is read: each command puts what it wants done into `command`.
struct Program {
    GlobalOptions options;
    Command command;
};

// Each adds its command, with options, help and examples.
void addSpaceCommands(CLI::App &app, Program &program);
void addArchCommands(CLI::App &app, Program &program);
void addTfsCommands(CLI::App &app, Program &program);
void addEvaluateCommand(CLI::App &app, Program &program);
void addAblateCommand(CLI::App &app, Program &program);
void addPredictCommand(CLI::App &app, Program &program);
void addPromptCommands(CLI::App &app, Program &program);
void addLlmCommands(CLI::App &app, Program &program);
void addLatencyCommands(CLI::App &app, Program &program);
void addSupernetCommands(CLI::App &app, Program &program);
void addEngineCommands(CLI::App &app, Program &program);
void addCorpusCommands(CLI::App &app, Program &program);
void addWorkspaceCommands(CLI::App &app, Program &program);

} // namespace auspex::cli
