// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/store/workspace.h"

// Batch jobs at LLM services. All calls belong to the workspace's thread.

namespace auspex {

enum class BatchState {
    Submitting, ///< stored, perhaps not yet known to the service
    InProgress,
    Ended, ///< the service is through, the results are not collected yet
    Collected,
    Failed,
    Cancelled,
};

struct StoredBatch {
    std::int64_t id = 0; ///< given by saving
    std::int64_t runId = 0;
    std::string provider;
    std::string model;
    std::string remoteId; ///< the service's; empty while submitting
    BatchState state = BatchState::Submitting;
    std::int64_t requests = 0;
    std::int64_t finished = 0; ///< as the service counts
    std::string problem;       ///< a sentence; empty where there is none
    std::string createdAt;     ///< UTC, given by loading
    std::string checkedAt;     ///< when the service was asked last; may be empty
};

/// A request of a batch that waits for its result.
struct BatchRequest {
    std::string customId; ///< unique in the batch
    std::string key;      ///< requestKey()
    std::string architectureKey;
    int sample = 0;
    std::string body;
};

/// The batch and its requests in one transaction; gives the batch with its id.
Result<StoredBatch> addBatch(Workspace &workspace, const StoredBatch &batch,
                             const std::vector<BatchRequest> &requests);
Result<void> updateBatch(Workspace &workspace, const StoredBatch &batch);
Result<std::vector<StoredBatch>> loadBatches(Workspace &workspace);
Result<std::vector<BatchRequest>> loadBatchRequests(Workspace &workspace, std::int64_t batchId);

} // namespace auspex
