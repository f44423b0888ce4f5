// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/context.h"

namespace auspex::cli {

/// "prompt task": what the workspace's prompts say of a task, and the examples they draw from.
void addPromptTask(CLI::App &prompt, Program &program);

} // namespace auspex::cli
