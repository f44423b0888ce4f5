// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <memory>

#include <CLI/App.hpp>

#include "app/cli/engine_session.h"
#include "app/cli/output.h"
#include "core/base/text.h"
#include "core/engine/supernet_calls.h"

namespace auspex::cli {

namespace {

struct CheckOptions {
    EngineOptions engine;
    bool skipsSpeed = false;
};

ResultTable tableOf(const engine::EngineInformation &information,
                    const engine::BenchmarkReply &speeds)
{
    ResultTable table;
    table.columns = {{.key = "property", .title = "Property"}, {.key = "value", .title = "Value"}};
    const auto add = [&table](const std::string &property, const std::string &value) {
        table.rows.push_back({{.value = property}, {.value = value}});
    };
    add("version", information.version);
    add("protocol", std::to_string(information.protocol));
    add("libtorch", information.libtorch.empty() ? "none" : information.libtorch);
    add("devices", join(information.devices, ", "));
    add("threads", std::to_string(information.threads));
    for (const engine::KernelInformation &kernel : information.kernels) {
        std::string value = kernel.isFast ? "available" : "not for this processor";
        for (const engine::KernelSpeed &speed : speeds.kernels) {
            if (speed.kernel == kernel.kernel)
                value = formatFixed(speed.gflops, 0) + " GFLOP/s";
        }
        add("kernel " + engine::kernelName(kernel.kernel), value);
    }
    return table;
}

Outcome check(Context &context, const CheckOptions &options)
{
    if (const auto format = tableFormat(context.options); !format)
        return tl::make_unexpected(format.error());
    EngineSession session(options.engine, context.options);
    const auto information = session.client().information(context.job);
    if (!information)
        return tl::make_unexpected(Stop(information.error()));
    engine::BenchmarkReply speeds;
    if (!options.skipsSpeed) {
        auto measured = engine::benchmark(session.client(), {}, context.job);
        if (!measured)
            return tl::make_unexpected(Stop(measured.error()));
        speeds = std::move(*measured);
    }
    return writeTable(context, tableOf(*information, speeds));
}

} // namespace

void addEngineCommands(CLI::App &app, Program &program)
{
    CLI::App *engine = app.add_subcommand("engine", "The engine that runs networks");
    engine->require_subcommand(1);
    engine->footer("Examples:\n"
                   "  auspex-cli engine check");
    CLI::App *command = engine->add_subcommand(
        "check", "What the engine says it is, and how fast its kernels are here");
    const auto options = std::make_shared<CheckOptions>();
    addEngineOption(*command, options->engine);
    command->add_flag("--no-speed", options->skipsSpeed, "Measure nothing");
    command->footer(
        "The speed is that of a matrix product of Transformer size, on --threads threads.\n\n"
        "Examples:\n"
        "  auspex-cli engine check\n"
        "  auspex-cli --threads 1 engine check --engine 'ssh server auspex-engine'");
    command->callback([&program, options] {
        program.command = [options](Context &context) { return check(context, *options); };
    });
}

} // namespace auspex::cli
