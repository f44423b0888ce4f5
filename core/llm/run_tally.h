// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <deque>
#include <span>

#include "core/llm/llm_plan.h"

namespace auspex {

/// Counts what a run does (LlmRunStatus). Times are seconds of any steady clock.
class RunTally {
public:
    explicit RunTally(const LlmPlan &plan); ///< counts what the cache has answered

    void finished(const LlmPlan &plan, const PlannedSample &sample);
    void sent() { ++m_status.requests; }
    void kept(double now, std::span<const StoredCall> replies); ///< of one request
    void failed(FailureKind kind);

    LlmRunStatus status(double now);

private:
    LlmRunStatus m_status;
    std::deque<double> m_replies; ///< when they came, of the last seconds
    double m_firstReply = -1.0;
};

} // namespace auspex
