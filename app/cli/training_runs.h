// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>

#include "app/cli/context.h"
#include "app/cli/engine_session.h"
#include "core/store/workspace.h"

// What the trainings of a workspace have in common, of supernets and from scratch: they are runs
// that can be interrupted and gone on with.

namespace CLI {
class App;
}

namespace auspex::cli {

/// How a kind of training is run, to its end or to the sentence that tells how to go on.
using RunTraining = std::function<Outcome(Context &context, Workspace &workspace,
                                          const EngineOptions &engine, std::int64_t run)>;

/// The unfinished training that `find` gives (0: there is none), which is told, else the one that
/// `add` makes.
tl::expected<std::int64_t, Stop> foundOrAdded(Context &context,
                                              const std::function<Result<std::int64_t>()> &find,
                                              const std::function<Result<std::int64_t>()> &add);

/// The error with what is kept behind it, and the command that goes on: "supernet resume 3".
Stop interruptedTraining(const Error &error, const std::string &kept, const GlobalOptions &global,
                         const std::string &group, std::int64_t run);

/// Adds "resume RUN" to a group of commands; `kind` is that of its runs.
void addResumeCommand(CLI::App &group, Program &program, const std::string &kind,
                      const RunTraining &runTraining);

} // namespace auspex::cli
