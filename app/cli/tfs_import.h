// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "app/cli/context.h"

namespace auspex::cli {

struct TfsImportOptions {
    std::string source;            ///< a folder in the LLMAS layout, or a .csv file
    std::vector<std::string> maps; ///< "COLUMN=MEANING", for a CSV file
    std::string task;              ///< of a CSV file; empty: the file's stem
    std::string split;             ///< of a CSV file with a column of roles; empty: the file's stem
    std::string space;             ///< decodes the genes of a CSV file; empty: the task's
};

/// Takes the files into the workspace one after the other, each all or nothing, and lists what
/// became of each. Files that the workspace already has change nothing.
Outcome importTfs(Context &context, const TfsImportOptions &options);

} // namespace auspex::cli
