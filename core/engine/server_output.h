// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <chrono>
#include <mutex>
#include <optional>

#include "core/engine/protocol.h"

namespace auspex::engine {

/// The engine's side of what it says: whole lines, from any thread, progress at most twenty times a
/// second. Where nobody reads, writing waits; where nobody can read any more, it is without effect.
class ServerOutput {
public:
    explicit ServerOutput(int descriptor);

    void send(const Message &message);

    /// Sent at once where the last one is some time ago, else kept until flushProgress() finds that
    /// it is; a newer one takes its place.
    void report(const ProgressNotice &notice);
    void flushProgress();
    /// The request is answered: what was kept of it is not sent any more.
    void forgetProgress();

    bool isClosed() const { return m_isClosed; }

private:
    using Clock = std::chrono::steady_clock;
    void writeLine(const std::string &line);
    bool isDue() const;

    int m_descriptor;
    std::mutex m_writing;
    std::atomic<bool> m_isClosed = false;

    std::mutex m_reporting;
    std::optional<ProgressNotice> m_kept;
    std::optional<Clock::time_point> m_lastReport;
};

} // namespace auspex::engine
