// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "core/llm/batch_link.h"
#include "core/store/batch_store.h"

namespace auspex {

/// What the steps of one batch job work on.
struct BatchWork {
    const Provider &provider;
    BatchLink link;
    Workspace &workspace;
    Job &job;
};

/// Uploads and creates the stored batch, and stores each step before the next. `upload` is
/// batchUpload() of its requests.
Result<StoredBatch> sendBatch(BatchWork &work, StoredBatch batch, const std::string &upload);

/// Whether the service has a batch that is still submitting.
struct BatchSearch {
    enum class Found {
        No,
        Yes,
        Perhaps, ///< there is one of its size, which shows its marker only when it has ended
    };
    Found found = Found::No;
    RemoteBatch remote;
};
LinkOutcome<BatchSearch> searchBatch(BatchWork &work, const StoredBatch &batch);

/// Stores that the service's batch is the one that was submitting.
Result<StoredBatch> adoptBatch(BatchWork &work, StoredBatch batch, const RemoteBatch &remote);

/// For a batch that is still submitting: adopts it, submits it again, or leaves it with the reason
/// why neither is possible yet.
Result<StoredBatch> settleBatch(BatchWork &work, StoredBatch batch);

/// The batch with these changes stored.
Result<StoredBatch> storedAs(BatchWork &work, StoredBatch batch, BatchState state,
                             std::string problem);

std::string utcNow(); ///< as the workspace writes times

} // namespace auspex
