// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/llm/call_cache.h"

#include <unordered_map>
#include <utility>

#include "core/store/batch_store.h"

namespace auspex {

namespace {

class WorkspaceCallCache : public CallCache {
public:
    WorkspaceCallCache(Workspace workspace, std::int64_t runId)
        : m_workspace(std::move(workspace))
        , m_runId(runId)
    {
    }

    Result<std::vector<std::optional<StoredCall>>> find(std::span<const std::string> keys) override
    {
        return findReplies(m_workspace, keys);
    }

    Result<void> keep(std::span<const StoredCall> calls) override
    {
        std::vector<StoredCall> counted(calls.begin(), calls.end());
        for (StoredCall &call : counted)
            call.runId = m_runId;
        return saveCalls(m_workspace, counted);
    }

    Result<std::vector<bool>> waitInBatches(std::span<const std::string> keys) override
    {
        return auspex::waitInBatches(m_workspace, keys);
    }

    Result<std::optional<double>> bytesPerToken(const std::string &model) override
    {
        return bytesPerPromptToken(m_workspace, model);
    }

private:
    Workspace m_workspace;
    std::int64_t m_runId;
};

class MemoryCallCache : public CallCache {
public:
    Result<std::vector<std::optional<StoredCall>>> find(std::span<const std::string> keys) override
    {
        std::vector<std::optional<StoredCall>> replies;
        replies.reserve(keys.size());
        for (const std::string &key : keys) {
            const auto found = m_replies.find(key);
            replies.push_back(found == m_replies.end() ? std::nullopt
                                                       : std::optional(found->second));
        }
        return replies;
    }

    Result<void> keep(std::span<const StoredCall> calls) override
    {
        for (const StoredCall &call : calls) {
            if (call.replied && !m_replies.contains(call.key))
                add(call);
        }
        return {};
    }

    Result<std::optional<double>> bytesPerToken(const std::string &model) override
    {
        const auto found = m_sizes.find(model);
        if (found == m_sizes.end())
            return std::optional<double>();
        return std::optional(found->second.bytes / found->second.tokens);
    }

private:
    struct Size {
        double bytes = 0.0;
        double tokens = 0.0;
    };

    /// Without the long texts, as the workspace gives it.
    void add(const StoredCall &call)
    {
        StoredCall kept = call;
        kept.id = static_cast<std::int64_t>(m_replies.size()) + 1;
        for (std::string *text : {&kept.request, &kept.response, &kept.usage, &kept.price})
            *text = std::string();
        m_replies.emplace(call.key, std::move(kept));
        if (call.promptTokens <= 0)
            return;
        Size &size = m_sizes[call.model];
        size.bytes += static_cast<double>(call.request.size());
        size.tokens += static_cast<double>(call.promptTokens);
    }

    std::unordered_map<std::string, StoredCall> m_replies;
    std::unordered_map<std::string, Size> m_sizes; ///< by model
};

} // namespace

Result<std::unique_ptr<CallCache>> workspaceCallCache(const Workspace &workspace,
                                                      std::int64_t runId)
{
    Result<Workspace> another = workspace.openAnother();
    if (!another)
        return tl::make_unexpected(std::move(another.error()));
    return std::make_unique<WorkspaceCallCache>(*std::move(another), runId);
}

std::unique_ptr<CallCache> memoryCallCache()
{
    return std::make_unique<MemoryCallCache>();
}

} // namespace auspex
