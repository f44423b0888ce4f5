// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/context.h"

namespace auspex::cli {

/// "prompt render": the exact texts that predictors send.
void addPromptRender(CLI::App &prompt, Program &program);

} // namespace auspex::cli
