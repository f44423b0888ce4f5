// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "core/llm/provider.h"

namespace auspex::cli {

/// Takes the keys out of the program's environment, where they would stay to its end for everybody
/// to read who may look into the process: those of the providers `used` that have none in the
/// keyring become keys of this session, and the variables of all providers are overwritten.
void takeEnvironmentKeys(const std::vector<Provider> &all, const std::vector<std::string> &used);

} // namespace auspex::cli
