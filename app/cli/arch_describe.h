// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/cli/context.h"

namespace auspex::cli {

struct DescribeOptions {
    std::vector<std::string> files; ///< or folders, or "-"
    std::string space;              ///< a name or a YAML file; empty: inferred for each file
    std::optional<int> vocabulary;  ///< before what the space and the file say
};

/// One row an architecture with its counts and encodings, on the standard output; what is wrong
/// with a line, and counts of the file that differ from ours, as warnings. Fails where no
/// architecture could be read.
Outcome describeArchitectures(Context &context, const DescribeOptions &options);

} // namespace auspex::cli
