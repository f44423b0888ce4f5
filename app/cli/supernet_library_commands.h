// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/context.h"

namespace auspex::cli {

/// supernet import, list and remove.
void addSupernetLibraryCommands(CLI::App &supernet, Program &program);

} // namespace auspex::cli
