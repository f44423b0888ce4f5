// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/base/job.h"
#include "core/store/score_store.h"
#include "core/supernets/score_keeper.h"

namespace auspex {

using Architectures = std::vector<Architecture>;

/// Has all of them computed; every score goes to the keeper.
using Ask = std::function<Result<void>(const Architectures &, ScoreKeeper &, Job &)>;

/// Scores that are known: on the disk where there is a workspace that can be written, in memory
/// where there is none or a score could not be stored. One thread at a time.
class ScoreCache {
public:
    /// Null: everything stays in memory.
    explicit ScoreCache(Workspace *workspace);

    /// One for each architecture, in their order; nothing where there is none. What was left in
    /// memory is stored first where that is possible.
    Result<std::vector<std::optional<StoredScore>>> known(
        const ScoreSet &set, std::span<const Architecture> architectures);

    /// Keeps what comes before a failure, too.
    Result<ScoreMap> compute(const ScoreSet &set, const Architectures &missing, const Ask &ask,
                             Job &job);

private:
    bool canWrite() const { return m_workspace && !m_workspace->isReadOnly(); }
    Result<void> saveMemory();

    Workspace *m_workspace;
    std::map<std::string, ScoreMap> m_memory; ///< by the set's key: what is not on the disk
    std::map<std::string, ScoreSet> m_sets;   ///< of m_memory
};

} // namespace auspex
