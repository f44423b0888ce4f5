// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

#include <QObject>

#include "core/llm/call_cache.h"

namespace auspex {

/// Writes calls into the cache on a thread of its own, so that nobody waits for the disk: what
/// comes while one group is written is the next group, in one transaction. The cache belongs to it
/// until it is gone.
///
/// The other members are for the thread it was made in, which runs an event loop.
class CallWriter {
public:
    /// `kept` is called on the maker's thread for each add(), in their order, once its calls are on
    /// the disk; with the error where they could not be written. After an error nothing more is
    /// written, and everything added gets the same error.
    using Kept = std::function<void(const Result<void> &)>;

    explicit CallWriter(CallCache &cache);
    ~CallWriter(); ///< waits until everything added is written; calls nobody back any more
    CallWriter(const CallWriter &) = delete;
    CallWriter &operator=(const CallWriter &) = delete;

    void add(std::vector<StoredCall> calls, Kept kept);

    /// Added, and not called back yet.
    std::size_t waiting() const { return m_waiting; }

private:
    struct Item {
        std::vector<StoredCall> calls;
        Kept kept;
    };
    void work();
    void deliver(std::vector<Item> items, const Result<void> &outcome);

    CallCache &m_cache;
    QObject m_context; ///< in the maker's thread
    std::size_t m_waiting = 0;

    std::mutex m_mutex;
    std::condition_variable m_added;
    std::vector<Item> m_items;
    bool m_stopping = false;
    std::thread m_thread; ///< last: it uses the others
};

} // namespace auspex
