// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/store/call_store.h"
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
    std::string marker;   ///< ours, unique: how the service's list tells which batch is this one
    std::string remoteId; ///< the service's; empty while submitting
    BatchState state = BatchState::Submitting;
    nlohmann::json settings = nlohmann::json::object(); ///< how its results are to be read
    std::int64_t requests = 0;
    std::int64_t finished = 0; ///< as the service counts
    std::string problem;       ///< a sentence; empty where there is none
    std::string createdAt;     ///< UTC, given by loading
    std::string checkedAt;     ///< UTC, when the service was asked last; may be empty
};

/// Whether nothing more will come of it.
bool isFinal(BatchState state);

/// A prediction that waits for a batch's result. Several samples may share one request, which gives
/// them in this order.
struct BatchRequest {
    std::string customId; ///< of the request, unique in the batch
    std::string key;      ///< requestKey()
    std::string architectureKey;
    int sample = 0;
    int ask = 0;
    std::string body; ///< empty for the further samples of a request

    bool operator==(const BatchRequest &) const = default;
};

/// The batch and its requests in one transaction; gives the batch with its id.
Result<StoredBatch> addBatch(Workspace &workspace, const StoredBatch &batch,
                             const std::vector<BatchRequest> &requests);

/// Stores state, remote id, settings, counts, problem and time of the last look. In a final state
/// the requests that still wait are let go: they wait for nothing any more.
Result<void> updateBatch(Workspace &workspace, const StoredBatch &batch);

Result<std::vector<StoredBatch>> loadBatches(Workspace &workspace); ///< oldest first
Result<StoredBatch> loadBatch(Workspace &workspace, std::int64_t id);

/// Those that still wait, in the order they were added.
Result<std::vector<BatchRequest>> loadBatchRequests(Workspace &workspace, std::int64_t batchId);

/// Takes results in: the calls as saveCalls() does, and the requests with their keys wait no more,
/// in one transaction.
Result<void> settleBatchRequests(Workspace &workspace, std::int64_t batchId,
                                 std::span<const StoredCall> calls);

/// For each key whether it waits in any batch.
Result<std::vector<bool>> waitInBatches(Workspace &workspace, std::span<const std::string> keys);

} // namespace auspex
