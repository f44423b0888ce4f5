// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/llm/run_totals.h"

namespace auspex {

namespace {

void add(TokenUsage &sum, const TokenUsage &usage)
{
    sum.prompt += usage.prompt;
    sum.cached += usage.cached;
    sum.cacheWrite += usage.cacheWrite;
    sum.completion += usage.completion;
}

void add(LlmRunStatus &sum, const LlmRunStatus &status)
{
    sum.predictions += status.predictions;
    sum.done += status.done;
    sum.unusable += status.unusable;
    sum.failed += status.failed;
    sum.fromCache += status.fromCache;
    sum.requests += status.requests;
    sum.inFlight += status.inFlight;
    add(sum.usage, status.usage);
    if (sum.cost && status.cost)
        *sum.cost += *status.cost;
    else
        sum.cost.reset(); // with one price unknown, so is the sum
    sum.perSecond = status.perSecond;
    for (const auto &[kind, count] : status.failures)
        sum.failures[kind] += count;
    sum.waiting = status.waiting;
}

} // namespace

void RunTotals::running(const LlmRunStatus &status)
{
    const std::lock_guard lock(m_mutex);
    m_current = status;
}

void RunTotals::ended(const std::optional<LlmRunStatus> &status)
{
    const std::lock_guard lock(m_mutex);
    const std::optional<LlmRunStatus> last = status ? status : m_current;
    m_current.reset();
    if (!last)
        return;
    add(m_over, *last);
    m_over.inFlight = 0;
    m_over.perSecond = 0.0;
    m_over.waiting.clear();
    m_spent += last->cost.value_or(0.0);
}

LlmRunStatus RunTotals::status() const
{
    const std::lock_guard lock(m_mutex);
    LlmRunStatus sum = m_over;
    if (m_current)
        add(sum, *m_current);
    return sum;
}

double RunTotals::spent() const
{
    const std::lock_guard lock(m_mutex);
    return m_spent;
}

} // namespace auspex
