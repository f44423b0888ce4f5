// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>
#include <unordered_map>
#include <utility>
#include <vector>

#include "core/store/score_store.h"

namespace auspex {

using ScoreMap = std::unordered_map<Architecture, StoredScore>;

/// Stores scores while they come, on a thread of its own, so that whoever brings them waits neither
/// for the disk nor for BLEU: what comes while one group is written is the next group, in one
/// transaction. The workspace belongs to it until finish().
class ScoreKeeper {
public:
    using Compute = std::function<Result<StoredScore>()>;

    /// Without a workspace scores are only gathered.
    ScoreKeeper(Workspace *workspace, ScoreSet set);
    ~ScoreKeeper(); ///< as finish()
    ScoreKeeper(const ScoreKeeper &) = delete;
    ScoreKeeper &operator=(const ScoreKeeper &) = delete;

    /// Any thread. `compute` is called once, on the keeper's thread.
    void add(const Architecture &architecture, Compute compute);

    /// Waits until everything is done; the first thing that failed. Later members are for after it.
    Result<void> finish();

    const ScoreMap &scores() const { return m_scores; }
    /// Those of them that are not on the disk.
    const ScoreMap &unsaved() const { return m_unsaved; }

private:
    using Item = std::pair<Architecture, Compute>;
    void work();
    void keep(const std::vector<Item> &items);

    Workspace *m_workspace;
    ScoreSet m_set;
    ScoreMap m_scores;
    ScoreMap m_unsaved;
    Result<void> m_outcome;

    std::mutex m_mutex;
    std::condition_variable m_added;
    std::vector<Item> m_items;
    bool m_isEnding = false;
    std::thread m_thread; ///< last: it uses the others
};

} // namespace auspex
