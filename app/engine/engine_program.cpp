// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/engine/engine_program.h"

#include <csignal>
#include <cstdio>
#include <cstdlib>

#include <unistd.h>

#include "app/engine/engine_methods.h"
#include "core/engine/server.h"
#include "core/inference/memory.h"

namespace auspex::engine {

namespace {

constexpr const char *help = "Usage: auspex-engine\n\n"
                             "Trains, scores and decodes networks for auspex and auspex-cli, which "
                             "start it by themselves. It speaks\n"
                             "JSON-RPC 2.0, one message a line, on its standard input and output, "
                             "and ends when the input\n"
                             "does.\n\n"
                             "  --version  the version\n"
                             "  --help     this text\n";

} // namespace

int runEngine(const std::vector<std::string> &arguments)
{
    tuneMemory();
    if (arguments.size() > 1) {
        const std::string &option = arguments[1];
        if (option == "--version")
            return std::puts("auspex-engine " AUSPEX_VERSION) < 0 ? 1 : 0;
        if (option == "--help" || option == "-h")
            return std::fputs(help, stdout) < 0 ? 1 : 0;
        std::fprintf(stderr, "auspex-engine: There is no option %s; see auspex-engine --help.\n",
                     option.c_str());
        return 2;
    }
    std::signal(SIGPIPE, SIG_IGN); // a front that has gone is seen where it is written to
    std::signal(SIGINT, SIG_IGN);  // Ctrl-C is the front's; it cancels or closes the input
    const Result<int> output = takeStandardOutput();
    if (!output) {
        std::fprintf(stderr, "auspex-engine: %s\n", output.error().message.c_str());
        return 1;
    }
    const ServerEnd end = serve(STDIN_FILENO, *output, engineOptions());
    if (end == ServerEnd::WorkerStuck)
        std::_Exit(1); // whatever it computes, nobody wants it any more
    return 0;
}

} // namespace auspex::engine
