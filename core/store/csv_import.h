// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "core/arch/tfs_csv.h"
#include "core/store/tfs_store.h"

namespace auspex {

/// A table and all that it takes to import it.
struct CsvImport {
    CsvTable table;
    CsvMapping mapping;
    SearchSpace space; ///< decodes genes
    std::string task;
    std::string split;  ///< of the rows that have a role
    std::string source; ///< as problems shall name it
};

/// One request for each role that has rows, for importTfsFile() to take as the parts of one file;
/// rows that cannot be used are the first one's problems. Fails where the mapping is not complete
/// or no row can be used.
Result<std::vector<ImportRequest>> csvImportRequests(const CsvImport &import);

} // namespace auspex
