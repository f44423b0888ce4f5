// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/store/call_store.h"
#include "core/store/workspace.h"

namespace auspex {

/// Where replies are kept: what a run asks before it sends, and writes before it counts. One thread
/// at a time.
class CallCache {
public:
    CallCache() = default;
    CallCache(const CallCache &) = delete;
    CallCache &operator=(const CallCache &) = delete;
    virtual ~CallCache() = default;

    /// The kept reply for each request key, or nothing; in the order of the keys, without the long
    /// texts (request, response, usage, price).
    virtual Result<std::vector<std::optional<StoredCall>>> find(std::span<const std::string> keys)
        = 0;

    /// All of them, durably, or none. A key that has a reply keeps the first one.
    virtual Result<void> keep(std::span<const StoredCall> calls) = 0;

    /// For each key whether a batch job will bring its reply: it is paid for already. No cache but
    /// a workspace's knows of batch jobs.
    virtual Result<std::vector<bool>> waitInBatches(std::span<const std::string> keys)
    {
        return std::vector<bool>(keys.size(), false);
    }

    /// Bytes of the request for one token of its prompt, as this model's replies counted them;
    /// nothing before any.
    virtual Result<std::optional<double>> bytesPerToken(const std::string &model) = 0;
};

/// In the workspace, with calls counted to the run (0: none). It opens a connection of its own.
Result<std::unique_ptr<CallCache>> workspaceCallCache(const Workspace &workspace,
                                                      std::int64_t runId);

/// As long as the object lives.
std::unique_ptr<CallCache> memoryCallCache();

} // namespace auspex
