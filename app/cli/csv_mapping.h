// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "app/cli/context.h"
#include "core/arch/tfs_csv.h"

namespace auspex::cli {

/// What the column names of a table suggest, changed by what --map says: "COLUMN=MEANING", where a
/// meaning is one of the ten SubTransformer keys (their common ending may be left out), gene,
/// latency, split, valid_bleu, test_bleu, target:NAME, recorded:PREDICTOR:TARGET, or ignore.
tl::expected<CsvMapping, Stop> csvMapping(const CsvTable &table,
                                          const std::vector<std::string> &maps);

} // namespace auspex::cli
