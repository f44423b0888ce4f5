// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/llm/call_writer.h"

#include <iterator>
#include <memory>
#include <utility>

namespace auspex {

CallWriter::CallWriter(CallCache &cache)
    : m_cache(cache)
    , m_thread([this] { work(); })
{
}

CallWriter::~CallWriter()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
    }
    m_added.notify_one();
    m_thread.join();
}

void CallWriter::add(std::vector<StoredCall> calls, Kept kept)
{
    ++m_waiting;
    {
        const std::lock_guard lock(m_mutex);
        m_items.push_back({std::move(calls), std::move(kept)});
    }
    m_added.notify_one();
}

void CallWriter::work()
{
    Result<void> outcome;
    while (true) {
        std::vector<Item> items;
        {
            std::unique_lock lock(m_mutex);
            m_added.wait(lock, [this] { return m_stopping || !m_items.empty(); });
            if (m_items.empty())
                return;
            items.swap(m_items);
        }
        std::vector<StoredCall> calls;
        for (Item &item : items)
            std::move(item.calls.begin(), item.calls.end(), std::back_inserter(calls));
        if (outcome)
            outcome = m_cache.keep(calls);
        deliver(std::move(items), outcome);
    }
}

void CallWriter::deliver(std::vector<Item> items, const Result<void> &outcome)
{
    const auto shared = std::make_shared<std::vector<Item>>(std::move(items));
    QMetaObject::invokeMethod(
        &m_context,
        [this, shared, outcome] {
            for (const Item &item : *shared) {
                --m_waiting;
                item.kept(outcome);
            }
        },
        Qt::QueuedConnection);
}

} // namespace auspex
