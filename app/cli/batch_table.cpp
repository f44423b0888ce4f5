// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/batch_table.h"

namespace auspex::cli {

namespace {

std::string stateName(BatchState state)
{
    switch (state) {
    case BatchState::Submitting:
        return "submitting";
    case BatchState::InProgress:
        return "in_progress";
    case BatchState::Ended:
        return "ended";
    case BatchState::Collected:
        return "collected";
    case BatchState::Failed:
        return "failed";
    case BatchState::Cancelled:
        return "cancelled";
    }
    return {};
}

} // namespace

ResultTable batchTable(const std::vector<StoredBatch> &batches)
{
    ResultTable table;
    table.columns = {{.key = "id", .title = "Id", .kind = ColumnKind::Integer},
                     {.key = "provider", .title = "Provider"},
                     {.key = "model", .title = "Model"},
                     {.key = "state", .title = "State"},
                     {.key = "requests", .title = "Requests", .kind = ColumnKind::Integer},
                     {.key = "finished", .title = "Finished", .kind = ColumnKind::Integer},
                     {.key = "remote_id", .title = "Id at the service"},
                     {.key = "created", .title = "Created"},
                     {.key = "problem", .title = "Problem"}};
    for (const StoredBatch &batch : batches)
        table.rows.push_back({{.value = batch.id},
                              {.value = batch.provider},
                              {.value = batch.model},
                              {.value = stateName(batch.state)},
                              {.value = batch.requests},
                              {.value = batch.finished},
                              {.value = batch.remoteId},
                              {.value = batch.createdAt},
                              {.value = batch.problem}});
    return table;
}

} // namespace auspex::cli
