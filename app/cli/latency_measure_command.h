// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/context.h"

namespace auspex::cli {

/// Adds "measure" to the group of latency commands.
void addMeasureLatency(CLI::App &latency, Program &program);

} // namespace auspex::cli
