// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace auspex::cli {

/// The whole of auspex-cli: reads the arguments (the program's name first), does the command,
/// writes its result to the standard output or to -o FILE and everything else to the standard
/// error, and returns the exit status (see Status in context.h). To be called once in a process: it
/// takes over SIGINT, SIGTERM and SIGPIPE.
int runCommandLine(const std::vector<std::string> &arguments);

} // namespace auspex::cli
