// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <mutex>
#include <optional>

#include "core/llm/llm_run.h"

namespace auspex {

/// The sum over several runs, one after the other. Any thread may call.
class RunTotals {
public:
    /// How far the run that is under way has come; it replaces what was said of it before.
    void running(const LlmRunStatus &status);

    /// The run is over, with this in the end; nothing: as it was told last.
    void ended(const std::optional<LlmRunStatus> &status);

    /// Of all runs; rate, requests in flight and what is waited for are those of the one under way.
    LlmRunStatus status() const;

    /// US dollars of the runs that are over, as far as prices are known.
    double spent() const;

private:
    mutable std::mutex m_mutex;
    LlmRunStatus m_over;
    std::optional<LlmRunStatus> m_current;
    double m_spent = 0.0;
};

} // namespace auspex
