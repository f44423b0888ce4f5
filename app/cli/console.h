// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstddef>
#include <mutex>
#include <string>
#include <string_view>

#include "core/base/job.h"

namespace auspex::cli {

/// What people read while a command works, all of it on the standard error: a progress bar on a
/// terminal, otherwise a line every few seconds; warnings and notes. Any thread may call.
class Console {
public:
    Console();
    Console(const Console &) = delete;
    Console &operator=(const Console &) = delete;
    ~Console();

    void showProgress(const JobProgress &progress);

    /// What the bar says before the job's own message, such as the task that is evaluated.
    void setStage(std::string stage);

    /// "auspex-cli: warning: ...". After the first fifty only their number is told, at the end.
    void warn(std::string_view text);

    /// "auspex-cli: ..."
    void say(std::string_view text);

    /// Takes the bar away and tells what was held back: before the result, and at the end.
    void finish();

private:
    void clearBar();
    void writeLine(std::string_view text);

    using Clock = std::chrono::steady_clock;
    std::mutex m_mutex;
    const bool m_isTerminal;
    bool m_barIsShown = false;
    std::string m_stage;
    Clock::time_point m_lastProgress;
    std::size_t m_warnings = 0;
};

} // namespace auspex::cli
