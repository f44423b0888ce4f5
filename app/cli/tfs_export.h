// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "app/cli/context.h"

namespace auspex::cli {

/// Writes tasks of the workspace: one as CSV, any number as one JSON document, or as a folder in
/// the LLMAS layout, which imports back as it was. An empty task: all.
Outcome exportTfs(Context &context, const std::string &task);

} // namespace auspex::cli
