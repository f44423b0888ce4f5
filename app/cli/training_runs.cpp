// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/training_runs.h"

#include <chrono>
#include <memory>

#include <CLI/App.hpp>

#include "app/cli/output.h"
#include "app/cli/workspaces.h"
#include "core/supernets/training_data.h"

namespace auspex::cli {

namespace {

struct ResumeOptions {
    std::int64_t run = 0;
    EngineOptions engine;
};

Outcome resumeTraining(Context &context, const ResumeOptions &options, const std::string &kind,
                       const RunTraining &runTraining)
{
    if (const auto format = tableFormat(context.options); !format)
        return tl::make_unexpected(format.error());
    auto workspace = openToWrite(context, IfMissing::Fail);
    if (!workspace)
        return tl::make_unexpected(workspace.error());
    if (const auto run = loadTrainingRun(*workspace, kind, options.run); !run)
        return tl::make_unexpected(Stop(run.error()));
    return runTraining(context, *workspace, options.engine, options.run);
}

} // namespace

tl::expected<std::int64_t, Stop> foundOrAdded(Context &context,
                                              const std::function<Result<std::int64_t>()> &find,
                                              const std::function<Result<std::int64_t>()> &add)
{
    Result<std::int64_t> run = find();
    if (run && *run > 0)
        context.console.say("going on with the training " + std::to_string(*run));
    else if (run)
        run = add();
    if (!run)
        return tl::make_unexpected(Stop(run.error()));
    return *run;
}

Stop interruptedTraining(const Error &error, const std::string &kept, const GlobalOptions &global,
                         const std::string &group, std::int64_t run)
{
    Stop stop(error);
    stop.message += ' ' + kept + "; go on with: "
                    + shellCommand({"auspex-cli", "--workspace", global.workspace, group, "resume",
                                    std::to_string(run)});
    return stop;
}

void addResumeCommand(CLI::App &group, Program &program, const std::string &kind,
                      const RunTraining &runTraining)
{
    CLI::App *command = group.add_subcommand("resume",
                                             "Goes on with a training that was interrupted");
    const auto options = std::make_shared<ResumeOptions>();
    command->add_option("RUN", options->run, "Its number, which was told at its interruption")
        ->required()
        ->type_name("");
    addEngineOption(*command, options->engine);
    // A training that is cancelled writes a checkpoint first.
    options->engine.cancelGrace = std::chrono::minutes(5);
    command->footer("Examples:\n"
                    "  auspex-cli --workspace study.auspex "
                    + group.get_name() + " resume 3");
    command->callback([&program, options, kind, runTraining] {
        program.command = [options, kind, runTraining](Context &context) {
            return resumeTraining(context, *options, kind, runTraining);
        };
    });
}

} // namespace auspex::cli
