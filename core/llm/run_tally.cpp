// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/llm/run_tally.h"

#include <algorithm>

namespace auspex {

namespace {

constexpr double rateSeconds = 10.0;

} // namespace

RunTally::RunTally(const LlmPlan &plan)
{
    for (const PlannedSample &sample : plan.samples) {
        m_status.predictions += plan.prompts[sample.prompt].questions;
        if (sample.finished)
            finished(plan, sample);
    }
}

void RunTally::finished(const LlmPlan &plan, const PlannedSample &sample)
{
    const std::int64_t count = plan.prompts[sample.prompt].questions;
    const LlmSample &result = sample.result;
    if (result.failure)
        m_status.failed += count;
    else if (result.answer.value)
        m_status.done += count;
    else
        m_status.unusable += count;
    if (result.fromCache)
        m_status.fromCache += count;
}

void RunTally::kept(double now, std::span<const StoredCall> replies)
{
    for (const StoredCall &call : replies) {
        m_status.usage.prompt += call.promptTokens;
        m_status.usage.cached += call.cachedTokens;
        m_status.usage.cacheWrite += call.cacheWriteTokens;
        m_status.usage.completion += call.completionTokens;
        if (!call.cost)
            m_status.cost.reset();
        else if (m_status.cost)
            *m_status.cost += *call.cost;
    }
    if (m_firstReply < 0.0)
        m_firstReply = now;
    m_replies.push_back(now);
}

void RunTally::failed(FailureKind kind)
{
    m_status.failures[std::string(failureKey(kind))] += 1;
}

LlmRunStatus RunTally::status(double now)
{
    while (!m_replies.empty() && m_replies.front() < now - rateSeconds)
        m_replies.pop_front();
    // Until there are ten seconds of it, over the time since the first.
    const double over = std::clamp(now - m_firstReply, 1.0, rateSeconds);
    m_status.perSecond = static_cast<double>(m_replies.size()) / over;
    return m_status;
}

} // namespace auspex
