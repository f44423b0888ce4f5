// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "core/llm/llm_run.h"
#include "core/store/batch_store.h"

// Batch jobs of OpenAI and Anthropic: half the price, an answer within a day, whether or not this
// program still runs (spec llm-api 5.6). What is submitted is in the workspace before it is sent,
// under a marker that the service is told too, so that a kill at any moment neither loses a job nor
// pays for one twice. The functions block, with an event loop of their own.

namespace auspex {

/// The most that one batch job may have.
inline constexpr std::int64_t mostBatchRequests = 50'000;
inline constexpr std::int64_t mostBatchBytes = 200'000'000;

/// Submits what the workspace lacks of the questions as one batch job and returns at once. What
/// waits in another batch job is not submitted again. Fails where the provider has no batches,
/// nothing is left to ask, it is more than a batch may have, or it would cost more than the
/// options' budget (by estimateCost(), without asking the service to count); where the service
/// refuses it, the batch is kept as failed. A budget needs the price.
///
/// A batch that comes back as BatchState::Submitting has a problem that may pass (no network, a
/// reply that was lost): collectBatch() settles whether the service has it, and else sends it.
Result<StoredBatch> submitBatch(const Provider &provider, const SecretKey &key,
                                const std::vector<LlmQuestion> &questions,
                                const LlmRunOptions &options, Workspace &workspace,
                                std::int64_t runId, Job &job, const PriceList &prices = {});

/// Asks the service how far it is, and takes in the results of one that has ended: each into the
/// workspace, once, matched by its id, whatever their order; requests that failed as failed calls.
/// A batch still submitting is looked for in the service's list by its marker, adopted where it is
/// there, and submitted again where it is not. Gives the batch as it is now. May be interrupted at
/// any moment and called again.
Result<StoredBatch> collectBatch(const Provider &provider, const SecretKey &key,
                                 const PriceList &prices, const StoredBatch &batch,
                                 Workspace &workspace, Job &job);

/// Asks the service to stop it; what is done by then is still collected, by collectBatch(). A batch
/// that the service does not have, and one whose results could not be collected, is given up.
Result<StoredBatch> cancelBatch(const Provider &provider, const SecretKey &key,
                                const StoredBatch &batch, Workspace &workspace, Job &job);

} // namespace auspex
