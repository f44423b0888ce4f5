// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "core/base/result.h"

namespace auspex {

/// How far a piece of work has come. `total` is 0 while it is not known.
struct JobProgress {
    std::int64_t done = 0;
    std::int64_t total = 0;
    std::string unit;    ///< of done and total, plural, in plain English: "files", "resamples"
    std::string message; ///< what is going on now, one short phrase
    std::optional<double> cost; ///< money spent so far, in US dollars
};

/// The thread of control over one piece of work: the worker reports and asks whether to stop, the
/// owner listens and cancels. Every member may be called from any thread; the listener is called on
/// the worker's thread and must not block.
class Job {
public:
    using Listener = std::function<void(const JobProgress &)>;

    Job() = default;
    explicit Job(Listener listener);
    Job(const Job &) = delete;
    Job &operator=(const Job &) = delete;

    void report(const JobProgress &progress);

    /// Asks the worker to stop at its next look at isCancelled(). What it finished is kept.
    void cancel() { m_cancelled.store(true, std::memory_order_relaxed); }
    bool isCancelled() const { return m_cancelled.load(std::memory_order_relaxed); }

    /// Asks a worker that can (canPause()) to begin nothing new until it is resumed.
    void setPaused(bool paused) { m_paused.store(paused, std::memory_order_relaxed); }
    bool isPaused() const { return m_paused.load(std::memory_order_relaxed); }

    /// Said by the worker, for as long as pausing makes sense.
    void setCanPause(bool canPause) { m_canPause.store(canPause, std::memory_order_relaxed); }
    bool canPause() const { return m_canPause.load(std::memory_order_relaxed); }

private:
    Listener m_listener;
    std::atomic<bool> m_cancelled = false;
    std::atomic<bool> m_paused = false;
    std::atomic<bool> m_canPause = false;
};

/// The error a worker returns after it saw Job::isCancelled().
tl::unexpected<Error> cancelled();

} // namespace auspex
