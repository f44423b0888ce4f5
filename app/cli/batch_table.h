// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "core/report/result_table.h"
#include "core/store/batch_store.h"

namespace auspex::cli {

/// One row a batch job: id, provider, model, state, requests, finished, remote_id, problem,
/// created.
ResultTable batchTable(const std::vector<StoredBatch> &batches);

} // namespace auspex::cli
