// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/supernets/score_cache.h"

#include <utility>

namespace auspex {

ScoreCache::ScoreCache(Workspace *workspace)
    : m_workspace(workspace)
{
}

Result<void> ScoreCache::saveMemory()
{
    if (!canWrite())
        return {};
    while (!m_memory.empty()) {
        const auto first = m_memory.begin();
        const std::vector<std::pair<Architecture, StoredScore>> scores(first->second.begin(),
                                                                       first->second.end());
        if (Result<void> saved = saveScores(*m_workspace, m_sets.at(first->first), scores); !saved)
            return saved;
        m_sets.erase(first->first);
        m_memory.erase(first);
    }
    return {};
}

Result<std::vector<std::optional<StoredScore>>> ScoreCache::known(
    const ScoreSet &set, std::span<const Architecture> architectures)
{
    if (const Result<void> saved = saveMemory(); !saved)
        return tl::make_unexpected(saved.error());
    std::vector<std::optional<StoredScore>> scores(architectures.size());
    if (m_workspace) {
        auto loaded = loadScores(*m_workspace, set, architectures);
        if (!loaded)
            return loaded;
        scores = std::move(*loaded);
    }
    const auto kept = m_memory.find(set.key());
    if (kept == m_memory.end())
        return scores;
    for (std::size_t i = 0; i < architectures.size(); ++i) {
        const auto found = kept->second.find(architectures[i]);
        if (!scores[i] && found != kept->second.end())
            scores[i] = found->second;
    }
    return scores;
}

Result<ScoreMap> ScoreCache::compute(const ScoreSet &set, const Architectures &missing,
                                     const Ask &ask, Job &job)
{
    ScoreKeeper keeper(canWrite() ? m_workspace : nullptr, set);
    const Result<void> asked = ask(missing, keeper, job);
    const Result<void> kept = keeper.finish();
    if (!keeper.unsaved().empty()) {
        const std::string key = set.key();
        m_sets.insert_or_assign(key, set);
        m_memory[key].insert(keeper.unsaved().begin(), keeper.unsaved().end());
    }
    if (!asked)
        return tl::make_unexpected(asked.error());
    if (!kept)
        return tl::make_unexpected(kept.error());
    return keeper.scores();
}

} // namespace auspex
