// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/console.h"

#include <algorithm>
#include <cerrno>
#include <cstdint>

#include <sys/ioctl.h>
#include <unistd.h>

#include "core/base/text.h"

namespace auspex::cli {

namespace {

constexpr std::size_t mostWarnings = 50;
constexpr std::chrono::milliseconds barInterval{100};
constexpr std::chrono::seconds lineInterval{3};
constexpr std::size_t barWidth = 24;

std::size_t terminalWidth()
{
    winsize size{};
    if (::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0)
        return 80;
    return size.ws_col;
}

void writeToStandardError(std::string_view text)
{
    while (!text.empty()) {
        const ssize_t written = ::write(STDERR_FILENO, text.data(), text.size());
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return; // nobody is left to be told
        text.remove_prefix(static_cast<std::size_t>(written));
    }
}

/// Cut at a terminal's edge by characters; a wide letter may end a little further right.
std::string cut(const std::string &text, std::size_t width)
{
    std::size_t characters = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool begins = (static_cast<unsigned char>(text[i]) & 0xc0U) != 0x80U;
        if (begins && ++characters > width)
            return text.substr(0, i);
    }
    return text;
}

/// Control characters must not reach the terminal: file names come from outside.
std::string printable(std::string_view text)
{
    std::string result(text);
    std::replace_if(
        result.begin(), result.end(),
        [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }, '?');
    return result;
}

std::string countText(const JobProgress &progress)
{
    std::string text = std::to_string(progress.done);
    if (progress.total > 0)
        text += " of " + std::to_string(progress.total);
    return progress.unit.empty() ? text : text + ' ' + progress.unit;
}

std::string barText(const JobProgress &progress)
{
    if (progress.total <= 0)
        return {};
    const std::int64_t done = std::clamp<std::int64_t>(progress.done, 0, progress.total);
    const auto filled = static_cast<std::size_t>(static_cast<double>(done) * barWidth
                                                 / static_cast<double>(progress.total));
    return '[' + std::string(filled, '#') + std::string(barWidth - filled, '.') + "] ";
}

} // namespace

Console::Console()
    : m_isTerminal(::isatty(STDERR_FILENO) == 1)
    , m_lastProgress(Clock::now())
{
}

Console::~Console()
{
    finish();
}

void Console::showProgress(const JobProgress &progress)
{
    const std::lock_guard lock(m_mutex);
    const Clock::time_point now = Clock::now();
    const bool isDue = m_isTerminal ? now - m_lastProgress >= barInterval
                                    : now - m_lastProgress >= lineInterval;
    if (!isDue)
        return;
    m_lastProgress = now;
    std::string text = m_stage.empty() ? std::string() : m_stage + ": ";
    text += countText(progress);
    if (!progress.message.empty())
        text += ", " + progress.message;
    if (progress.cost)
        text += ", $" + formatFixed(*progress.cost, 2);
    text = printable(text);
    if (!m_isTerminal) {
        writeLine("auspex-cli: " + text);
        return;
    }
    writeToStandardError("\r\x1b[K" + cut(barText(progress) + text, terminalWidth() - 1));
    m_barIsShown = true;
}

void Console::setStage(std::string stage)
{
    const std::lock_guard lock(m_mutex);
    m_stage = std::move(stage);
}

void Console::warn(std::string_view text)
{
    const std::lock_guard lock(m_mutex);
    if (++m_warnings > mostWarnings)
        return;
    clearBar();
    writeLine("auspex-cli: warning: " + printable(text));
}

void Console::say(std::string_view text)
{
    const std::lock_guard lock(m_mutex);
    clearBar();
    writeLine("auspex-cli: " + printable(text));
}

void Console::finish()
{
    const std::lock_guard lock(m_mutex);
    clearBar();
    if (m_warnings > mostWarnings)
        writeLine("auspex-cli: " + std::to_string(m_warnings - mostWarnings)
                  + " more warnings are not shown.");
    m_warnings = 0;
}

void Console::clearBar()
{
    if (m_barIsShown)
        writeToStandardError("\r\x1b[K");
    m_barIsShown = false;
}

void Console::writeLine(std::string_view text)
{
    writeToStandardError(std::string(text) + '\n');
}

} // namespace auspex::cli
