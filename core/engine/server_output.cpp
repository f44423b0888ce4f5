// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/server_output.h"

#include <cerrno>
#include <string_view>

#include <unistd.h>

namespace auspex::engine {

namespace {

constexpr std::chrono::milliseconds progressInterval{50};

} // namespace

ServerOutput::ServerOutput(int descriptor)
    : m_descriptor(descriptor)
{
}

void ServerOutput::send(const Message &message)
{
    writeLine(std::visit([](const auto &one) { return lineOf(one); }, message));
}

void ServerOutput::report(const ProgressNotice &notice)
{
    const std::lock_guard lock(m_reporting);
    if (!isDue()) {
        m_kept = notice;
        return;
    }
    m_kept.reset();
    m_lastReport = Clock::now();
    writeLine(lineOf(Notification{method::progress, jsonOf(notice)}));
}

void ServerOutput::flushProgress()
{
    const std::lock_guard lock(m_reporting);
    if (!m_kept || !isDue())
        return;
    m_lastReport = Clock::now();
    writeLine(lineOf(Notification{method::progress, jsonOf(*m_kept)}));
    m_kept.reset();
}

void ServerOutput::forgetProgress()
{
    const std::lock_guard lock(m_reporting);
    m_kept.reset();
    m_lastReport.reset();
}

bool ServerOutput::isDue() const
{
    return !m_lastReport || Clock::now() - *m_lastReport >= progressInterval;
}

void ServerOutput::writeLine(const std::string &line)
{
    const std::lock_guard lock(m_writing);
    std::string_view rest = line;
    while (!rest.empty() && !m_isClosed) {
        const ssize_t written = ::write(m_descriptor, rest.data(), rest.size());
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            m_isClosed = true;
        else
            rest.remove_prefix(static_cast<std::size_t>(written));
    }
}

} // namespace auspex::engine
