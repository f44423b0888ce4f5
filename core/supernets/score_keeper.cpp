// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/supernets/score_keeper.h"

namespace auspex {

ScoreKeeper::ScoreKeeper(Workspace *workspace, ScoreSet set)
    : m_workspace(workspace)
    , m_set(std::move(set))
    , m_thread([this] { work(); })
{
}

ScoreKeeper::~ScoreKeeper()
{
    (void)finish();
}

void ScoreKeeper::add(const Architecture &architecture, Compute compute)
{
    {
        const std::lock_guard lock(m_mutex);
        m_items.emplace_back(architecture, std::move(compute));
    }
    m_added.notify_one();
}

Result<void> ScoreKeeper::finish()
{
    {
        const std::lock_guard lock(m_mutex);
        m_isEnding = true;
    }
    m_added.notify_one();
    if (m_thread.joinable())
        m_thread.join();
    return m_outcome;
}

void ScoreKeeper::work()
{
    while (true) {
        std::vector<Item> items;
        {
            std::unique_lock lock(m_mutex);
            m_added.wait(lock, [this] { return m_isEnding || !m_items.empty(); });
            if (m_items.empty())
                return;
            items.swap(m_items);
        }
        keep(items);
    }
}

void ScoreKeeper::keep(const std::vector<Item> &items)
{
    std::vector<std::pair<Architecture, StoredScore>> scores;
    for (const auto &[architecture, compute] : items) {
        Result<StoredScore> score = compute();
        if (score)
            scores.emplace_back(architecture, std::move(*score));
        else if (m_outcome)
            m_outcome = tl::make_unexpected(score.error());
    }
    Result<void> saved;
    if (m_workspace && !scores.empty())
        saved = saveScores(*m_workspace, m_set, scores);
    if (!saved && m_outcome)
        m_outcome = saved;
    for (const auto &[architecture, score] : scores) {
        m_scores[architecture] = score;
        if (!saved || !m_workspace)
            m_unsaved[architecture] = score;
    }
}

} // namespace auspex
