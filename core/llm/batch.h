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
// program still runs (spec llm-api 5.6). What was submitted is in the workspace before it is sent.

namespace auspex {

/// Submits what the cache lacks of the questions as one batch job and returns at once: uploads the
/// requests, creates the job, and stores its id. A kill between those steps leaves a batch in the
/// state "submitting", which resubmitBatch() settles by asking the service. Fails on more than
/// 50,000 requests or 200 MB.
Result<StoredBatch> submitBatch(const Provider &provider, const SecretKey &key,
                                std::vector<LlmQuestion> questions, const LlmRunOptions &options,
                                Workspace &workspace, std::int64_t runId, Job &job);

/// Asks the service how far it is, and takes in the results of one that has ended: each into the
/// cache, once, matched by its id, whatever their order. Gives the batch as it is now.
Result<StoredBatch> collectBatch(const Provider &provider, const SecretKey &key,
                                 const PriceList &prices, const StoredBatch &batch,
                                 Workspace &workspace, Job &job);

/// Asks the service to stop it; what is done by then is still collected.
Result<StoredBatch> cancelBatch(const Provider &provider, const SecretKey &key,
                                const StoredBatch &batch, Workspace &workspace, Job &job);

} // namespace auspex
